package dev.assay.sql.internal;

import dev.assay.core.Diagnosis;
import dev.assay.sql.SandboxException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A connection as a test sees it: with commits, rollbacks and autocommit of its own, within the one transaction of its
 * owner.
 *
 * <p>It is a proxy, so that it has what the connections of every JDK and driver have. What is not named here goes to the
 * owner's connection as it is.
 */
final class LogicalConnection implements InvocationHandler {
    private final Session session;
    private final Connection proxy;
    private final Set<LogicalStatement> statements = ConcurrentHashMap.newKeySet();
    private final List<String> holds = new ArrayList<>();
    private boolean autoCommit = true;
    private boolean readOnly;

    /** Where its transaction began; null while it has none. */
    private @Nullable String begun;

    private volatile boolean closed;
    private volatile boolean atWork;
    private volatile Thread thread = Thread.currentThread();

    LogicalConnection(Session session) {
        this.session = session;
        this.proxy = (Connection) Proxy.newProxyInstance(
                LogicalConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
    }

    Connection proxy() {
        return proxy;
    }

    Session session() {
        return session;
    }

    /** Returns the thread that used it last. */
    Thread thread() {
        return thread;
    }

    boolean isAtWork() {
        return atWork;
    }

    /** Is told that another connection's work is part of its transaction. */
    void holds(String what) {
        if (begun != null) {
            holds.add(what);
        }
    }

    /** Is told that its owner has ended. */
    void orphaned() {
        begun = null;
        statements.clear();
    }

    void closed(LogicalStatement statement) {
        statements.remove(statement);
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "equals":
                return arguments != null && arguments[0] == self;
            case "hashCode":
                return System.identityHashCode(self);
            case "toString":
                return toString();
            case "close":
                close();
                return null;
            case "isClosed":
                return closed;
            case "abort":
                closed = true;
                return null;
            case "unwrap":
                return ((Class<?>) first(arguments)).isInstance(self)
                        ? self
                        : delegate(session.connection(), method, arguments);
            case "isWrapperFor":
                return ((Class<?>) first(arguments)).isInstance(self)
                        || (boolean) delegate(session.connection(), method, arguments);
            default:
                checkOpen();
                return used(method, arguments);
        }
    }

    private @Nullable Object used(Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "getAutoCommit":
                return autoCommit;
            case "setAutoCommit":
                setAutoCommit((boolean) first(arguments));
                return null;
            case "commit":
                checkTransaction("commit");
                commit();
                return null;
            case "rollback":
                checkTransaction("roll back");
                if (arguments == null || arguments.length == 0) {
                    rollback();
                } else {
                    Savepoint to = (Savepoint) arguments[0];
                    work(() -> {
                        session.connection().rollback(to);
                        return null;
                    });
                }
                return null;
            case "setReadOnly":
                readOnly = (boolean) first(arguments);
                return null;
            case "isReadOnly":
                return readOnly;
            case "setTransactionIsolation":
                checkIsolation((int) first(arguments));
                return null;
            case "getMetaData":
                return new Wrapped(proxy)
                        .of(DatabaseMetaData.class, session.connection().getMetaData());
            default:
                break;
        }
        if (Statement.class.isAssignableFrom(method.getReturnType())) {
            Statement made = (Statement) delegate(session.connection(), method, arguments);
            String sql = arguments != null && arguments.length > 0 && arguments[0] instanceof String text ? text : null;
            LogicalStatement statement = new LogicalStatement(this, type(made), made, sql);
            statements.add(statement);
            return statement.proxy();
        }
        boolean savepoint = method.getName().endsWith("Savepoint");
        return savepoint ? work(() -> delegated(method, arguments)) : delegate(session.connection(), method, arguments);
    }

    private @Nullable Object delegated(Method method, Object @Nullable [] arguments) throws SQLException {
        try {
            return delegate(session.connection(), method, arguments);
        } catch (SQLException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> type(Statement statement) {
        return statement instanceof CallableStatement
                ? CallableStatement.class
                : statement instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
    }

    private static Object first(Object @Nullable [] arguments) {
        return arguments == null ? new Object() : arguments[0];
    }

    static @Nullable Object delegate(Object to, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(to, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void checkOpen() throws SQLException {
        session.checkLive();
        if (closed) {
            throw new SQLException("this connection has been closed", "08003");
        }
    }

    private void checkTransaction(String what) throws SQLException {
        if (autoCommit) {
            throw new SQLException("cannot " + what + " while autocommit is on", "25P01");
        }
    }

    /** A level that the owner's transaction has, or a lower one, is nothing to change; a higher one cannot be had. */
    private void checkIsolation(int level) throws SQLException {
        int has = session.connection().getTransactionIsolation();
        if (level > has) {
            throw new SandboxException(
                    Diagnosis.of("ASSAY-SQL-006", "a transaction asks for more isolation than its sandbox has.")
                            .with("database", session.config().name())
                            .with("has", isolation(has))
                            .with("asked for", isolation(level))
                            .because(
                                    "all transactions of a test are one in a sandbox, whose isolation is chosen at its beginning")
                            .toFix("SandboxConfig.USUAL.isolated(Connection." + isolation(level) + ")")
                            .toFix("@Database(tier = CLONE)"));
        }
    }

    private static String isolation(int level) {
        return switch (level) {
            case Connection.TRANSACTION_READ_UNCOMMITTED -> "TRANSACTION_READ_UNCOMMITTED";
            case Connection.TRANSACTION_READ_COMMITTED -> "TRANSACTION_READ_COMMITTED";
            case Connection.TRANSACTION_REPEATABLE_READ -> "TRANSACTION_REPEATABLE_READ";
            case Connection.TRANSACTION_SERIALIZABLE -> "TRANSACTION_SERIALIZABLE";
            default -> "TRANSACTION_NONE";
        };
    }

    /** Runs a statement's work: as a transaction of its own, or in the one that is open. */
    <T> T run(SqlText sql, Statement statement, Dialect.Work<T> work) throws SQLException {
        checkOpen();
        check(sql);
        if (autoCommit) {
            if (readOnly && sql.kind() != SqlText.Kind.READ && sql.kind() != SqlText.Kind.SESSION) {
                throw new SQLException(
                        "cannot execute " + sql.words(sql.kind()) + " in a read-only transaction", "25006");
            }
            thread = Thread.currentThread();
            session.take(this);
            try {
                session.does(sql);
                boolean reads = sql.kind() == SqlText.Kind.READ;
                T result = atWork(statement, () -> session.guard(reads, work));
                if (!reads) {
                    session.committedWithin(this, sql.words(sql.kind()));
                }
                return result;
            } finally {
                session.give(this);
            }
        }
        return work(() -> {
            session.does(sql);
            return atWork(statement, work);
        });
    }

    /** Does something in the transaction, which begins with it. */
    private <T> @Nullable T work(Dialect.Work<T> work) throws SQLException {
        thread = Thread.currentThread();
        session.take(this);
        session.dirty();
        if (begun == null && !autoCommit) {
            String savepoint = session.nextSavepoint();
            String sql = "SAVEPOINT " + savepoint + (readOnly ? "; SET TRANSACTION READ ONLY" : "");
            Dialect.execute(session.connection(), sql);
            begun = savepoint;
        }
        return work.run();
    }

    private <T> T atWork(Statement statement, Dialect.Work<T> work) throws SQLException {
        atWork = true;
        session.running(statement);
        try {
            T result = work.run();
            checkNotLost();
            return result;
        } catch (SQLException e) {
            throw Trouble.explained(e, session.config());
        } finally {
            session.running(null);
            atWork = false;
        }
    }

    private void checkNotLost() throws SQLException {
        if (session.dialect().isLost(session.connection())) {
            throw new SandboxException(
                    Diagnosis.of("ASSAY-SQL-005", "a test's transaction was ended behind its sandbox.")
                            .with("database", session.config().name())
                            .with("connection", this)
                            .because(
                                    "what the test did until now is committed, and other tests see it: a procedure or the driver's"
                                            + " own connection did so")
                            .toFix("@Database(tier = CLONE), where commits are real and nobody else's"));
        }
    }

    private void check(SqlText sql) throws SandboxException {
        for (SqlText.Statement statement : sql.statements()) {
            boolean part = statement.words().startsWith("SAVEPOINT")
                    || statement.words().startsWith("RELEASE")
                    || statement.words().startsWith("ROLLBACK TO");
            if (statement.kind() == SqlText.Kind.ALONE
                    || statement.kind() == SqlText.Kind.SCHEMA
                            && session.dialect().schemaCommits()) {
                throw new SandboxException(Diagnosis.of("ASSAY-SQL-004", "a statement cannot be run in a sandbox.")
                        .with("database", session.config().name())
                        .with("statement", statement.words() + " ...")
                        .because("it runs in no transaction, or ends the one that it is in: nothing could undo it")
                        .toFix("@Database(tier = CLONE), or sandbox.unboxed() for what is to remain"));
            } else if (statement.kind() == SqlText.Kind.CONTROL && !(part && !autoCommit)) {
                throw new SandboxException(Diagnosis.of(
                                "ASSAY-SQL-007", "a transaction is controlled by text, which a sandbox cannot follow.")
                        .with("database", session.config().name())
                        .with("statement", statement.words())
                        .because("the database would end the test's transaction, and other tests would see what it did")
                        .toFix("connection.setAutoCommit(false), connection.commit(), connection.rollback()")
                        .toFix("@Database(tier = CLONE)"));
            }
        }
    }

    private void setAutoCommit(boolean on) throws SQLException {
        if (on && !autoCommit && begun != null) {
            commit();
        }
        autoCommit = on;
    }

    private void commit() throws SQLException {
        String savepoint = begun;
        if (savepoint == null) {
            return;
        }
        thread = Thread.currentThread();
        boolean committed = false;
        try {
            session.emulateCommit();
            Dialect.execute(session.connection(), "RELEASE SAVEPOINT " + savepoint);
            committed = true;
        } finally {
            if (!committed) {
                Dialect.execute(
                        session.connection(),
                        "ROLLBACK TO SAVEPOINT " + savepoint + "; RELEASE SAVEPOINT " + savepoint);
            }
            ended();
        }
        session.committedWithin(
                this, "a transaction that ended at " + Thread.currentThread().getName());
    }

    private void ended() {
        begun = null;
        holds.clear();
        session.give(this);
    }

    private void rollback() throws SQLException {
        String savepoint = begun;
        if (savepoint == null) {
            return;
        }
        List<String> lost = List.copyOf(holds);
        try {
            Dialect.execute(
                    session.connection(), "ROLLBACK TO SAVEPOINT " + savepoint + "; RELEASE SAVEPOINT " + savepoint);
        } finally {
            ended();
        }
        if (!lost.isEmpty()) {
            throw new SandboxException(
                    Diagnosis.of("ASSAY-SQL-008", "a transaction that was rolled back took a committed one with it.")
                            .with("database", session.config().name())
                            .with("committed", String.join("\n", lost))
                            .because(
                                    "in a sandbox a transaction on a second connection is part of the first one, and outside of it"
                                            + " what was committed remains")
                            .toFix("@Database(tier = CLONE), where each connection is one of its own"));
        }
    }

    private void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        for (LogicalStatement statement : statements) {
            statement.close();
        }
        try {
            if (begun != null) {
                rollback();
            }
        } finally {
            session.closed(this);
        }
    }

    @Override
    public String toString() {
        return "connection of " + session;
    }
}
