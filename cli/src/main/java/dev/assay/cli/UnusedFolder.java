package dev.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of a run that did not come about. */
final class UnusedFolder {
    private static final Path RUNS = Path.of("target", "assay");

    private UnusedFolder() {}

    /** Removes the folder if nothing was put into it, and those above it that were made for it alone. */
    static void removeIfEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
            Path runs = folder.toAbsolutePath().getParent();
            if (runs != null && runs.endsWith(RUNS) && !Files.isSymbolicLink(runs)) {
                Files.deleteIfExists(runs);
                Path target = runs.getParent();
                if (target != null && !Files.isSymbolicLink(target)) {
                    Files.deleteIfExists(target);
                }
            }
        } catch (IOException e) {
            return; // it holds a run's reports, as it should
        }
    }

    /** Removes the folder with the beginnings of its reports. */
    static void remove(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> paths = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : paths) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            return; // what is left says at least that a run was tried
        }
    }
}
