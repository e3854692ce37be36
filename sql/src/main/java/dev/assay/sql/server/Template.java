package dev.assay.sql.server;

import dev.assay.core.Diagnosis;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * A database that is set up once and never used itself: copies of it are databases of a test's own, where commits are real
 * and the schema can be changed.
 *
 * <p>A template can have layers: migrations, then rows, then what a class adds; each is set up in a copy of the one before.
 * It is sealed then, so that nobody can connect to it. Copies are made in the background, before they are asked for, and
 * dropped in the background afterwards. Thread-safe.
 *
 * @since 0.1
 */
public final class Template {
    /** So many copies wait for whoever asks next. */
    private static final int AHEAD = 2;

    private final PostgresServer server;
    private final String content;
    private final String name;
    private final AtomicLong made = new AtomicLong();
    private final ConcurrentLinkedQueue<CompletableFuture<DatabaseClone>> ahead = new ConcurrentLinkedQueue<>();

    private Template(PostgresServer server, String content, String name) {
        this.server = server;
        this.content = content;
        this.name = name;
    }

    /** Sets up a database. */
    @FunctionalInterface
    public interface Setup {
        /**
         * Creates tables, or writes rows.
         *
         * @throws Exception if that fails; the template is not there then
         */
        void run(DataSource database) throws Exception;
    }

    static Template of(PostgresServer server, String parent, String content, Setup setup) {
        String name = "assay_" + digest(content);
        try {
            server.execute("CREATE DATABASE " + name + " TEMPLATE " + parent + " STRATEGY FILE_COPY");
            setup.run(server.database(name));
            seal(server, name);
        } catch (Exception e) {
            try {
                server.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
            } catch (SQLException drop) {
                e.addSuppressed(drop);
            }
            throw Diagnosis.of("ASSAY-SQL-033", "a template of a database could not be set up.")
                    .with("template", content)
                    .with("reason", String.valueOf(e.getMessage()))
                    .because("each test would have a copy of it")
                    .toFix(
                            "see the cause; nothing of the template remains, and it is set up again when it is asked for")
                    .exception(e);
        }
        return new Template(server, content, name);
    }

    /** Whoever is still connected would keep all copies from being made. */
    private static void seal(PostgresServer server, String name) throws SQLException {
        server.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }

    /** Makes a template of a database that is there. */
    static Template sealed(PostgresServer server, String name) {
        try {
            seal(server, name);
        } catch (SQLException e) {
            throw Diagnosis.of("ASSAY-SQL-033", "a template of a database could not be set up.")
                    .with("template", name)
                    .with("reason", String.valueOf(e.getMessage()))
                    .because("each test would have a copy of it")
                    .toFix("see the cause")
                    .exception(e);
        }
        return new Template(server, name, name);
    }

    /**
     * Returns a template that begins with what is in this one, set up once for its content.
     *
     * @param layer says what is added: a hash of the scripts, or the name and seed of a scenario
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-033 if it cannot be set up
     */
    public Template layer(String layer, Setup setup) {
        return server.template(name, content + " > " + layer, setup);
    }

    /**
     * Returns a database of the caller's own, which is dropped when it is closed.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-034 if the server can make none
     */
    public DatabaseClone open() {
        CompletableFuture<DatabaseClone> next = ahead.poll();
        if (next == null) {
            next = begin();
        }
        while (ahead.size() < AHEAD) {
            ahead.add(begin());
        }
        try {
            return next.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw Diagnosis.of("ASSAY-SQL-034", "a template of a database could not be copied.")
                    .with("template", content)
                    .with("server", server)
                    .with("reason", String.valueOf(cause.getMessage()))
                    .because("the test has no database without it")
                    .toFix("see the reason: whether the server runs, and the disk that it is on has room")
                    .exception(cause);
        }
    }

    private CompletableFuture<DatabaseClone> begin() {
        String copy = name + "_" + made.incrementAndGet();
        try {
            return CompletableFuture.supplyAsync(() -> copied(copy), server.background());
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new SQLException("the server has been closed", e));
        }
    }

    private DatabaseClone copied(String copy) {
        try {
            server.execute("CREATE DATABASE " + copy + " TEMPLATE " + name + " STRATEGY FILE_COPY");
            return new DatabaseClone(server, copy);
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    private static String digest(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return content;
    }
}
