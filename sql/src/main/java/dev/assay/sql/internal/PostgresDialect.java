package dev.assay.sql.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

    /** How long the connections wait for locks, of those that are told already. */
    private final Map<PGConnection, Duration> told = Collections.synchronizedMap(new WeakHashMap<>());

    /** Known once one session has asked; a session that changed the schema asks for itself. */
    private volatile @Nullable Deferrable deferrable;

    private volatile @Nullable Boolean functionsLock;

    @Override
    public void begin(Connection connection, SessionSettings settings) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        if (!settings.lockTimeout().equals(told.get(postgres))) {
            connection.setAutoCommit(true);
            execute(
                    connection,
                    List.of("SET lock_timeout = " + settings.lockTimeout().toMillis()));
            told.put(postgres, settings.lockTimeout());
        }
        connection.setAutoCommit(false);
        postgres.setAutosave(AutoSave.NEVER);
        if (settings.isolation() != Connection.TRANSACTION_NONE) {
            connection.setTransactionIsolation(settings.isolation());
        }
    }

    @Override
    public <T> T guarded(Connection connection, Work<T> work) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        AutoSave before = postgres.getAutosave();
        postgres.setAutosave(AutoSave.ALWAYS);
        try {
            return work.run();
        } finally {
            postgres.setAutosave(before);
        }
    }

    @Override
    public void guardDriver(Connection connection, boolean is) throws SQLException {
        connection.unwrap(PGConnection.class).setAutosave(is ? AutoSave.ALWAYS : AutoSave.NEVER);
    }

    @Override
    public void bundle(Connection connection, boolean first) throws SQLException {
        String begin = "SAVEPOINT " + BUNDLE;
        execute(connection, first ? List.of(begin) : List.of("RELEASE SAVEPOINT " + BUNDLE, begin));
    }

    @Override
    public Deferrable deferrable(Connection connection, boolean schemaChanged) throws SQLException {
        if (schemaChanged) {
            return deferrable(connection);
        }
        Deferrable found = deferrable;
        if (found == null) {
            found = deferrable(connection);
            deferrable = found;
        }
        return found;
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
    public void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(String.join("; ", statements));
        }
    }

    @Override
    public @Nullable String transaction(Connection connection) throws SQLException {
        return one(connection, "SELECT pg_current_xact_id()::text");
    }

    @Override
    public boolean isCommitted(Connection connection, String transaction) throws SQLException {
        return "committed".equals(one(connection, "SELECT pg_xact_status('" + transaction + "')"));
    }

    @Override
    public void closeCursors(Connection connection) throws SQLException {
        String close = one(
                connection,
                "SELECT string_agg('CLOSE ' || quote_ident(name), '; ') FROM pg_cursors WHERE NOT is_holdable AND name <> ''");
        if (close != null) {
            execute(connection, List.of(close));
        }
    }

    private static @Nullable String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Override
    public int process(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    @Override
    public List<Integer> blockers(Connection connection, int process) throws SQLException {
        List<Integer> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT DISTINCT unnest(pg_blocking_pids(" + process + ")) ORDER BY 1")) {
            while (rows.next()) {
                found.add(rows.getInt(1));
            }
        }
        return found;
    }

    @Override
    public boolean largeNeedTransactions() {
        return true;
    }

    @Override
    public boolean partsMayBeReadOnly() {
        return true;
    }

    @Override
    public boolean isLost(Connection connection) throws SQLException {
        return state(connection) == TransactionState.IDLE;
    }

    @Override
    public boolean isFailed(Connection connection) throws SQLException {
        return state(connection) == TransactionState.FAILED;
    }

    private static TransactionState state(Connection connection) throws SQLException {
        return connection.unwrap(BaseConnection.class).getTransactionState();
    }

    @Override
    public boolean commits(SqlText.Statement statement) {
        return false;
    }

    @Override
    public void rollBack(Connection connection, boolean locks) throws SQLException {
        guardDriver(connection, false);
        connection.rollback();
        connection.setAutoCommit(true);
        if (locks || functionsLock(connection)) {
            // They survive a rollback.
            execute(connection, List.of("SELECT pg_advisory_unlock_all()"));
        }
    }

    @Override
    public void forget() {
        deferrable = null;
        functionsLock = null;
    }

    @Override
    public void deallocate(Connection connection) throws SQLException {
        execute(connection, List.of("DEALLOCATE ALL"));
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
