package dev.assay.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a line of source, to show where a test failed.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Sources {
    /** Knows no source. */
    Sources NONE = (className, file, line) -> null;

    /**
     * Returns a line without the white space around it; null where it cannot be found.
     *
     * @param className binary name of a class in the file
     * @param file the file's name, as a stack frame gives it
     * @param line from 1
     */
    @Nullable String line(String className, String file, int line);

    /** Looks below folders such as {@code src/test/java}, the first that has the file. */
    static Sources in(List<Path> roots) {
        List<Path> folders = List.copyOf(roots);
        return (className, file, line) -> {
            String folder =
                    className.substring(0, className.lastIndexOf('.') + 1).replace('.', '/');
            for (Path root : folders) {
                Path source = root.resolve(folder + file);
                if (Files.isRegularFile(source)) {
                    return read(source, line);
                }
            }
            return null;
        };
    }

    private static @Nullable String read(Path source, int line) {
        try {
            String text = new String(Files.readAllBytes(source), StandardCharsets.UTF_8);
            return text.lines().skip(line - 1L).findFirst().map(String::strip).orElse(null);
        } catch (IOException e) {
            return null; // the failure itself is told all the same
        }
    }
}
