package dev.assay.sql.server;

import java.sql.SQLException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * A database of a test's own: a copy of a template, with real commits. Thread-safe.
 *
 * @since 0.1
 */
public final class DatabaseClone implements AutoCloseable {
    private final PostgresServer server;
    private final String name;
    private final AtomicBoolean open = new AtomicBoolean(true);

    DatabaseClone(PostgresServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** Returns what the server calls it. */
    public String name() {
        return name;
    }

    /** Returns its address, as JDBC has it. */
    public String url() {
        return server.url(name);
    }

    /** Returns the database, each connection a new one. */
    public DataSource database() {
        return server.database(name);
    }

    /** Keeps it until the server ends, for whoever wants to look at what a test left there, and returns its address. */
    public String keep() {
        open.set(false);
        return url();
    }

    /**
     * Makes a template of what is in it now. Nobody can connect to it from then on, and whoever is connected is cut off;
     * it is still dropped when it is closed.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-033 if that fails
     */
    public Template seal() {
        return Template.sealed(server, name);
    }

    /** Drops it in the background, whoever is connected to it. */
    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            try {
                server.background().execute(this::drop);
            } catch (RejectedExecutionException e) {
                // It has gone with the server.
            }
        }
    }

    private void drop() {
        try {
            server.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        } catch (SQLException e) {
            // It goes with the server, which may have ended meanwhile.
        }
    }

    @Override
    public String toString() {
        return name + " at " + server;
    }
}
