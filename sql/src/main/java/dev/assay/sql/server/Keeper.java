package dev.assay.sql.server;

import dev.assay.core.Diagnosis;
import dev.assay.core.Ticker;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.CodeSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.Driver;

/**
 * What is done with a run's server when the run has ended, if it has new templates: all but templates is dropped, the
 * server is stopped, and its cluster is kept for the project's next run. It is a program, as no JVM of the run lives by
 * then; the server's host starts it.
 *
 * <p>A cluster in which tests have changed what all databases share, such as roles, is not kept: the next run would begin
 * with it.
 */
final class Keeper {
    /** Templates that the run did not use are kept beside those it did, up to so many bytes. */
    private static final long ROOM = 256L << 20;

    private static final long STOP_SECONDS = 60;

    /** What PostgreSQL's own databases and roles have smaller numbers than. */
    private static final int FIRST_OWN = 16384;

    private static final String SHARED = """
            SELECT 'role ' || rolname FROM pg_authid WHERE oid >= %1$d
            UNION ALL SELECT 'tablespace ' || spcname FROM pg_tablespace WHERE oid >= %1$d
            UNION ALL SELECT 'a setting of a role or of all databases' FROM pg_db_role_setting
                WHERE setrole <> 0 OR setdatabase NOT IN (SELECT oid FROM pg_database WHERE datname LIKE 'assay\\_%%')
            UNION ALL SELECT 'rights to parameters' FROM pg_parameter_acl
            UNION ALL SELECT 'template1''s ' || relname FROM pg_class WHERE oid >= %1$d
            """.formatted(FIRST_OWN);

    private final Cache cache;
    private final Running server;
    private final long limit;
    private final Administration administration;

    private Keeper(Path cache, Running server, long limit) {
        this.cache = new Cache(cache);
        this.server = server;
        this.limit = limit;
        this.administration = new Administration(server.database("template1"));
    }

    /** Takes the cache, the server's note, and how much the cache may hold. */
    public static void main(String[] arguments) throws IOException, SQLException {
        Path cache = Path.of(arguments[0]);
        Running server = Running.read(Path.of(arguments[1])).orElseThrow();
        new Keeper(cache, server, Long.parseLong(arguments[2])).keep();
    }

    /** Arranges for it to be done when the server's run has ended. */
    static void arrange(Path cache, Running server, long limit) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classpath(),
                Keeper.class.getName(),
                cache.toString(),
                new Registry(cache).note(server.folder()).toString(),
                String.valueOf(limit)));
        String line = command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" ", "exec ", "\n"));
        Path last = server.folder().resolve(Host.LAST);
        Path beside = last.resolveSibling(Host.LAST + ProcessId.self().name());
        Files.write(beside, line.getBytes(StandardCharsets.UTF_8));
        Files.move(beside, last, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String classpath() throws IOException {
        Set<String> places = new HashSet<>();
        for (Class<?> type : List.of(Keeper.class, Diagnosis.class, Driver.class)) {
            CodeSource source = type.getProtectionDomain().getCodeSource();
            URL place = source == null ? null : source.getLocation();
            if (place == null || !place.getProtocol().equals("file")) {
                throw new IOException(type + " is in no file");
            }
            try {
                places.add(Path.of(place.toURI()).toString());
            } catch (URISyntaxException e) {
                throw new IOException(e);
            }
        }
        return String.join(File.pathSeparator, places);
    }

    private void keep() throws IOException, SQLException {
        List<String> shared = administration.column(SHARED);
        if (!shared.isEmpty()) {
            System.out.println("not kept, as all databases share " + shared);
            return;
        }
        Path templates = server.folder().resolve(Kept.TEMPLATES);
        Set<String> kept = chosen(templates);
        dropAllBut(kept);
        administration.execute("CHECKPOINT");
        administration.close();
        stop();
        new Kept(cache, server.cluster(), server.project())
                .add(
                        String.valueOf(server.folder().getFileName()),
                        server.data(),
                        server.cluster(),
                        templates,
                        limit,
                        new InUse(cache)::test);
    }

    /** Returns the templates that the run used, and those that others used last, as far as there is room. */
    private Set<String> chosen(Path templates) throws IOException, SQLException {
        Set<String> there = new HashSet<>(administration.column(
                "SELECT datname FROM pg_database WHERE datname ~ '^assay_[0-9a-f]{20}$' AND NOT datallowconn"));
        Set<String> chosen = new HashSet<>();
        List<Path> others = new ArrayList<>();
        try (Stream<Path> listed = Files.list(templates)) {
            for (Path each : (Iterable<Path>) listed::iterator) {
                String name = each.getFileName().toString();
                if (there.contains(name)) {
                    chosen.add(name);
                } else {
                    Files.delete(each);
                }
            }
        }
        Path before = Kept.before(server.folder()).resolve(Kept.TEMPLATES);
        if (Files.isDirectory(before)) {
            try (Stream<Path> listed = Files.list(before)) {
                listed.filter(each -> there.contains(each.getFileName().toString())
                                && !chosen.contains(each.getFileName().toString()))
                        .forEach(others::add);
            }
        }
        List<Aged> aged = new ArrayList<>();
        for (Path other : others) {
            aged.add(new Aged(other, Files.getLastModifiedTime(other)));
        }
        aged.sort((one, other) -> other.used.compareTo(one.used));
        long room = ROOM;
        for (Aged other : aged) {
            String name = other.file.getFileName().toString();
            room -= Long.parseLong(administration
                    .column("SELECT pg_database_size('" + name + "')")
                    .get(0));
            if (room >= 0) {
                chosen.add(name);
                Files.copy(other.file, templates.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return chosen;
    }

    private record Aged(Path file, FileTime used) {}

    private void dropAllBut(Set<String> kept) throws SQLException {
        for (String name : administration.column(
                "SELECT datname FROM pg_database WHERE datname NOT IN ('template0', 'template1')")) {
            if (!kept.contains(name)) {
                administration.execute("DROP DATABASE \"" + name.replace("\"", "\"\"") + "\" WITH (FORCE)");
            }
        }
        // As it was, whatever tests have done there.
        administration.execute("CREATE DATABASE postgres TEMPLATE template0 STRATEGY FILE_COPY");
    }

    /** SIGINT is PostgreSQL's fast shutdown: it ends connections, and writes what there is to write. */
    private void stop() throws IOException {
        Path file = server.data().resolve("postmaster.pid");
        String number = Files.readString(file).lines().findFirst().orElseThrow().strip();
        new ProcessBuilder("sh", "-c", "kill -INT " + number).start();
        long end = Ticker.SYSTEM.nanos() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        while (Files.exists(file)) {
            if (Ticker.SYSTEM.nanos() > end) {
                throw new IOException("the server does not stop");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }
}
