package dev.assay.sql.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.AutoSave;

/**
 * PostgreSQL, by its own driver: whose automatic savepoints travel in the same message as the statement that they guard,
 * and so cost next to nothing.
 */
final class PostgresDialect implements Dialect {
    private static final String BUNDLE = "assay_bundle";

    /** What the driver calls its automatic savepoints. */
    private static final String GUARD = "PGJDBC_AUTOSAVE";

    /** How long the connections wait for locks, of those that are told already. */
    private final Map<PGConnection, Duration> told = Collections.synchronizedMap(new WeakHashMap<>());

    /** Known once one session has asked; a session that changed the schema asks for itself. */
    private volatile @Nullable Deferrable deferrable;

    private volatile @Nullable Boolean functionsLock;

    /**
     * The constraints that can be checked at the commit, constraint triggers included.
     *
     * @param any whether there are any
     * @param deferred the names of those that are checked there unless something else is said, with commas between
     */
    private record Deferrable(boolean any, String deferred) {}

    @Override
    public void begin(Connection connection, SessionSettings settings) throws SQLException {
        connection.setAutoCommit(true);
        Dialect.execute(
                connection, "SET lock_timeout = " + settings.lockTimeout().toMillis());
        connection.setAutoCommit(false);
        if (settings.isolation() != Connection.TRANSACTION_NONE) {
            connection.setTransactionIsolation(settings.isolation());
        }
    }

    @Override
    public <T> T guarded(Connection connection, Work<T> work) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        postgres.setAutosave(AutoSave.ALWAYS);
        try {
            return work.run();
        } finally {
            postgres.setAutosave(AutoSave.NEVER);
        }
    }

    @Override
    public void bundle(Connection connection, boolean first) throws SQLException {
        String begin = "SAVEPOINT " + BUNDLE;
        Dialect.execute(connection, first ? begin : "RELEASE SAVEPOINT " + BUNDLE + "; " + begin);
    }

    @Override
    public void emulateCommit(Connection connection, boolean schemaChanged) throws SQLException {
        Deferrable found = deferrable;
        if (found == null || schemaChanged) {
            found = deferrable(connection);
            deferrable = schemaChanged ? deferrable : found;
        }
        if (found.any()) {
            // What is deferred is checked now, and what is deferred from the beginning is deferred again.
            Dialect.execute(
                    connection,
                    "SET CONSTRAINTS ALL IMMEDIATE"
                            + (found.deferred().isEmpty()
                                    ? ""
                                    : "; SET CONSTRAINTS " + found.deferred() + " DEFERRED"));
        }
    }

    private static Deferrable deferrable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT count(*),
                            string_agg(quote_ident(n.nspname) || '.' || quote_ident(c.conname), ', ')
                                FILTER (WHERE c.condeferred)
                        FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
                        WHERE c.condeferrable""")) {
            rows.next();
            String deferred = rows.getString(2);
            return new Deferrable(rows.getLong(1) > 0, deferred == null ? "" : deferred);
        }
    }

    @Override
    public boolean isLost(Connection connection) throws SQLException {
        return connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.IDLE;
    }

    @Override
    public boolean schemaCommits() {
        return false;
    }

    @Override
    public boolean keepsGuards() {
        return true;
    }

    @Override
    public void back(Connection connection) throws SQLException {
        Dialect.execute(connection, "ROLLBACK TO SAVEPOINT " + GUARD);
    }

    @Override
    public void rollBack(Connection connection, boolean locks) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        if (locks || functionsLock(connection)) {
            // They survive a rollback.
            Dialect.execute(connection, "SELECT pg_advisory_unlock_all()");
        }
    }

    /** Tells whether a trigger or a function of the schema's may lock, which no text of a test's would show. */
    private boolean functionsLock(Connection connection) throws SQLException {
        Boolean known = functionsLock;
        if (known == null) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT EXISTS (SELECT FROM pg_proc WHERE prosrc ~* 'pg_(try_)?advisory_lock' AND oid >= 16384)")) {
                rows.next();
                known = rows.getBoolean(1);
                functionsLock = known;
            }
        }
        return known;
    }
}
