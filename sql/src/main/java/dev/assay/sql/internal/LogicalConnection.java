package dev.assay.sql.internal;

import dev.assay.core.ownership.Place;
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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A connection as a test sees it: with commits, rollbacks and autocommit of its own, within the one transaction of its
 * owner.
 *
 * <p>It is a proxy, so that it has what the connections of every JDK and driver have. What is not named here goes to the
 * owner's connection as it is. It is long since each of JDBC's ways into a connection, with autocommit and without, has its
 * place here.
 */
final class LogicalConnection implements InvocationHandler {
    private static final SqlText CONTROL = SqlText.of("");

    /** What changing a row of a result is. */
    private static final SqlText CHANGE = SqlText.of("UPDATE");

    /** What asks the database something, or tells it, beside what is named below. */
    private static final Set<String> ASKING =
            Set.of("getSchema", "setCatalog", "setClientInfo", "createArrayOf", "createStruct");

    private final Session session;
    private final Place place;
    private final Connection proxy;
    private final List<LogicalStatement> statements = new CopyOnWriteArrayList<>();

    /** Held by the thread that uses it: two of them wait for each other, as they would with any connection. */
    private final ReentrantLock use = new ReentrantLock();

    private final Changes changes = new Changes();

    /** What was set; null if nothing was. */
    private @Nullable String schema;

    /** What was set before its transaction began. */
    private @Nullable String schemaBefore;

    private boolean autoCommit;
    private boolean readOnly;
    private volatile @Nullable LogicalTransaction transaction;
    private volatile boolean closed;
    private volatile boolean atWork;
    private volatile Thread thread = Thread.currentThread();

    /** The thread that began its transaction, and all that have used it since. */
    private volatile Thread began = thread;

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet(2);

    LogicalConnection(Session session, Place place) {
        this.session = session;
        this.place = place;
        this.autoCommit = session.autoCommit();
        this.proxy = (Connection) Proxy.newProxyInstance(
                LogicalConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
    }

    Connection proxy() {
        return proxy;
    }

    /** Returns the schema that was set; null if none was. */
    @Nullable String schema() {
        return schema;
    }

    Session session() {
        return session;
    }

    /** Returns where it was taken. */
    Place place() {
        return place;
    }

    /** Returns the thread that used it last. */
    Thread thread() {
        return thread;
    }

    /** Tells whether a thread used it last, or began its transaction: it waits for no other while it does something else. */
    boolean isOf(Thread whose) {
        return thread == whose || transaction != null && began == whose;
    }

    /** Tells whether all threads have died that could go on with its transaction. */
    boolean isLeft() {
        return threads.stream().noneMatch(Thread::isAlive);
    }

    boolean isAtWork() {
        return atWork;
    }

    void atWork(boolean is) {
        atWork = is;
    }

    boolean hasTransaction() {
        return transaction != null;
    }

    /** Is told that its owner has ended. */
    void orphaned() {
        transaction = null;
        statements.clear();
    }

    /** Undoes its transaction, whose thread has died; tells whether it had one. */
    boolean abandon() {
        LogicalTransaction open = transaction;
        if (open == null || open.isTaken() || atWork) {
            return false;
        }
        try {
            open.abandon();
            return true;
        } catch (SQLException e) {
            return false;
        }
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
                close();
                return null;
            case "isValid":
                if (closed || !session.isLive()) {
                    return false;
                }
                return used(method, arguments);
            case "unwrap":
                return isOf(self, arguments) ? self : unwrapped(() -> delegated(method, arguments));
            case "isWrapperFor":
                return isOf(self, arguments) || Boolean.TRUE.equals(delegate(session.connection(), method, arguments));
            default:
                use.lock();
                try {
                    checkOpen();
                    return used(method, arguments);
                } finally {
                    use.unlock();
                }
        }
    }

    /** Tells whether what is asked for is what the test has already. */
    static boolean isOf(Object self, Object @Nullable [] arguments) {
        return ((Class<?>) first(arguments)).isInstance(self);
    }

    /** Returns something of the driver's own, with which anything can be done. */
    Object unwrapped(Dialect.Work<Optional<Object>> work) throws SQLException {
        checkOpen();
        use.lock();
        try {
            take();
            try {
                session.unwrapped();
            } finally {
                giveUnlessOpen();
            }
        } finally {
            use.unlock();
        }
        return work.run().orElseThrow();
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
                    back((Savepoint) arguments[0]);
                }
                return null;
            case "setSavepoint":
                checkTransaction("establish a savepoint");
                checkInnermost();
                return marked(within(CONTROL, null, () -> delegated(method, arguments)));
            case "releaseSavepoint":
                checkTransaction("release a savepoint");
                checkInnermost();
                within(CONTROL, null, () -> delegated(method, arguments));
                parted();
                return null;
            case "setReadOnly":
                if (transaction != null) {
                    throw new SQLException("cannot change read-only in the middle of a transaction", "25001");
                }
                readOnly = (boolean) first(arguments);
                return null;
            case "isReadOnly":
                return readOnly;
            case "setSchema":
                setSchema((String) first(arguments));
                return null;
            case "setTransactionIsolation":
                checkIsolation((int) first(arguments));
                return null;
            case "getMetaData":
                return new Wrapped(proxy, this::checkOpen, this::ask)
                        .of(DatabaseMetaData.class, session.connection().getMetaData());
            default:
                break;
        }
        if (Statement.class.isAssignableFrom(method.getReturnType())) {
            Statement made = (Statement) Objects.requireNonNull(delegate(session.connection(), method, arguments));
            String sql = arguments != null && arguments.length > 0 && arguments[0] instanceof String text ? text : null;
            LogicalStatement statement = new LogicalStatement(this, type(made), made, sql);
            statements.add(statement);
            return statement.proxy();
        }
        if (method.getName().startsWith("set")) {
            // It is undone with the transaction that is open.
            session.guards().dirty();
        }
        if (ASKING.contains(method.getName())) {
            return ask(() -> {
                        changes.before(session.connection(), method, arguments);
                        return delegated(method, arguments);
                    })
                    .orElse(null);
        }
        changes.before(session.connection(), method, arguments);
        return delegate(session.connection(), method, arguments);
    }

    private Optional<Object> delegated(Method method, Object @Nullable [] arguments) throws SQLException {
        return called(session.connection(), method, arguments);
    }

    static Optional<Object> called(Object to, Method method, Object @Nullable [] arguments) throws SQLException {
        try {
            return Optional.ofNullable(delegate(to, method, arguments));
        } catch (SQLException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Notes that savepoints of the test's are others now. */
    private void parted() {
        LogicalTransaction open = transaction;
        if (open != null) {
            open.parts();
        }
    }

    private Object marked(Optional<Object> savepoint) {
        parted();
        LogicalTransaction open = transaction;
        if (open != null) {
            savepoint.ifPresent(set -> open.marked(name((Savepoint) set)));
        }
        return savepoint.orElseThrow();
    }

    /** Returns the most that JDBC calls a statement. */
    static Class<? extends Statement> type(Statement statement) {
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

    void checkOpen() throws SQLException {
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
        int has = ask(() -> session.connection().getTransactionIsolation());
        if (level > has) {
            throw session.refusals().isolation(has, level);
        }
    }

    /** Runs a statement's work: as a transaction of its own, or in the one that is open. */
    <T> T run(SqlText sql, @Nullable Statement statement, Dialect.Work<T> work) throws SQLException {
        use.lock();
        try {
            checkOpen();
            check(sql);
            session.use().statement(sql);
            return autoCommit ? alone(sql, statement, work) : within(sql, statement, work);
        } catch (SQLException e) {
            session.use().error();
            throw e;
        } finally {
            use.unlock();
        }
    }

    /** Has the driver ask or do something by itself: in its turn, and undone alone if it fails, as a statement's work is. */
    <T> T ask(Dialect.Work<T> work) throws SQLException {
        use.lock();
        try {
            checkOpen();
            return transaction == null ? alone(CONTROL, null, work) : within(CONTROL, null, work);
        } finally {
            use.unlock();
        }
    }

    /** Changes a row of a result. */
    Optional<Object> change(Dialect.Work<Optional<Object>> work) throws SQLException {
        return run(CHANGE, null, work);
    }

    private void take() throws SQLException {
        Thread current = Thread.currentThread();
        thread = current;
        if (transaction != null) {
            threads.add(current);
        }
        session.take(this);
    }

    private void giveUnlessOpen() {
        LogicalTransaction open = transaction;
        if (open == null || open.isTaken()) {
            session.turns().give(this);
        }
    }

    private <T> T alone(SqlText sql, @Nullable Statement statement, Dialect.Work<T> work) throws SQLException {
        take();
        try {
            session.does(sql);
            session.checkSkips(sql, null);
            T result = session.work(this, sql, statement, () -> aloneInScope(sql, work));
            if (sql.writes()) {
                session.did(sql.words());
            }
            return result;
        } finally {
            session.turns().give(this);
        }
    }

    /** What ends with a commit ends here at once. */
    private <T> T aloneInScope(SqlText sql, Dialect.Work<T> work) throws SQLException {
        Guards guards = session.guards();
        CommitScope scope = new CommitScope();
        if (!sql.scoped().settings().isEmpty()) {
            guards.run(true, () -> {
                scope.before(session.connection(), sql.scoped());
                return this;
            });
        }
        T result = guarded(sql, work);
        if (!sql.reads()) {
            scope.after(sql.scoped());
            List<String> ending = scope.ending();
            session.emptied(scope.emptied()).forEach(table -> ending.add(CommitScope.emptying(table)));
            if (!ending.isEmpty()) {
                session.dialect().execute(session.connection(), ending);
            }
            if (sql.kind().compareTo(SqlText.Kind.SESSION) >= 0) {
                // It may have made a constraint, or said when one is checked.
                guards.atOnce(false);
            }
        }
        return result;
    }

    private <T> T guarded(SqlText sql, Dialect.Work<T> work) throws SQLException {
        if (readOnly && !sql.reads() && sql.kind() != SqlText.Kind.SESSION) {
            if (session.dialect().partsMayBeReadOnly()) {
                return session.guards().readOnly(work);
            }
            throw new SQLException("cannot execute " + sql.words() + " in a read-only transaction", "25006");
        }
        return session.guards().run(sql.reads(), work);
    }

    /** Does something in the transaction, which begins with it. */
    private <T> T within(SqlText sql, @Nullable Statement statement, Dialect.Work<T> work) throws SQLException {
        take();
        try {
            session.does(sql);
            LogicalTransaction known = transaction;
            if (known != null && known.isTaken()) {
                throw session.refusals().taken(this);
            }
            session.checkSkips(sql, known);
            return session.work(this, sql, statement, () -> inTransaction(sql, work));
        } finally {
            giveUnlessOpen();
        }
    }

    private <T> T inTransaction(SqlText sql, Dialect.Work<T> work) throws SQLException {
        session.guards().dirty();
        LogicalTransaction open = transaction;
        if (open == null) {
            open = LogicalTransaction.begin(session, this, readOnly);
            schemaBefore = schema;
            began = thread;
            threads.clear();
            threads.add(began);
            transaction = open;
        }
        if (!sql.scoped().isNothing()) {
            open.scope().before(session.connection(), sql.scoped());
        }
        if (sql.has(SqlText.Trait.PARTS)) {
            open.checkInnermost();
        }
        if (!sql.reads()) {
            open.changed();
        }
        T result = work.run();
        if (!sql.reads()) {
            open.scope().after(sql.scoped());
        }
        if (sql.writes()) {
            session.did(open, sql.words());
        }
        for (SqlText.Statement each : sql.statements()) {
            if (each.traits().contains(SqlText.Trait.PARTS)) {
                parted(open, each.words());
            } else if (each.traits().contains(SqlText.Trait.POINTS)) {
                open.scope().points();
            }
        }
        return result;
    }

    private static void parted(LogicalTransaction open, String words) throws SQLException {
        open.parts();
        if (words.startsWith(SqlText.MARK)) {
            open.marked(words.substring(SqlText.MARK.length()));
        } else if (words.startsWith(SqlText.BACK)) {
            open.session().schema().rolledBack();
            open.wentBack(words.substring(SqlText.BACK.length()));
        }
    }

    /** Returns the name by which text may say a savepoint too. */
    private static Object name(Savepoint savepoint) {
        try {
            return savepoint.getSavepointName();
        } catch (SQLException e) {
            return savepoint;
        }
    }

    /** Is told that a result is read in portions. */
    void points() {
        LogicalTransaction open = transaction;
        if (open != null) {
            open.scope().points();
        }
    }

    /** Checks that large objects can be used, as the driver would. */
    void checkLarge() throws SQLException {
        if (autoCommit && session.dialect().largeNeedTransactions()) {
            throw new SQLException("Large Objects may not be used in auto-commit mode.", "25P01");
        }
    }

    boolean isAutoCommit() {
        return autoCommit;
    }

    private void check(SqlText sql) throws SQLException {
        for (SqlText.Statement statement : sql.statements()) {
            if (statement.kind() == SqlText.Kind.ALONE || session.dialect().commits(statement)) {
                throw session.refusals().alone(statement);
            } else if (statement.kind() == SqlText.Kind.CONTROL
                    && (autoCommit || !statement.traits().contains(SqlText.Trait.PARTS))) {
                throw session.refusals().controlled(statement);
            } else if (statement.traits().contains(SqlText.Trait.NOTIFIES)) {
                throw session.refusals().notified(statement);
            }
        }
        if (autoCommit && sql.statements().size() == 1 && sql.has(SqlText.Trait.WITHIN)) {
            throw new SQLException(sql.words() + " ... can only be used in transaction blocks", "25P01");
        }
        if (sql.scoped().unclear()) {
            throw session.refusals().unclear(sql);
        }
    }

    /** Is part of the transaction, which it begins, and undone with it. */
    private void setSchema(String name) throws SQLException {
        Dialect.Work<Object> set = () -> {
            session.schema().set(name);
            return this;
        };
        if (autoCommit) {
            ask(set);
        } else {
            within(CONTROL, null, set);
        }
        schema = name;
    }

    private void setAutoCommit(boolean on) throws SQLException {
        if (on && !autoCommit && transaction != null) {
            commit();
        }
        autoCommit = on;
    }

    private void commit() throws SQLException {
        LogicalTransaction open = transaction;
        if (open == null) {
            return;
        }
        take();
        if (open.isTaken()) {
            giveUnlessOpen();
            throw session.refusals().taken(this);
        }
        open.checkInnermost();
        List<String> lost;
        try {
            lost = session.work(this, CONTROL, null, () -> committed(open));
        } finally {
            transaction = null;
            session.turns().give(this);
        }
        if (!lost.isEmpty()) {
            throw session.refusals().tookAlong(lost);
        }
    }

    /** Commits it, or, as PostgreSQL's driver does, rolls it back if it is aborted; returns what was lost with it. */
    private List<String> committed(LogicalTransaction open) throws SQLException {
        String set = schema;
        schema = schemaBefore;
        if (session.dialect().isFailed(session.connection())) {
            return open.rollBack();
        }
        open.commit();
        schema = set;
        return List.of();
    }

    private void rollback() throws SQLException {
        LogicalTransaction open = transaction;
        if (open == null) {
            return;
        }
        schema = schemaBefore;
        if (open.isTaken()) {
            transaction = null;
            return;
        }
        take();
        List<String> lost;
        try {
            lost = session.work(this, CONTROL, null, open::rollBack);
        } finally {
            transaction = null;
            session.turns().give(this);
        }
        if (!lost.isEmpty()) {
            throw session.refusals().tookAlong(lost);
        }
    }

    /** Savepoints are last in, first out, those of a transaction that began within this one too. */
    private void checkInnermost() throws SQLException {
        LogicalTransaction open = transaction;
        if (open != null) {
            open.checkInnermost();
        }
    }

    private void back(Savepoint savepoint) throws SQLException {
        checkInnermost();
        LogicalTransaction open = transaction;
        within(CONTROL, null, () -> {
            session.connection().rollback(savepoint);
            session.schema().rolledBack();
            return this;
        });
        parted();
        if (open != null) {
            open.wentBack(name(savepoint));
        }
    }

    private void close() throws SQLException {
        use.lock();
        try {
            closeOnce();
        } finally {
            use.unlock();
        }
    }

    private void closeOnce() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            closeStatements();
        } finally {
            end();
        }
    }

    private void closeStatements() throws SQLException {
        SQLException failed = null;
        for (LogicalStatement statement : statements) {
            try {
                statement.close();
            } catch (SQLException e) {
                failed = e;
            }
        }
        statements.clear();
        if (failed != null) {
            throw failed;
        }
    }

    private void end() throws SQLException {
        try {
            if (transaction != null) {
                rollback();
            }
            if (changes.any() && session.isLive()) {
                session.guards().dirty();
                changes.undo();
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
