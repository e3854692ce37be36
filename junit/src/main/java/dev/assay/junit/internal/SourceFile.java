package dev.assay.junit.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds what a build has copied a resource from, so that an error names the file that somebody can mend. */
final class SourceFile {
    /** Where Maven and Gradle copy resources to, and from where. */
    private static final Map<String, List<String>> SOURCES = Map.of(
            "target/test-classes", List.of("src/test/resources", "src/test/java"),
            "target/classes", List.of("src/main/resources"),
            "build/resources/test", List.of("src/test/resources"),
            "build/resources/main", List.of("src/main/resources"));

    private SourceFile() {}

    /** Returns the file or folder that a copy is like in each byte; the copy, if there is none or it was changed. */
    static Path of(Path copy) {
        String path = copy.toString();
        for (Map.Entry<String, List<String>> each : SOURCES.entrySet()) {
            String folder = File.separator + each.getKey().replace('/', File.separatorChar) + File.separator;
            int at = path.lastIndexOf(folder);
            if (at >= 0) {
                for (String source : each.getValue()) {
                    Path file = Path.of(path.substring(0, at), source, path.substring(at + folder.length()));
                    if (isLike(copy, file)) {
                        return file;
                    }
                }
            }
        }
        return copy;
    }

    private static boolean isLike(Path copy, Path source) {
        try {
            if (!Files.isDirectory(copy)) {
                return Files.isRegularFile(source) && Files.mismatch(copy, source) < 0;
            }
            return Files.isDirectory(source) && names(copy).equals(names(source)) && areLike(copy, source);
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static boolean areLike(Path copy, Path source) throws IOException {
        for (String name : names(copy)) {
            if (Files.isRegularFile(copy.resolve(name)) && !isLike(copy.resolve(name), source.resolve(name))) {
                return false;
            }
        }
        return true;
    }
}
