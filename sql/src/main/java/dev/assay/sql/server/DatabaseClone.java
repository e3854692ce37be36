package dev.assay.sql.server;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.sql.JdbcUrl;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A database of a test's own: a copy of a template, with real commits. Thread-safe.
 *
 * @since 0.1
 */
public final class DatabaseClone implements AutoCloseable {
    private final PostgresServer server;
    private final String name;
    private final AtomicInteger snapshots = new AtomicInteger();
    private final Queue<String> taken = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean open = new AtomicBoolean(true);

    DatabaseClone(PostgresServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** Returns what the server calls it. */
    public String name() {
        return name;
    }

    /** Returns its address, as JDBC has it, with user and password. */
    public String url() {
        return server.url(name);
    }

    /**
     * Returns its address for a role, such as {@link PostgresServer#SUPERUSER}. Another one can log in from now on, with the server's password in the place of its own:
     * roles belong to all databases of a server.
     *
     * @throws DiagnosisException ASSAY-SQL-080 if there is no such role
     */
    public JdbcUrl address(String role) {
        return server.address(name, role);
    }

    /** Returns the database, each connection a new one. */
    public DataSource database() {
        return server.database(name);
    }

    /**
     * Returns the database for a role, which is let in as by {@link #address(String)}.
     *
     * @throws DiagnosisException ASSAY-SQL-080 if there is no such role
     */
    public DataSource database(String role) {
        return server.database(name, role);
    }

    /** What a database was like at a moment. It goes with its database. */
    public static final class Snapshot {
        private final DatabaseClone database;
        private final String name;

        private Snapshot(DatabaseClone database, String name) {
            this.database = database;
            this.name = name;
        }

        @Override
        public String toString() {
            return "a snapshot of " + database;
        }
    }

    /**
     * Remembers all that is in it: rows, schema, sequences. Whoever is connected is disconnected, and connects again as
     * always: a pool finds out by itself when it looks whether a connection is alive.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-036 if a transaction is open, whose work would be in no copy, or
     *     the server can make none
     */
    public Snapshot snapshot() {
        String copy = name + "_s" + snapshots.incrementAndGet();
        alone("remembered", () -> server.copies().copyAs(name, copy));
        taken.add(copy);
        return new Snapshot(this, copy);
    }

    /**
     * Makes it what it was. It has the same address; whoever is connected is disconnected, as by {@link #snapshot()}. The
     * snapshot can be used again.
     *
     * @throws IllegalArgumentException if it is another database's snapshot
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-036 if a transaction is open, or the server can make no copy
     */
    public void restore(Snapshot snapshot) {
        if (snapshot.database != this) {
            throw new IllegalArgumentException(snapshot + " is not one of " + this);
        }
        alone("restored", () -> {
            // If there is no room for it, the database stays what it is.
            String copy = name + "_s" + snapshots.incrementAndGet();
            server.copies().copyAs(snapshot.name, copy);
            server.copies().drop(name);
            server.administration().execute("ALTER DATABASE " + copy + " RENAME TO " + name);
        });
    }

    private interface Copying {
        void run() throws SQLException;
    }

    /** Copies while nobody is connected: work that is not committed would be lost without a word. */
    private void alone(String done, Copying copying) {
        try {
            allow(false);
            try {
                // Nobody begins a transaction any more but who is connected already, and looks idle.
                List<String> open = server.administration()
                        .column("SELECT left(query, 100) FROM pg_stat_activity WHERE datname = '" + name
                                + "' AND backend_type = 'client backend' AND state <> 'idle'");
                if (!open.isEmpty()) {
                    throw new SQLException("a transaction is open; its last statement is " + open.get(0));
                }
                server.copies().disconnect(name);
                copying.run();
            } catch (SQLException e) {
                try {
                    allow(true);
                } catch (SQLException again) {
                    e.addSuppressed(again);
                }
                throw e;
            }
            allow(true);
        } catch (SQLException e) {
            throw unable(done, e);
        }
    }

    private void allow(boolean connections) throws SQLException {
        server.administration().execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS " + connections);
    }

    private DiagnosisException unable(String done, SQLException reason) {
        return Diagnosis.of("ASSAY-SQL-036", "a database could not be " + done + ".")
                .with("database", this)
                .with("reason", String.valueOf(reason.getMessage()))
                .because("a copy has what is committed, and is made while nobody is connected")
                .toFix("commit or roll back before snapshot() and restore(), on all connections of the test")
                .toFix("room on the server's disk, if that is the reason")
                .exception(reason);
    }

    /**
     * Keeps it for whoever wants to look at what a test left there, and returns its address: for an hour after the end of
     * the run, as long as the server lives then, or for a week where somebody else runs the server.
     */
    public String keep() {
        if (open.compareAndSet(true, false)) {
            try {
                server.copies().keep(name);
                server.site().stay();
            } catch (SQLException e) {
                // Then it may go with its JVM.
            }
        }
        return url();
    }

    /**
     * Makes a template of what is in it now. Nobody can connect to it from then on, and whoever is connected is cut off;
     * it is still dropped when it is closed.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-036 if that fails
     */
    public Template seal() {
        try {
            allow(false);
            server.copies().disconnect(name);
        } catch (SQLException e) {
            throw unable("sealed", e);
        }
        return new Template(server, name, name);
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
            server.copies().drop(name);
            for (String copy : taken) {
                server.copies().drop(copy);
            }
        } catch (SQLException e) {
            // It goes with the server, which may have ended meanwhile.
        }
    }

    @Override
    public String toString() {
        return name + " at " + server;
    }
}
