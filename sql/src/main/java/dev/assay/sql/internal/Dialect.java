package dev.assay.sql.internal;

import dev.assay.core.Diagnosis;
import dev.assay.sql.SandboxException;
import java.sql.Connection;
import java.sql.SQLException;
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

    /**
     * Returns what fits a connection's database.
     *
     * @throws SandboxException ASSAY-SQL-022 if it is a database of which nobody knows what it does in a sandbox
     */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "PostgreSQL" -> new PostgresDialect();
            case "H2" -> new H2Dialect();
            case "MariaDB" -> new MariaDbDialect();
            default ->
                throw new SandboxException(Diagnosis.of("ASSAY-SQL-022", "there is no sandbox for this database.")
                        .with("product", product)
                        .because("what a rollback leaves behind differs from database to database,"
                                + " and it is known of PostgreSQL, MariaDB and H2 alone")
                        .toFix("PostgreSQL for the tests, which PostgresServer starts")
                        .toFix("the database without a sandbox, and what tests wrote cleared after each"));
        };
    }

    /** Prepares a connection that has no transaction yet. */
    void begin(Connection connection, SessionSettings settings) throws SQLException;

    /** Runs what must undo nothing but itself if it fails. */
    <T> T guarded(Connection connection, Work<T> work) throws SQLException;

    /**
     * Says whether what the driver asks by itself, such as what a type is, undoes nothing but itself if it fails, as a
     * statement with {@link #guarded} does.
     */
    void guardDriver(Connection connection, boolean is) throws SQLException;

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

    /** Tells whether the open transaction, or its innermost part, can only be rolled back. */
    boolean isFailed(Connection connection) throws SQLException;

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

    /** Tells whether a statement commits the transaction that it is in. */
    boolean commits(SqlText.Statement statement);

    /** Forgets what it knows of the schema, which somebody may have changed. */
    default void forget() {}

    /** Reads a text as this database does. */
    default SqlText text(String sql) {
        return SqlText.of(sql);
    }

    /** Tells whether a Blob or a Clob can only be used in a transaction. */
    boolean largeNeedTransactions();

    /** Tells whether a part of a transaction can be told that it may only read. */
    boolean partsMayBeReadOnly();

    /**
     * Undoes everything, also what survives a rollback.
     *
     * @param locks whether the session may have locks of its own
     */
    void rollBack(Connection connection, boolean locks) throws SQLException;

    /** Forgets what was prepared by name, which survives a rollback. */
    void deallocate(Connection connection) throws SQLException;
}
