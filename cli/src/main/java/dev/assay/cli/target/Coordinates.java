package dev.assay.cli.target;

import java.nio.file.Path;

/**
 * A jar's place in a repository.
 *
 * @param classifier empty for the main jar
 * @since 0.1
 */
public record Coordinates(String group, String artifact, String version, String classifier) {

    /** Names a main jar. */
    public static Coordinates jar(String group, String artifact, String version) {
        return new Coordinates(group, artifact, version, "");
    }

    /** Returns the file's path within a local repository. */
    public Path path() {
        String suffix = classifier.isEmpty() ? "" : "-" + classifier;
        return Path.of(group.replace('.', '/'), artifact, version, artifact + "-" + version + suffix + ".jar");
    }

    @Override
    public String toString() {
        return group + ":" + artifact + ":" + version + (classifier.isEmpty() ? "" : ":" + classifier);
    }
}
