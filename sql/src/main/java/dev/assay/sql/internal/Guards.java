package dev.assay.sql.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The ways back of statements that are transactions of their own: if one fails, it alone is undone. Used by who has its
 * turn alone.
 */
final class Guards {
    /** After so many statements that could each be undone, they become one: PostgreSQL is slow with more than 64. */
    private static final int MOST = 32;

    /** Where the driver's own connection goes back to if what is done with it fails. */
    private static final String UNWRAPPED = "assay_unwrapped";

    private final Session session;
    private final Connection connection;
    private final Dialect dialect;

    /** Whether the database's transaction has begun. */
    private volatile boolean begun;

    /** Whether anything was done: what reads may write by a function or a view that nobody sees in its text. */
    private boolean dirty;

    /** Whether what could be checked later is checked at once. */
    private boolean atOnce;

    /** Whether there is a bundle around all. */
    private boolean bundled;

    /** Whether there is a way back of what is done with the driver's own connection. */
    private boolean marked;

    /** How many guards there are since the last bundle began. */
    private int guards;

    Guards(Session session, Connection connection, Dialect dialect) {
        this.session = session;
        this.connection = connection;
        this.dialect = dialect;
    }

    boolean isBegun() {
        return begun;
    }

    void begun() {
        begun = true;
    }

    boolean isAtOnce() {
        return atOnce;
    }

    void atOnce(boolean is) {
        atOnce = is;
    }

    /** Is told that something is done that is no statement of its own. */
    void dirty() {
        dirty = true;
    }

    /** Runs a statement that is a transaction of its own. */
    <T> T run(boolean reads, Dialect.Work<T> work) throws SQLException {
        if (!reads) {
            checkAtOnce();
        }
        if (!dirty) {
            dirty = true;
            return first(work);
        }
        if (guards >= MOST) {
            bundle();
            guards = 0;
        }
        guards++;
        return dialect.guarded(connection, work);
    }

    /** Makes one of the guards within the innermost transaction, which ends with it, or else of those around all. */
    private void bundle() throws SQLException {
        LogicalTransaction innermost = session.innermost();
        if (innermost != null) {
            dialect.bundle(connection, innermost.bundles());
        } else if (!marked) {
            dialect.bundle(connection, !bundled);
            bundled = true;
        }
    }

    /** Nothing at all has been done yet: if it fails, everything is undone, which is nothing. */
    private <T> T first(Dialect.Work<T> work) throws SQLException {
        try {
            T result = work.run();
            guardDriver();
            return result;
        } catch (SQLException | RuntimeException e) {
            begun = false;
            atOnce = false;
            session.schema().rolledBack();
            try {
                connection.rollback();
            } catch (SQLException gone) {
                e.addSuppressed(gone);
            }
            throw e;
        }
    }

    /** Has what the driver asks by itself abort a test's transaction if one is open, and undo itself alone otherwise. */
    void guardDriver() throws SQLException {
        dialect.guardDriver(connection, !marked && !session.hasTransactions());
    }

    /**
     * Keeps what was done until now from what will be done with the driver's own connection, which nobody sees: it has no
     * guard, and if it fails it aborts everything.
     */
    void mark() throws SQLException {
        if (!session.hasTransactions()) {
            String set = "SAVEPOINT " + UNWRAPPED;
            back(marked ? List.of("RELEASE SAVEPOINT " + UNWRAPPED, set) : List.of(set));
            marked = true;
            guards = 0;
            guardDriver();
        }
    }

    /** Goes back to before what was done without a guard, if it failed and is no transaction of the test's. */
    void heal() throws SQLException {
        if (!session.hasTransactions() && dialect.isFailed(connection)) {
            if (!marked) {
                // The driver's last guard is older than what the test has done since.
                throw session.refusals().aborted(session.owner());
            }
            back(List.of("ROLLBACK TO SAVEPOINT " + UNWRAPPED));
            session.schema().rolledBack();
        }
    }

    private void back(List<String> statements) throws SQLException {
        try {
            dialect.execute(connection, statements);
        } catch (SQLException e) {
            // Somebody has ended the transaction that it was part of.
            throw Trouble.isUnknownSavepoint(e) ? session.refusals().lost("connection of " + session) : e;
        }
    }

    /** Runs a statement that must not write, and may call what does. */
    <T> T readOnly(Dialect.Work<T> work) throws SQLException {
        dirty();
        String part = session.nextSavepoint();
        dialect.execute(connection, List.of("SAVEPOINT " + part, "SET TRANSACTION READ ONLY"));
        boolean done = false;
        try {
            T result = work.run();
            done = true;
            return result;
        } finally {
            String release = "RELEASE SAVEPOINT " + part;
            dialect.execute(connection, done ? List.of(release) : List.of("ROLLBACK TO SAVEPOINT " + part, release));
        }
    }

    /** Where each statement is a transaction, what is deferred to a commit is checked at its end. */
    private void checkAtOnce() throws SQLException {
        if (!atOnce && !session.hasTransactions()) {
            if (!session.deferrable().deferred().isEmpty() || session.setConstraints()) {
                dialect.execute(connection, List.of("SET CONSTRAINTS ALL IMMEDIATE"));
            }
            atOnce = true;
        }
    }
}
