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
 * @param cacheLimit how many bytes the cache may take, beyond which is removed what was used longest ago; 0 keeps no
 *     templates from run to run
 * @since 0.1
 */
public record PostgresConfig(Path cache, Path folder, int connections, Map<String, String> settings, long cacheLimit) {
    /** A user's cache up to 2 GB, memory where there is room for a cluster, 200 connections. */
    public static final PostgresConfig USUAL =
            new PostgresConfig(usualCache(), usualFolder(), 200, Map.of(), CacheLimit.USUAL);

    /** Room for a cluster and what tests write into it. */
    private static final long ROOM = 1L << 30;

    /** What copies and drops databases has connections too. */
    private static final int ADMINISTRATION = 10;

    /** Copies the settings. */
    public PostgresConfig {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** Returns the same with another cache. */
    public PostgresConfig cache(Path other) {
        return new PostgresConfig(other, folder, connections, settings, cacheLimit);
    }

    /** Returns the same with another folder. */
    public PostgresConfig folder(Path other) {
        return new PostgresConfig(cache, other, connections, settings, cacheLimit);
    }

    /** Returns the same with another number of connections. */
    public PostgresConfig connections(int other) {
        return new PostgresConfig(cache, folder, other, settings, cacheLimit);
    }

    /** Returns the same with one more setting: {@code setting("shared_buffers", "512MB")}. */
    public PostgresConfig setting(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(name, value);
        return new PostgresConfig(cache, folder, connections, more, cacheLimit);
    }

    /**
     * Returns the usual one with as many connections as tests need that run at the same time.
     *
     * @param concurrentTests how many, in all JVMs of the run
     * @param databases how many of them each test uses
     */
    public static PostgresConfig forTests(int concurrentTests, int databases) {
        return USUAL.connections(
                new PoolSize(concurrentTests, databases).connections() + PoolSize.RESERVED + ADMINISTRATION);
    }

    /** Returns the same with another limit of the cache, in bytes. */
    public PostgresConfig cacheLimit(long other) {
        return new PostgresConfig(cache, folder, connections, settings, other);
    }

    private static Path usualCache() {
        String told = System.getenv("XDG_CACHE_HOME");
        boolean isTold = told != null && !told.isBlank();
        Path caches = isTold ? Path.of(told) : Path.of(System.getProperty("user.home"), ".cache");
        // Root's home is closed to the user that a container's root has to run servers as.
        boolean closed = !isTold && !Nobody.here().reaches(caches);
        return (closed ? Path.of("/var/cache") : caches).resolve("assay").resolve("postgres");
    }

    private static Path usualFolder() {
        Path memory = Path.of("/dev/shm");
        boolean roomy = Files.isDirectory(memory)
                && Files.isWritable(memory)
                && memory.toFile().getUsableSpace() >= ROOM;
        return roomy ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    }
}
