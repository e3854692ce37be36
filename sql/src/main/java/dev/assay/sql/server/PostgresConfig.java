package dev.assay.sql.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a server is set up.
 *
 * @param cache where its programs and an initialised cluster are kept for all that come after
 * @param folder in which each server has a folder while it runs
 * @param connections how many connections it takes
 * @param settings what stands in its {@code postgresql.conf}, by name
 * @since 0.1
 */
public record PostgresConfig(Path cache, Path folder, int connections, Map<String, String> settings) {
    /** A user's cache, memory where there is room for a cluster, 100 connections. */
    public static final PostgresConfig USUAL = new PostgresConfig(usualCache(), usualFolder(), 100, Map.of());

    /** Room for a cluster and what tests write into it. */
    private static final long ROOM = 1L << 30;

    /** Copies the settings. */
    public PostgresConfig {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** Returns the same with another cache. */
    public PostgresConfig cache(Path other) {
        return new PostgresConfig(other, folder, connections, settings);
    }

    /** Returns the same with another folder. */
    public PostgresConfig folder(Path other) {
        return new PostgresConfig(cache, other, connections, settings);
    }

    /** Returns the same with another number of connections. */
    public PostgresConfig connections(int other) {
        return new PostgresConfig(cache, folder, other, settings);
    }

    /** Returns the same with one more setting: {@code setting("shared_buffers", "512MB")}. */
    public PostgresConfig setting(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(name, value);
        return new PostgresConfig(cache, folder, connections, more);
    }

    private static Path usualCache() {
        String told = System.getenv("XDG_CACHE_HOME");
        Path caches =
                told == null || told.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(told);
        return caches.resolve("assay").resolve("postgres");
    }

    private static Path usualFolder() {
        Path memory = Path.of("/dev/shm");
        boolean roomy = Files.isDirectory(memory)
                && Files.isWritable(memory)
                && memory.toFile().getUsableSpace() >= ROOM;
        return roomy ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    }
}
