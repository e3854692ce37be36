package dev.assay.sql.server;

import dev.assay.sql.JdbcUrl;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of its own, out of an artifact on the classpath: no installation, no Docker, as root or not.
 *
 * <p>Its programs are unpacked once for all projects of a user, and so is an initialised cluster; a start copies the
 * cluster, to memory where there is room, and takes a fraction of a second. It writes nothing that has to survive a power
 * cut. It ends with its run, or with the JVM that started it where that belongs to none, also if all of them are killed,
 * and leaves nothing but the cache. If its process dies, it is started again with what was committed, and whoever wants to
 * connect meanwhile waits. Thread-safe.
 *
 * <p>On Windows it is untested.
 *
 * @since 0.1
 */
public final class PostgresServer implements AutoCloseable {
    /** The role that a server begins with, which may do everything. */
    public static final String SUPERUSER = "postgres";

    /** How many databases are copied or dropped at a time: more would only wait for each other. */
    private static final int COPYING = 2;

    /** Whoever waits longer for a template or a copy waits for something that does not come. */
    static final Duration WAITING = Duration.ofMinutes(5);

    private final Site site;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final Administration administration;
    private final Copies copies;
    private final Map<String, CompletableFuture<Template>> templates = new ConcurrentHashMap<>();

    /** Copies and drops databases. */
    private final ThreadPoolExecutor background =
            new ThreadPoolExecutor(COPYING, COPYING, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(null, task, "assay-postgres", 0, false);
                thread.setDaemon(true);
                return thread;
            });

    private PostgresServer(Site site) {
        this.site = site;
        this.administration = new Administration(database(site.home()));
        this.copies = new Copies(site, administration);
        background.allowCoreThreadTimeOut(true);
    }

    /**
     * Returns the one that all tests of a run share, in all of its JVMs. Whoever asks first starts it, and it ends with the
     * run; where a JVM belongs to no run of Assay's, it ends with the JVM. Closing it does nothing.
     *
     * @throws dev.assay.core.DiagnosisException as {@link #start(PostgresConfig)} does, and ASSAY-SQL-038 if the system
     *     property {@code assay.db.cache.limit} is no size
     */
    public static PostgresServer shared() {
        return Shared.get();
    }

    private static final class Shared {
        private static @Nullable PostgresServer server;

        private static synchronized PostgresServer get() {
            PostgresServer known = server;
            if (known == null || !known.isRunning()) {
                known = Given.told()
                        .map(told -> at(told, true))
                        .orElseGet(() -> shared(CacheLimit.told(PostgresConfig.USUAL), TestRun.current()));
                server = known;
            }
            return known;
        }
    }

    static PostgresServer shared(PostgresConfig config, TestRun run) {
        return new PostgresServer(new Started(new Launch(config, run).shared(), config)).swept();
    }

    /**
     * Takes a server that runs already, PostgreSQL 14 or newer: one with extensions that the usual one has not, in a
     * container, of another version. Whoever uses it may do so at the same time from other JVMs and machines.
     *
     * <p>Templates remain there until nobody has used them for a week, copies until they are closed or their JVM ends; if
     * it is killed, the next one drops them.
     *
     * @param address of a database that exists, and that nothing is written to, with a user who may make databases
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-090 if it is not that of a PostgreSQL, ASSAY-SQL-039 if nobody can
     *     connect to it, ASSAY-SQL-091 if it is too old, or the user may not make databases
     */
    public static PostgresServer at(JdbcUrl address) {
        return at(address, false);
    }

    private static PostgresServer at(JdbcUrl address, boolean shared) {
        PostgresServer server = new PostgresServer(Given.at(address, shared)).swept();
        // A server that was started for tests ends by itself.
        Runtime.getRuntime().addShutdownHook(new Thread(null, server::end, "assay-postgres-end", 0, false));
        return server;
    }

    /** Begins to drop what JVMs have left that were killed. */
    private PostgresServer swept() {
        background.execute(copies::sweep);
        return this;
    }

    /** Starts one that is set up as {@link PostgresConfig#USUAL} says. */
    public static PostgresServer start() {
        return start(PostgresConfig.USUAL);
    }

    /**
     * Starts one of the caller's own.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-030 if there is none for this machine on the classpath,
     *     ASSAY-SQL-031 if it cannot be unpacked or copied, ASSAY-SQL-032 if it does not start
     */
    public static PostgresServer start(PostgresConfig config) {
        return new PostgresServer(new Started(new Launch(config, TestRun.alone()).start(), null));
    }

    /**
     * Tells whether somebody else runs it: roles are not made there then, and {@link #SUPERUSER} stands for the user who was
     * given.
     */
    public boolean isGiven() {
        return site instanceof Given;
    }

    /** Returns the port that it listens on: on the loopback address, unless somebody else runs it. */
    public int port() {
        return site.port();
    }

    /**
     * Returns the address of a database, as JDBC has it, with user and password: whoever knows it connects as the
     * superuser {@code postgres}. The password is this server's alone, and nobody else on the machine gets in.
     */
    public String url(String database) {
        return site.url(database);
    }

    /** Returns a database for a role, which is let in. */
    DataSource database(String name, String role) {
        return new Database(address(name, role), this::isRunning);
    }

    /** Returns the address of a database for a role, which is let in. */
    JdbcUrl address(String database, String role) {
        return site.address(database, role, administration);
    }

    /** Returns a database, each connection a new one; {@code postgres} is there from the beginning. */
    public DataSource database(String name) {
        return new Database(site.address(name), this::isRunning);
    }

    /**
     * Returns a database that is set up once for its content, whichever of the run's JVMs asks first, and copied for each
     * test.
     *
     * @param content says what is in it, such as a hash of its scripts: whoever asks for the same again gets the same
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-033 if it cannot be set up, ASSAY-SQL-035 if that needs an
     *     extension which the server has not, ASSAY-SQL-077 if somebody else has been setting it up for five minutes
     */
    public Template template(String content, Template.Setup setup) {
        return template("template0", content, setup);
    }

    Template template(String parent, String content, Template.Setup setup) {
        CompletableFuture<Template> own = new CompletableFuture<>();
        CompletableFuture<Template> known = templates.putIfAbsent(content, own);
        if (known == null) {
            try {
                own.complete(new SettingUp(this, parent, content, WAITING).template(setup));
            } catch (RuntimeException | Error e) {
                templates.remove(content, own);
                own.completeExceptionally(e);
                throw e;
            }
            return own.join();
        }
        try {
            return waiting(known).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw SettingUp.waited(content, WAITING, e);
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Returns what ends as another one does, or else when it has been waited for. */
    static <T> CompletableFuture<T> waiting(CompletableFuture<T> other) {
        return other.copy().orTimeout(WAITING.toSeconds(), TimeUnit.SECONDS);
    }

    Site site() {
        return site;
    }

    Administration administration() {
        return administration;
    }

    Copies copies() {
        return copies;
    }

    ExecutorService background() {
        return background;
    }

    /** Tells whether it runs, or is about to again: it does until it is closed or its run ends. */
    public boolean isRunning() {
        return open.get() && site.isAlive();
    }

    /**
     * Stops it, and deletes what it wrote; but not if it is {@link #shared()}. Where somebody else runs it, what was copied
     * there for this JVM is dropped.
     */
    @Override
    public void close() {
        if (!site.isShared()) {
            end();
        }
    }

    private void end() {
        if (open.compareAndSet(true, false)) {
            background.shutdownNow();
            site.end(copies);
            administration.close();
        }
    }

    @Override
    public String toString() {
        return site.toString();
    }
}
