package dev.assay.data.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Datafaker's lists of a language's words, as they were taken out of its artifact when Assay was built; English ones
 * where the language has none. A list is read when it is first asked for, and kept.
 */
record Vocabulary(String language) {
    private static final String FALLBACK = "en";
    private static final ConcurrentHashMap<String, Words> READ = new ConcurrentHashMap<>();

    /** Returns a list by its name there: {@code "commerce.department"}. */
    Words words(String list) {
        Words own = find(language, list);
        if (own != null) {
            return own;
        }
        Words english = find(FALLBACK, list);
        if (english == null) {
            throw new IllegalStateException("the artifact lacks its list " + list);
        }
        return english;
    }

    /** Returns a list of this language alone; null if it has none. */
    @Nullable Words own(String list) {
        return find(language, list);
    }

    private static @Nullable Words find(String language, String list) {
        return read("vocabulary/" + language + "/" + list + ".txt");
    }

    /** Returns the lines of a resource beside this package's parent; null if there is none. */
    static @Nullable Words read(String resource) {
        Words known = READ.get(resource);
        if (known == null) {
            known = load("/dev/assay/data/" + resource);
            if (known != null) {
                READ.put(resource, known);
            }
        }
        return known;
    }

    private static @Nullable Words load(String resource) {
        try (InputStream in = Vocabulary.class.getResourceAsStream(resource)) {
            return in == null ? null : Words.lines(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
