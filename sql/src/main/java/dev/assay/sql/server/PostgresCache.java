package dev.assay.sql.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is kept of PostgreSQL for a user's runs, and the servers that run now. Thread-safe; other processes may change it at
 * any time.
 *
 * @since 0.1
 */
public final class PostgresCache {
    private static final int ANSWER_SECONDS = 5;

    private final Path folder;
    private final Cache cache;

    private PostgresCache(Path folder) {
        this.folder = folder;
        this.cache = new Cache(folder);
    }

    /** Returns the one in a folder, which need not be there. */
    public static PostgresCache of(Path folder) {
        return new PostgresCache(folder);
    }

    /** Returns the one that servers use unless told otherwise. */
    public static PostgresCache usual() {
        return of(PostgresConfig.USUAL.cache());
    }

    /**
     * Something that is kept.
     *
     * @param name its folder's
     * @param bytes what its files take
     * @param lastUse when a server began with it
     * @param templates what is in it; none but in the cluster of a project
     * @param inUse whether a running server needs it
     */
    public record Entry(String name, long bytes, Instant lastUse, List<KeptTemplate> templates, boolean inUse) {
        /** Copies the templates. */
        public Entry {
            templates = List.copyOf(templates);
        }
    }

    /**
     * A template that is kept.
     *
     * @param content what is in it
     * @param lastUse when a run used it
     */
    public record KeptTemplate(String content, Instant lastUse) {}

    /**
     * A server that runs.
     *
     * @param port on the loopback address
     * @param run whose it is
     * @param project the folder in which the run was started
     * @param process the number of the process that holds it
     * @param folder what it writes
     * @param bytes what that takes
     * @param databases how many databases of tests and templates it has; -1 if it does not answer
     * @param stays whether its run has ended, and it waits for somebody who looks at a database that was kept
     */
    public record Server(
            int port, String run, Path project, long process, Path folder, long bytes, int databases, boolean stays) {}

    /**
     * Something that was deleted.
     *
     * @param path what
     * @param bytes what it took
     */
    public record Freed(Path path, long bytes) {}

    /** Returns where it is. */
    public Path folder() {
        return folder;
    }

    /**
     * Returns what is kept, by name.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public List<Entry> entries() {
        return unchecked(() -> {
            InUse inUse = new InUse(cache);
            List<Entry> all = new ArrayList<>();
            for (Path entry : cache.entries()) {
                all.add(new Entry(
                        String.valueOf(entry.getFileName()),
                        Cache.size(entry),
                        cache.lastUse(entry).toInstant(),
                        templates(entry.resolve(Kept.TEMPLATES)),
                        inUse.test(entry)));
            }
            return all;
        });
    }

    private static List<KeptTemplate> templates(Path listed) throws IOException {
        if (!Files.isDirectory(listed)) {
            return List.of();
        }
        List<KeptTemplate> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(listed)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                all.add(new KeptTemplate(
                        new String(Files.readAllBytes(file), StandardCharsets.UTF_8),
                        Files.getLastModifiedTime(file).toInstant()));
            }
        }
        return all;
    }

    /**
     * Returns the servers that run.
     *
     * @throws UncheckedIOException if the cache cannot be read
     */
    public List<Server> servers() {
        return unchecked(() -> {
            List<Server> all = new ArrayList<>();
            for (Running each : cache.registry().running()) {
                if (each.port() == 0) {
                    continue; // it is about to start
                }
                all.add(new Server(
                        each.port(),
                        each.run(),
                        each.project(),
                        each.host().number(),
                        each.folder(),
                        size(each.folder()),
                        databases(each),
                        Files.exists(each.folder().resolve(Host.STAYS))));
            }
            return all;
        });
    }

    /** A server deletes files while they are counted. */
    private static long size(Path folder) {
        try {
            return Cache.size(folder);
        } catch (IOException e) {
            return 0;
        }
    }

    private static int databases(Running server) {
        Database database = new Database(server.address("postgres", PostgresServer.SUPERUSER), () -> false);
        database.setLoginTimeout(ANSWER_SECONDS);
        Administration administration = new Administration(database);
        try {
            return Integer.parseInt(administration
                    .column("SELECT count(*) FROM pg_database WHERE oid >= 16384")
                    .get(0));
        } catch (SQLException e) {
            return -1;
        } finally {
            administration.close();
        }
    }

    /**
     * Deletes what was last used before an instant, and what processes left that were killed, and ends servers that
     * outlive their run for somebody who looks at a database. What running servers need stays.
     *
     * @return what was deleted
     * @throws UncheckedIOException if something cannot be deleted
     */
    public List<Freed> clean(Instant before) {
        return unchecked(() -> {
            for (Running each : cache.registry().running()) {
                Files.deleteIfExists(each.folder().resolve(Host.STAYS));
            }
            List<Freed> freed = new ArrayList<>();
            freed.addAll(cache.registry().sweep());
            freed.addAll(cache.sweep());
            InUse inUse = new InUse(cache);
            for (Path entry : cache.entries()) {
                if (!inUse.test(entry) && cache.lastUse(entry).toInstant().isBefore(before)) {
                    long bytes = Cache.size(entry);
                    cache.remove(entry);
                    freed.add(new Freed(entry, bytes));
                }
            }
            return freed;
        });
    }

    private static <T> T unchecked(Cache.Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
