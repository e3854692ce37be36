package dev.assay.cli;

import dev.assay.cli.config.Key;
import dev.assay.cli.config.Layer;
import dev.assay.cli.config.ProjectConfig;
import java.nio.file.Path;

/** Where a project's history lies: the same place for runs and for those who ask about them. */
public final class HistoryFile {
    private HistoryFile() {}

    /**
     * Returns the file that the settings name.
     *
     * @param config where the settings come from; a path in them starts there
     * @param folder where it starts without an {@code assay.toml}
     */
    public static Path of(ProjectConfig config, Path folder, Layer settings) {
        Path base = config.file().isPresent() ? config.folder() : folder;
        return base.resolve(settings.get(Key.HISTORY)).toAbsolutePath().normalize();
    }
}
