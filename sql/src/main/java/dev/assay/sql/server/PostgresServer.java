package dev.assay.sql.server;

import dev.assay.core.Diagnosis;
import dev.assay.core.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL of its own, out of an artifact on the classpath: no installation, no Docker, as root or not.
 *
 * <p>Its programs are unpacked once for all projects of a user, and so is an initialised cluster; a start copies the
 * cluster, to memory where there is room, and takes a fraction of a second. It writes nothing that has to survive a power
 * cut. It ends with the JVM that started it, also if that is killed, and leaves nothing but the cache. Thread-safe.
 *
 * <p>On Windows it is untested.
 *
 * @since 0.1
 */
public final class PostgresServer implements AutoCloseable {
    /** How long a start may take, on a machine that has much else to do. */
    private static final long START_SECONDS = 60;

    /** How often a port is tried that somebody else has taken meanwhile. */
    private static final int PORTS = 5;

    /** How many databases are copied or dropped at a time: more would only wait for each other. */
    private static final int COPYING = 2;

    private final Process host;
    private final Path folder;
    private final int port;
    private final Map<String, CompletableFuture<Template>> templates = new ConcurrentHashMap<>();
    private final Queue<Connection> administrators = new ConcurrentLinkedQueue<>();

    /** Copies and drops databases. */
    private final ThreadPoolExecutor background =
            new ThreadPoolExecutor(COPYING, COPYING, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(null, task, "assay-postgres", 0, false);
                thread.setDaemon(true);
                return thread;
            });

    private PostgresServer(Process host, Path folder, int port) {
        this.host = host;
        this.folder = folder;
        this.port = port;
        background.allowCoreThreadTimeOut(true);
    }

    /**
     * Returns the one that all tests of a run share, which is started when it is first asked for and ends with the run. It
     * is not closed by who uses it.
     *
     * @throws dev.assay.core.DiagnosisException as {@link #start(PostgresConfig)} does
     */
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    private static final class Shared {
        private static final PostgresServer SERVER = start();
    }

    /** Starts one that is set up as {@link PostgresConfig#USUAL} says. */
    public static PostgresServer start() {
        return start(PostgresConfig.USUAL);
    }

    /**
     * Starts one.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-030 if there is none for this machine on the classpath,
     *     ASSAY-SQL-031 if it cannot be unpacked or copied, ASSAY-SQL-032 if it does not start
     */
    public static PostgresServer start(PostgresConfig config) {
        Binaries binaries = Binaries.find();
        try {
            Cache cache = new Cache(config.cache());
            String name = binaries.name();
            Programs programs = new Programs(cache.folder(name, binaries::unpack));
            Path cluster = cache.folder(name + "-" + Cluster.name(), folder -> Cluster.initialise(programs, folder));
            for (int attempt = 1; ; attempt++) {
                Path folder = Files.createTempDirectory(config.folder(), "assay-postgres-");
                try {
                    Cache.copy(cluster, folder.resolve("data"));
                    return started(programs, folder, config);
                } catch (IOException | RuntimeException e) {
                    Cache.delete(folder);
                    if (attempt == PORTS || !String.valueOf(e.getMessage()).contains("Address already in use")) {
                        throw e;
                    }
                }
            }
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

    private static PostgresServer started(Programs programs, Path folder, PostgresConfig config) throws IOException {
        int port = freePort();
        List<String> command = programs.command(
                "postgres",
                "-D",
                folder.resolve("data").toString(),
                "-p",
                String.valueOf(port),
                "-c",
                "max_connections=" + config.connections());
        config.settings().forEach((setting, value) -> command.addAll(List.of("-c", setting + "=" + value)));
        Process host = Host.start(command, folder);
        PostgresServer server = new PostgresServer(host, folder, port);
        try {
            server.awaitReady();
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The server writes into this file when it takes connections: asking for one again and again takes longer. */
    private void awaitReady() {
        Path pid = folder.resolve("data").resolve("postmaster.pid");
        long end = Ticker.SYSTEM.nanos() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        try {
            while (!Files.exists(pid) || !Files.readString(pid).contains("\nready")) {
                host.waitFor(2, TimeUnit.MILLISECONDS);
                if (!isRunning() || Ticker.SYSTEM.nanos() > end) {
                    throw notStarted(isRunning() ? "it was not ready after " + START_SECONDS + " s" : "it ended");
                }
            }
        } catch (IOException e) {
            throw notStarted(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notStarted("the thread was interrupted");
        }
    }

    private RuntimeException notStarted(String reason) {
        return Diagnosis.of("ASSAY-SQL-032", "PostgreSQL did not start.")
                .with("reason", reason)
                .with("said", said())
                .because("no test can use a database without it")
                .toFix("see what it said; a setting that it does not know stands in PostgresConfig.settings")
                .exception();
    }

    /** Returns the last lines of the server's log. */
    private String said() {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(Host.LOG));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
        } catch (IOException e) {
            return "nothing";
        }
    }

    /** Returns the port on the loopback address. */
    public int port() {
        return port;
    }

    /** Returns the address of a database, as JDBC has it; everybody on this machine may connect as {@code postgres}. */
    public String url(String database) {
        return String.format(Locale.ROOT, "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres", port, database);
    }

    /** Returns a database, each connection a new one; {@code postgres} is there from the beginning. */
    public DataSource database(String name) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url(name));
        return database;
    }

    /**
     * Returns a database that is set up once for its content, and copied for each test.
     *
     * @param content says what is in it, such as a hash of its scripts: whoever asks for the same again gets the same
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-033 if it cannot be set up
     */
    public Template template(String content, Template.Setup setup) {
        return template("template0", content, setup);
    }

    Template template(String parent, String content, Template.Setup setup) {
        CompletableFuture<Template> own = new CompletableFuture<>();
        CompletableFuture<Template> known = templates.putIfAbsent(content, own);
        if (known == null) {
            try {
                own.complete(Template.of(this, parent, content, setup));
            } catch (RuntimeException e) {
                templates.remove(content, own);
                own.completeExceptionally(e);
                throw e;
            }
            return own.join();
        }
        try {
            return known.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Executes something in the database {@code postgres}, by a connection that is kept. */
    void execute(String sql) throws SQLException {
        Connection connection = administrators.poll();
        boolean ended = connection == null || connection.isClosed();
        Connection used = connection == null || ended ? database("postgres").getConnection() : connection;
        boolean done = false;
        try (Statement statement = used.createStatement()) {
            statement.execute(sql);
            done = true;
        } finally {
            if (done) {
                administrators.add(used);
            } else {
                used.close();
            }
        }
    }

    ExecutorService background() {
        return background;
    }

    /** Tells whether it runs: it does until it is closed, unless it is killed. */
    public boolean isRunning() {
        return host.isAlive() && !Files.exists(folder.resolve(Host.ENDED));
    }

    /** Stops it, and deletes what it wrote. */
    @Override
    public void close() {
        background.shutdownNow();
        host.destroy();
        try {
            if (!host.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
                host.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "PostgreSQL at port " + port;
    }
}
