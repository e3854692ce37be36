package dev.assay.cli.target;

import java.nio.file.Path;

/**
 * Finds a jar by its coordinates: the CLI through the user's settings, the Maven plugin through Maven itself.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface JarSource {
    /**
     * Returns the jar's file, fetched if need be.
     *
     * @throws dev.assay.core.DiagnosisException if it cannot be had
     */
    Path jar(Coordinates coordinates);
}
