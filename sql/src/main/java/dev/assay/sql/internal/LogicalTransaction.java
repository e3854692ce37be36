package dev.assay.sql.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A transaction as a test sees it: a savepoint of its owner's. Used by who has its turn alone. */
final class LogicalTransaction {
    private final Session session;
    private final LogicalConnection connection;
    private final String savepoint;

    /** Whether what is deferred was checked at once when it began. */
    private final boolean atOnce;

    private final CommitScope scope = new CommitScope();

    /** What other connections did that is part of it. */
    private final List<String> holds = new ArrayList<>(0);

    /** How much it held when the user's savepoints were set. */
    private final Map<Object, Integer> marks = new HashMap<>(0);

    private boolean changed;

    /** Whether guards of others' statements within it are bundled, and no savepoint of the user's came since. */
    private boolean bundled;

    private volatile boolean taken;

    private LogicalTransaction(Session session, LogicalConnection connection, String savepoint) {
        this.session = session;
        this.connection = connection;
        this.savepoint = savepoint;
        this.atOnce = session.guards().isAtOnce();
    }

    static LogicalTransaction begin(Session session, LogicalConnection connection, boolean readOnly)
            throws SQLException {
        LogicalTransaction begun = new LogicalTransaction(session, connection, session.nextSavepoint());
        List<String> statements = new ArrayList<>(3);
        statements.add("SAVEPOINT " + begun.savepoint);
        if (readOnly && session.dialect().partsMayBeReadOnly()) {
            statements.add("SET TRANSACTION READ ONLY");
        }
        if (begun.atOnce && !session.hasTransactions()) {
            String deferred = session.deferrable().deferred();
            if (!deferred.isEmpty()) {
                statements.add("SET CONSTRAINTS " + deferred + " DEFERRED");
                session.guards().atOnce(false);
            }
        }
        session.dialect().guardDriver(session.connection(), false);
        try {
            session.dialect().execute(session.connection(), statements);
        } catch (SQLException e) {
            session.guards().guardDriver();
            throw Trouble.isAborted(e) ? session.refusals().within(e) : e;
        }
        session.began(begun);
        return begun;
    }

    LogicalConnection connection() {
        return connection;
    }

    Session session() {
        return session;
    }

    CommitScope scope() {
        return scope;
    }

    /** Is told that another connection's work is part of it. */
    void holds(String what) {
        holds.add(what);
    }

    /** Is told that it may have changed or locked something. */
    void changed() {
        changed = true;
    }

    boolean hasChanged() {
        return changed;
    }

    /** Tells whether it was rolled back with another one. */
    boolean isTaken() {
        return taken;
    }

    /** Is told that a bundle begins, and tells whether it is the first that may be released with all since. */
    boolean bundles() {
        boolean first = !bundled;
        bundled = true;
        return first;
    }

    /** Is told that the user's savepoints change: one that was set within a bundle would be released with it. */
    void parts() {
        bundled = false;
    }

    /** Is told of a savepoint of the user's, by its name or, if it has none, by itself. */
    void marked(Object savepoint) {
        marks.put(savepoint, holds.size());
    }

    /** Is told that it went back to a savepoint of the user's. */
    void wentBack(Object savepoint) throws SQLException {
        List<String> since = holds.subList(marks.getOrDefault(savepoint, holds.size()), holds.size());
        List<String> lost = List.copyOf(since);
        since.clear();
        if (!lost.isEmpty()) {
            throw session.refusals().tookAlong(lost);
        }
    }

    /** Checks that no transaction is open that began within it. */
    void checkInnermost() throws SQLException {
        List<LogicalTransaction> within = session.within(this);
        if (!within.isEmpty()) {
            throw session.refusals().around(connection, within.get(0).connection);
        }
    }

    /** Checks what a commit checks, and makes it part of what is around it. */
    void commit() throws SQLException {
        Connection database = session.connection();
        boolean outermost = session.isOutermost(this);
        try {
            List<String> statements = new ArrayList<>(2);
            if (outermost && session.deferrable().any()) {
                statements.add("SET CONSTRAINTS ALL IMMEDIATE");
            }
            session.emptied(scope.emptied()).forEach(table -> statements.add(CommitScope.emptying(table)));
            statements.addAll(scope.ending());
            statements.add("RELEASE SAVEPOINT " + savepoint);
            session.dialect().execute(database, statements);
            if (scope.hasPointers() && outermost) {
                session.dialect().closeCursors(database);
            }
        } catch (SQLException | RuntimeException e) {
            try {
                undo();
            } catch (SQLException another) {
                e.addSuppressed(another);
            }
            if (!holds.isEmpty()) {
                e.addSuppressed(session.refusals().tookAlong(holds));
            }
            throw e;
        } finally {
            session.ended(this);
        }
        if (outermost && session.deferrable().any()) {
            session.guards().atOnce(true);
        }
        session.did("a transaction that ended at " + connection.thread().getName());
    }

    /** Undoes what was done in it; returns what others did that was part of it. */
    List<String> rollBack() throws SQLException {
        List<LogicalTransaction> within = session.within(this);
        try {
            undo();
        } finally {
            for (LogicalTransaction each : within) {
                each.taken = true;
                session.ended(each);
            }
            session.ended(this);
        }
        return holds;
    }

    /** Undoes it since its thread has died. */
    void abandon() throws SQLException {
        taken = true;
        List<String> lost = rollBack();
        if (!lost.isEmpty()) {
            // Who did it may be gone, and who waits has nothing to do with it.
            session.report(session.refusals().tookAlong(lost).diagnosis());
        }
    }

    private void undo() throws SQLException {
        session.dialect()
                .execute(
                        session.connection(),
                        List.of("ROLLBACK TO SAVEPOINT " + savepoint, "RELEASE SAVEPOINT " + savepoint));
        session.guards().atOnce(atOnce);
        session.schema().rolledBack();
    }
}
