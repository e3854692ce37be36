package dev.assay.sql.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What databases do differently in a sandbox; one for all sessions of a database. Thread-safe. */
interface Dialect {
    /** A statement that may fail without taking with it what was done before. */
    interface Work<T> {
        T run() throws SQLException;
    }

    /**
     * The constraints that can be checked at the commit, constraint triggers included.
     *
     * @param any whether there are any
     * @param deferred the names of those that are checked there unless something else is said, with commas between
     */
    record Deferrable(boolean any, String deferred) {
        static final Deferrable NONE = new Deferrable(false, "");
    }

    /** Returns what fits a connection's database. */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return product.equals("PostgreSQL") ? new PostgresDialect() : new StandardDialect(product);
    }

    /** Prepares a connection that has no transaction yet. */
    void begin(Connection connection, SessionSettings settings) throws SQLException;

    /** Runs what must undo nothing but itself if it fails. */
    <T> T guarded(Connection connection, Work<T> work) throws SQLException;

    /**
     * Makes one of the guards so far, where they are kept, and begins others.
     *
     * @param first whether there are guards that nothing was begun for
     */
    void bundle(Connection connection, boolean first) throws SQLException;

    /**
     * Returns what a commit has to check.
     *
     * @param schemaChanged whether the session's schema may be another than other sessions'
     */
    Deferrable deferrable(Connection connection, boolean schemaChanged) throws SQLException;

    /** Runs statements without results one after another, in one message where that can be. */
    void execute(Connection connection, List<String> statements) throws SQLException;

    /** Tells whether a transaction that should be open is not: somebody ended it behind the sandbox. */
    boolean isLost(Connection connection) throws SQLException;

    /** Returns the name that the database has for the open transaction; null if it has none. */
    @Nullable String transaction(Connection connection) throws SQLException;

    /** Tells whether a transaction that is over was committed. */
    boolean isCommitted(Connection connection, String transaction) throws SQLException;

    /** Closes the cursors that a commit closes. */
    void closeCursors(Connection connection) throws SQLException;

    /** Returns the number of the server's process for a connection; 0 if there is none. */
    int process(Connection connection) throws SQLException;

    /** Returns the processes that keep another from going on. */
    List<Integer> blockers(Connection connection, int process) throws SQLException;

    /** Tells whether a change of the schema ends the transaction. */
    boolean schemaCommits();

    /** Tells whether a part of a transaction can be told that it may only read. */
    boolean partsMayBeReadOnly();

    /**
     * Undoes everything, also what survives a rollback.
     *
     * @param locks whether the session may have locks of its own
     */
    void rollBack(Connection connection, boolean locks) throws SQLException;

    /** What JDBC itself offers, for databases of which nothing else is known. */
    record StandardDialect(String product) implements Dialect {
        @Override
        public void begin(Connection connection, SessionSettings settings) throws SQLException {
            if (product.equals("H2")) {
                long millis = settings.lockTimeout().toMillis();
                execute(connection, List.of("SET LOCK_TIMEOUT " + (millis == 0 ? Integer.MAX_VALUE : millis)));
            }
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
                connection.rollback(before);
                throw e;
            }
            connection.releaseSavepoint(before);
            return result;
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
        public boolean isLost(Connection connection) {
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
        public int process(Connection connection) {
            return 0;
        }

        @Override
        public List<Integer> blockers(Connection connection, int process) {
            return List.of();
        }

        @Override
        public boolean schemaCommits() {
            return true;
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
    }
}
