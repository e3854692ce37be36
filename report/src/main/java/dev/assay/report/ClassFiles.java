package dev.assay.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Says where in a run's folder a class's files are. With more than one suite each has a folder, because suites may run
 * classes of one name.
 *
 * <p>A class's name is a file's name but for characters that some file system refuses, and but for names longer than
 * file systems take.
 *
 * @since 0.1
 */
public final class ClassFiles {
    /** Folder of the Surefire XML files. */
    public static final String XML = "xml";

    /** Folder of what the tests wrote. */
    public static final String OUTPUT = "output";

    private static final Pattern REFUSED = Pattern.compile("[^\\p{L}\\p{N}._$()\\[\\] +=,@-]");
    private static final int LONGEST = 180;

    private final Map<String, String> folders = new HashMap<>();

    /**
     * Chooses the folders.
     *
     * @param suites all suites of the run, in order
     */
    public ClassFiles(List<String> suites) {
        Set<String> taken = new HashSet<>();
        for (String suite : suites) {
            String name = suites.size() == 1 ? "" : safe(suite);
            String folder = name;
            for (int i = 2; !taken.add(folder.toLowerCase(Locale.ROOT)); i++) {
                folder = name + "-" + i;
            }
            folders.put(suite, folder);
        }
    }

    /** Returns a class's Surefire XML file, relative to the run's folder. */
    public Path xml(String suite, String className) {
        return in(XML, suite).resolve("TEST-" + safe(className) + ".xml");
    }

    /** Returns the file with a class's output, relative to the run's folder. */
    public Path output(String suite, String className) {
        return in(OUTPUT, suite).resolve(safe(className) + ".txt");
    }

    private Path in(String kind, String suite) {
        String folder = folders.getOrDefault(suite, safe(suite));
        return folder.isEmpty() ? Path.of(kind) : Path.of(kind, folder);
    }

    private static String safe(String name) {
        String safe = REFUSED.matcher(name).replaceAll("_");
        if (safe.isEmpty() || safe.startsWith(".")) {
            safe = "_" + safe;
        }
        boolean fits = safe.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
        if (fits && safe.equals(name)) {
            return safe;
        }
        String kept = fits
                ? safe
                : safe.codePoints()
                        .limit(LONGEST / 4)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
        return kept + "-" + Integer.toHexString(name.hashCode());
    }
}
