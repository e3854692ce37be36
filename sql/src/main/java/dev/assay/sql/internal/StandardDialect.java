package dev.assay.sql.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What databases have in common by JDBC's savepoints, where nothing is deferred to the commit and whatever changes the
 * schema commits.
 */
abstract class StandardDialect implements Dialect {
    @Override
    public void begin(Connection connection, SessionSettings settings) throws SQLException {
        connection.setAutoCommit(false);
        if (settings.isolation() != Connection.TRANSACTION_NONE) {
            connection.setTransactionIsolation(settings.isolation());
        }
    }

    @Override
    public <T> T guarded(Connection connection, Work<T> work) throws SQLException {
        Savepoint before = connection.setSavepoint();
        T result;
        try {
            result = work.run();
        } catch (SQLException | RuntimeException e) {
            try {
                connection.rollback(before);
            } catch (SQLException gone) {
                e.addSuppressed(gone);
            }
            throw e;
        }
        connection.releaseSavepoint(before);
        return result;
    }

    @Override
    public void guardDriver(Connection connection, boolean is) {
        // An error undoes nothing but its statement.
    }

    @Override
    public void bundle(Connection connection, boolean first) {
        // Each guard is released at once.
    }

    @Override
    public Deferrable deferrable(Connection connection, boolean schemaChanged) {
        // What is not known cannot be checked before the end, where nothing is committed.
        return Deferrable.NONE;
    }

    @Override
    public void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public boolean isLost(Connection connection) throws SQLException {
        return false;
    }

    @Override
    public boolean isFailed(Connection connection) throws SQLException {
        return false;
    }

    @Override
    public @Nullable String transaction(Connection connection) {
        return null;
    }

    @Override
    public boolean isCommitted(Connection connection, String transaction) {
        return false;
    }

    @Override
    public void closeCursors(Connection connection) {
        // Drivers hold results open over a commit unless they are told otherwise.
    }

    @Override
    public int process(Connection connection) throws SQLException {
        return 0;
    }

    @Override
    public List<Integer> blockers(Connection connection, int process) throws SQLException {
        return List.of();
    }

    @Override
    public boolean commits(SqlText.Statement statement) {
        return statement.kind() == SqlText.Kind.SCHEMA;
    }

    @Override
    public boolean largeNeedTransactions() {
        return false;
    }

    @Override
    public boolean partsMayBeReadOnly() {
        return false;
    }

    @Override
    public void rollBack(Connection connection, boolean locks) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    @Override
    public void deallocate(Connection connection) {
        // Who prepares under a name that is known replaces what it was.
    }
}
