package dev.assay.sql.server;

import dev.assay.core.Diagnosis;
import dev.assay.core.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A server's start: programs and a cluster out of the cache, a copy of the cluster, a process. */
final class Launch {
    /** How long a start may take, on a machine that has much else to do. */
    private static final long START_SECONDS = 60;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** How often a port is tried that somebody else has taken meanwhile. */
    private static final int PORTS = 5;

    private static final String ENDED = "it ended by itself";

    /** Where the JVMs of a run look for the server that one of them has started. */
    private static final String SHARED = "postgres";

    private final PostgresConfig config;
    private final TestRun run;

    Launch(PostgresConfig config, TestRun run) {
        this.config = config;
        this.run = run;
    }

    /** Returns the server of the run, which is started if it does not run. */
    Running shared() {
        Path folder = run.folder();
        if (folder == null) {
            return start(true);
        }
        Path told = folder.resolve(SHARED);
        Running known = living(told);
        if (known != null) {
            return known;
        }
        // One of the run's JVMs starts it, the others wait.
        return guarded(() -> Cache.locked(folder.resolve(SHARED + ".lock"), () -> {
            Running meanwhile = living(told);
            if (meanwhile != null) {
                return meanwhile;
            }
            Running started = start(true);
            started.write(told);
            return started;
        }));
    }

    private static @Nullable Running living(Path told) {
        Running known = Running.read(told).orElse(null);
        return known != null && known.isAlive() ? known : null;
    }

    /** Starts a server that ends with the run, and has nothing but what PostgreSQL begins with. */
    Running start() {
        return start(false);
    }

    /** Starts one, with what is kept of the project's runs or without. */
    private Running start(boolean kept) {
        Binaries binaries = Binaries.find();
        return guarded(() -> {
            Cache cache = new Cache(config.cache());
            cache.sweep();
            cache.registry().sweep();
            String name = binaries.name();
            Programs programs = new Programs(cache.folder(name, binaries::unpack), Nobody.here());
            Path cluster = cache.folder(name + "-" + Cluster.name(), folder -> Cluster.initialise(programs, folder));
            cache.use(programs.folder());
            cache.use(cluster);
            Kept before = new Kept(cache, cluster, run.project());
            for (int attempt = 1; ; attempt++) {
                Path folder = Files.createTempDirectory(config.folder(), "assay-postgres-");
                Path note = cache.registry().note(folder);
                Path from = null;
                try {
                    // By the note, who comes after a process that was killed meanwhile finds what it has left.
                    new Running(folder, 0, ProcessId.self(), programs.folder(), cluster, run.id(), run.project(), "")
                            .write(note);
                    from = kept ? before.begin(folder) : null;
                    if (from == null) {
                        Cache.copy(cluster, folder.resolve("data"));
                    }
                    programs.nobody().own(folder);
                    return started(programs, cluster, folder, note);
                } catch (IOException | RuntimeException e) {
                    Cache.delete(folder);
                    Files.deleteIfExists(note);
                    boolean portTaken = String.valueOf(e.getMessage()).contains("Address already in use");
                    if (attempt < PORTS && from != null && isClusters(e)) {
                        // Whatever is wrong with what was kept, there is a cluster that is right.
                        cache.remove(from);
                    } else if (attempt == PORTS || !portTaken) {
                        throw e;
                    }
                }
            }
        });
    }

    /** Tells whether a start failed because of its cluster, and not because somebody or something was in the way. */
    private static boolean isClusters(Exception failure) {
        String said = String.valueOf(failure.getMessage());
        return failure instanceof NoSuchFileException
                || said.contains(ENDED)
                || said.contains("password authentication failed");
    }

    private <T> T guarded(Cache.Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw Diagnosis.of("ASSAY-SQL-031", "PostgreSQL cannot be unpacked, or its cluster copied.")
                    .with("cache", config.cache())
                    .with("folder", config.folder())
                    .with("reason", String.valueOf(e.getMessage()))
                    .because("the programs take 60 MB of the cache, a cluster 31 MB there and 31 MB in the folder")
                    .toFix(
                            "room in both, or PostgresConfig.USUAL.cache(folder) and .folder(folder) where there is some")
                    .exception(e);
        }
    }

    private Running started(Programs programs, Path cluster, Path folder, Path note) throws IOException {
        int port = freePort();
        String password = Secret.password(folder.resolve("data"));
        List<String> command = programs.command(
                "postgres",
                "-D",
                folder.resolve("data").toString(),
                "-p",
                String.valueOf(port),
                "-c",
                "max_connections=" + config.connections());
        config.settings().forEach((setting, value) -> command.addAll(List.of("-c", setting + "=" + value)));
        ProcessId host = Host.start(command, folder, run, note);
        Running copied = new Running(folder, port, host, programs.folder(), cluster, run.id(), run.project(), password);
        try {
            awaitReady(copied);
            Running server = secured(copied);
            Files.createFile(folder.resolve(Host.STARTED));
            server.write(note);
            return server;
        } catch (IOException | RuntimeException e) {
            stop(copied);
            throw e;
        }
    }

    /** Gives a server a password of its own: the cluster's is also that of all others that are copied from it. */
    private static Running secured(Running copied) throws IOException {
        Running server = copied.password(Secret.random());
        try (Connection connection = copied.database("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER ROLE postgres PASSWORD '" + server.password() + "'");
        } catch (SQLException e) {
            throw notStarted(copied, String.valueOf(e.getMessage()));
        }
        Secret.password(server.data(), server.password());
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The server writes into this file when it takes connections: asking for one again and again takes longer. */
    private static void awaitReady(Running server) {
        Path pid = server.data().resolve("postmaster.pid");
        long end = Ticker.SYSTEM.nanos() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        try {
            while (!Files.exists(pid) || !Files.readString(pid).contains("\nready")) {
                LockSupport.parkNanos(PAUSE_NANOS);
                if (Thread.currentThread().isInterrupted()) {
                    throw notStarted(server, "the thread was interrupted");
                } else if (!server.isAlive()) {
                    throw notStarted(server, ENDED);
                } else if (Ticker.SYSTEM.nanos() > end) {
                    throw notStarted(server, "it was not ready after " + START_SECONDS + " s");
                }
            }
        } catch (IOException e) {
            throw notStarted(server, String.valueOf(e.getMessage()));
        }
    }

    private static RuntimeException notStarted(Running server, String reason) {
        return Diagnosis.of("ASSAY-SQL-032", "PostgreSQL did not start.")
                .with("reason", reason)
                .with("said", said(server.folder()))
                .because("no test can use a database without it")
                .toFix("see what it said; a setting that it does not know stands in PostgresConfig.settings")
                .exception();
    }

    /** Returns the last lines of the server's log. */
    private static String said(Path folder) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(Host.LOG));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
        } catch (IOException e) {
            return "nothing";
        }
    }

    /** Ends a server, and waits until nothing of it is left. */
    static void stop(Running server) {
        long end = Ticker.SYSTEM.nanos() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        try {
            Files.deleteIfExists(server.folder().resolve(Host.STAY));
        } catch (IOException e) {
            // It is deleted with the folder.
        }
        server.host().handle().ifPresent(ProcessHandle::destroy);
        while (server.host().isAlive() && Ticker.SYSTEM.nanos() < end) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        server.host().handle().ifPresent(ProcessHandle::destroyForcibly);
    }
}
