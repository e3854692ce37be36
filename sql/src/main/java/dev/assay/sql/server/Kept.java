package dev.assay.sql.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Clusters with a project's templates, kept from run to run: stopped, and copied when a run begins. Each has a name of its
 * own, so that who copies one while another takes its place has all of one or notices.
 */
final class Kept {
    /** Where templates are listed, a file for each, in a kept cluster and in a running server's folder. */
    static final String TEMPLATES = "templates";

    private static final String DATA = "data";

    private static final String BEFORE = "kept";

    private static final String KEPT = "-kept-";

    /** Where PostgreSQL says of a cluster in which state it is, and which one is that of a cluster that was stopped. */
    private static final String CONTROL = "global/pg_control";

    private static final int STATE_AT = 16;
    private static final int STOPPED = 1;

    private final Cache cache;
    private final String prefix;

    /**
     * Creates those of a project.
     *
     * @param cluster the plain cluster that they have grown from
     */
    Kept(Cache cache, Path cluster, Path project) {
        this.cache = cache;
        this.prefix = cluster.getFileName() + KEPT + Digest.of(project.toString()) + "-";
    }

    static boolean is(Path entry) {
        return entry.getFileName().toString().contains(KEPT);
    }

    /** Returns the newest. */
    Optional<Path> newest() throws IOException {
        List<Path> all = all();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** Returns the project's, the newest last. */
    private List<Path> all() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path entry : cache.entries()) {
            if (entry.getFileName().toString().startsWith(prefix) && Files.isDirectory(entry.resolve(DATA))) {
                found.add(entry);
            }
        }
        found.sort(Comparator.comparing(Kept::made).thenComparing(Comparator.naturalOrder()));
        return found;
    }

    private static long made(Path entry) {
        try {
            return Files.getLastModifiedTime(entry.resolve(TEMPLATES)).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Begins a server with a copy of the newest, and returns that; {@code null} if there is none. */
    @Nullable Path begin(Path server) throws IOException {
        Path kept = newest().orElse(null);
        while (kept != null) {
            try {
                Cache.copy(kept.resolve(DATA), server.resolve(DATA));
            } catch (IOException e) {
                if (Files.isDirectory(kept)) {
                    throw e;
                }
            }
            if (Files.isDirectory(kept)) {
                // All of it was there until the end.
                Files.write(server.resolve(BEFORE), kept.toString().getBytes(StandardCharsets.UTF_8));
                cache.use(kept);
                return kept;
            }
            Cache.delete(server.resolve(DATA));
            kept = newest().orElse(null);
        }
        return null;
    }

    /**
     * Keeps a cluster that is stopped in the place of those there are, within what the cache may take.
     *
     * @param templates what it has, by their names
     * @param limit in bytes
     * @param inUse entries that have to stay
     */
    void add(String name, Path data, Path plain, Path templates, long limit, Predicate<Path> inUse) throws IOException {
        if (!isStopped(data)) {
            throw new IOException("the server was not stopped in order");
        }
        Path added = cache.add(prefix + name, folder -> {
            take(data, folder.resolve(DATA));
            for (String file : List.of("postgresql.conf", "postgresql.auto.conf", "pg_hba.conf", "pg_ident.conf")) {
                // What tests have set is not for the tests of other runs.
                Files.copy(
                        plain.resolve(file), folder.resolve(DATA).resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            Cache.copy(templates, folder.resolve(TEMPLATES));
        });
        cache.use(added);
        Path newest = newest().orElse(added);
        for (Path each : all()) {
            if (!each.equals(newest)) {
                cache.remove(each);
            }
        }
        cache.limit(limit, inUse);
    }

    /** Moves a folder, or copies it to where it cannot be moved. */
    private static void take(Path data, Path to) throws IOException {
        try {
            Files.move(data, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Cache.copy(data, to);
        }
    }

    private static boolean isStopped(Path data) throws IOException {
        ByteBuffer control = ByteBuffer.wrap(Files.readAllBytes(data.resolve(CONTROL)));
        return control.order(ByteOrder.nativeOrder()).getInt(STATE_AT) == STOPPED;
    }

    /** Returns the kept cluster that a server has begun with; a folder that is not there if it has with none. */
    static Path before(Path server) {
        try {
            return Path.of(new String(Files.readAllBytes(server.resolve(BEFORE)), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return server.resolve("none");
        }
    }

    /** Notes that a template is used, in a server's folder and in the kept cluster that it comes from. */
    static void use(Path server, String name, String content) {
        try {
            byte[] text = content.getBytes(StandardCharsets.UTF_8);
            Files.write(Files.createDirectories(server.resolve(TEMPLATES)).resolve(name), text);
            Path before = before(server).resolve(TEMPLATES).resolve(name);
            if (Files.exists(before)) {
                Files.write(before, text);
            }
        } catch (IOException e) {
            // Then it may be dropped sooner than others.
        }
    }
}
