package dev.assay.sql.server;

import dev.assay.core.Diagnosis;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
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
    private final ConcurrentLinkedQueue<CompletableFuture<DatabaseClone>> ahead = new ConcurrentLinkedQueue<>();

    Template(PostgresServer server, String content, String name) {
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
        CompletableFuture<DatabaseClone> next = next();
        while (ahead.size() < AHEAD) {
            ahead.add(begin());
        }
        return made(next);
    }

    /**
     * Returns a database as {@link #open()} does, for whoever does not ask again soon: none is made for the next one.
     *
     * @throws dev.assay.core.DiagnosisException as {@link #open()} does
     */
    public DatabaseClone openOne() {
        return made(next());
    }

    /**
     * Drops the copies that were made for whoever would ask next, in the background. The template remains, and can be
     * copied again.
     */
    public void release() {
        CompletableFuture<DatabaseClone> unused = ahead.poll();
        while (unused != null) {
            unused.thenAccept(DatabaseClone::close);
            unused = ahead.poll();
        }
    }

    private CompletableFuture<DatabaseClone> next() {
        CompletableFuture<DatabaseClone> next = ahead.poll();
        return next == null ? begin() : next;
    }

    private DatabaseClone made(CompletableFuture<DatabaseClone> next) {
        CompletableFuture<DatabaseClone> copy = next.exceptionallyCompose(this::again);
        try {
            return PostgresServer.waiting(copy).join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof TimeoutException) {
                copy.thenAccept(DatabaseClone::close); // nobody will have it
            }
            throw Diagnosis.of("ASSAY-SQL-034", "a template of a database could not be copied.")
                    .with("template", content)
                    .with("server", server)
                    .with("reason", reason(cause))
                    .because("the test has no database without it")
                    .toFix("see the reason: whether the server runs, and the disk that it is on has room")
                    .exception(cause);
        }
    }

    private static String reason(Throwable cause) {
        return cause instanceof TimeoutException
                ? "nothing came of it in " + PostgresServer.WAITING.toSeconds() + " s"
                : String.valueOf(cause.getMessage());
    }

    /** A server that has died comes back, and what it was copying was of no one's yet. */
    private CompletableFuture<DatabaseClone> again(Throwable failure) {
        return server.isRunning() ? begin() : CompletableFuture.failedFuture(failure);
    }

    private CompletableFuture<DatabaseClone> begin() {
        try {
            return CompletableFuture.supplyAsync(this::copied, server.background());
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new SQLException("the server has been closed", e));
        }
    }

    private DatabaseClone copied() {
        try {
            return new DatabaseClone(server, server.copies().copy(name, Copies.prefix(name)));
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    @Override
    public String toString() {
        return content;
    }
}
