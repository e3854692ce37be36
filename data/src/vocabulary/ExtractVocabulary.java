import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;

/** Takes the lists of words that Assay needs out of Datafaker's artifact: a file for each, a line for each word. */
public final class ExtractVocabulary {
    private static final Map<String, List<String>> WANTED = Map.of(
            "name", List.of("male_first_name", "female_first_name", "last_name"),
            "address", List.of("city_prefix", "city_suffix", "street_suffix", "state", "state_abbr", "postcode_by_state"),
            "company", List.of("suffix", "buzzwords", "industry"),
            "commerce", List.of("department", "product_name.adjective", "product_name.material", "product_name.product"),
            "lorem", List.of("words"));

    private ExtractVocabulary() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0], "en"));
        for (Map.Entry<String, List<String>> file : WANTED.entrySet()) {
            Object root = read("/en/" + file.getKey() + ".yml");
            for (String list : file.getValue()) {
                Object found = at(root, ("en.faker." + file.getKey() + "." + list).split("\\."));
                List<String> lines = lines(found);
                if (lines.isEmpty()) {
                    throw new IllegalStateException("Datafaker has no list " + file.getKey() + "." + list + " any more");
                }
                Files.write(folder.resolve(file.getKey() + "." + list + ".txt"), lines);
            }
        }
    }

    private static Object read(String resource) throws IOException {
        try (InputStream in = ExtractVocabulary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("Datafaker has no " + resource + " any more");
            }
            return new Yaml().load(in);
        }
    }

    private static Object at(Object root, String[] path) {
        Object at = root;
        for (String key : path) {
            at = at instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return at;
    }

    /** A list's words, each once; a map's entries as {@code key=value}. */
    private static List<String> lines(Object found) {
        if (found instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .sorted()
                    .toList();
        }
        List<String> words = new ArrayList<>();
        flatten(found, words);
        return List.copyOf(words.stream().collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private static void flatten(Object found, List<String> into) {
        if (found instanceof List<?> list) {
            list.forEach(each -> flatten(each, into));
        } else if (found != null) {
            into.add(String.valueOf(found));
        }
    }
}
