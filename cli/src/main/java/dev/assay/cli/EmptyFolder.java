package dev.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that nothing was written to in the end. */
final class EmptyFolder {
    private EmptyFolder() {}

    /** Removes a folder if it exists and is empty. */
    static void remove(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            return; // it holds a run's reports, as it should
        }
    }
}
