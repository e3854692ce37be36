package dev.assay.sql.internal;

import dev.assay.core.Diagnosis;
import dev.assay.core.ownership.Ending;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.Resource;
import dev.assay.sql.SandboxConfig;
import dev.assay.sql.SandboxException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * An owner's one connection of a database, in the one transaction that is rolled back at the end, and whose turn it is to
 * use it.
 *
 * <p>One logical connection has its turn at a time, first come first served, and keeps it for the whole of a transaction:
 * savepoints of two would not be last in, first out. A turn is a connection's, not a thread's, and goes with it from one
 * thread to another. A connection whose thread waits for itself otherwise, since the turn is that of another connection
 * that it left open (as {@code REQUIRES_NEW} does), is let in between.
 */
public final class Session implements Resource {
    /** After so many statements that could each be undone, they become one: PostgreSQL is slow with more than 64. */
    private static final int GUARDS = 32;

    /** How long whoever is at work when the owner ends may go on. */
    private static final long GRACE_MILLIS = 200;

    private final Owner owner;
    private final Connection connection;
    private final Dialect dialect;
    private final SandboxConfig config;
    private final Known known;
    private final Semaphore turn = new Semaphore(1, true);
    private final Set<LogicalConnection> open = ConcurrentHashMap.newKeySet();

    /** Whose turn it is: the first is who took it, the last who was let in between; guarded by this session. */
    private final Deque<LogicalConnection> inTurn = new ArrayDeque<>();

    private final AtomicLong savepoints = new AtomicLong();
    private volatile @Nullable Statement running;
    private volatile @Nullable Ending ended;

    /** Whether a statement may have taken a lock of the session's. Used by who has its turn alone. */
    private boolean locks;

    /** Whether a statement may have changed the schema. Used by who has its turn alone. */
    private boolean schemaChanged;

    /** Whether anything was done that could be lost. Used by who has its turn alone. */
    private boolean dirty;

    /** Whether nothing was done since the last guard. Used by who has its turn alone. */
    private boolean wayBack;

    /** How many statements were guarded. Used by who has its turn alone. */
    private int guards;

    private Session(Owner owner, Connection connection, Dialect dialect, SandboxConfig config, Known known) {
        this.known = known;
        this.owner = owner;
        this.connection = connection;
        this.dialect = dialect;
        this.config = config;
    }

    /** Says why no session was begun, where only what is unchecked can be thrown. */
    public static final class NotBegun extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotBegun(SQLException reason) {
            super(reason);
        }

        /** Returns why. */
        public SQLException reason() {
            return (SQLException) getCause();
        }
    }

    /** What all sessions of a database share. Thread-safe. */
    public static final class Known {
        /** So many texts are remembered; a test that makes up a new one each time has them read each time. */
        private static final int TEXTS = 1_000;

        private final Map<String, SqlText> texts = new ConcurrentHashMap<>();
        private volatile @Nullable Dialect dialect;

        private SqlText text(String sql) {
            SqlText read = texts.get(sql);
            if (read == null) {
                read = SqlText.of(sql);
                if (texts.size() < TEXTS) {
                    texts.put(sql, read);
                }
            }
            return read;
        }

        private Dialect dialect(Connection connection) throws SQLException {
            Dialect found = dialect;
            if (found == null) {
                // Two sessions may find out twice; either will do.
                found = Dialect.of(connection);
                dialect = found;
            }
            return found;
        }
    }

    /**
     * Takes a connection for an owner.
     *
     * @param known what the database's sessions before this one found out of it
     * @throws NotBegun if the database has none
     */
    public static Session begin(Owner owner, DataSource database, SandboxConfig config, Known known) {
        Connection connection = null;
        try {
            connection = database.getConnection();
            Dialect dialect = known.dialect(connection);
            dialect.begin(connection, new SessionSettings(config.isolation(), config.lockTimeout()));
            return new Session(owner, connection, dialect, config, known);
        } catch (SQLException e) {
            if (connection != null) {
                try {
                    connection.close();
                } catch (SQLException close) {
                    e.addSuppressed(close);
                }
            }
            throw new NotBegun(e);
        }
    }

    /** Returns a new logical connection, to be closed by whoever asked for it. */
    public Connection connect() {
        LogicalConnection logical = new LogicalConnection(this);
        open.add(logical);
        return logical.proxy();
    }

    Connection connection() {
        return connection;
    }

    /** Returns what a text of SQL does. */
    SqlText text(String sql) {
        return known.text(sql);
    }

    /** Is told what a statement does. */
    void does(SqlText sql) {
        schemaChanged |= sql.kind() == SqlText.Kind.SCHEMA;
        locks |= sql.locks();
    }

    /** Checks what a commit checks. */
    void emulateCommit() throws SQLException {
        dialect.emulateCommit(connection, schemaChanged);
    }

    Dialect dialect() {
        return dialect;
    }

    SandboxConfig config() {
        return config;
    }

    String nextSavepoint() {
        return "assay_" + savepoints.incrementAndGet();
    }

    void closed(LogicalConnection logical) {
        open.remove(logical);
    }

    void checkLive() throws SandboxException {
        Ending why = ended;
        if (why != null) {
            throw new SandboxException(Diagnosis.of("ASSAY-SQL-002", "a connection is used after its test has ended.")
                    .with("database", config.name())
                    .with("owner", owner)
                    .with("thread", Thread.currentThread().getName())
                    .with("ended", why)
                    .because("what the test did has been rolled back")
                    .toFix("wait in the test for what it started, such as executor.close() or future.join()")
                    .toFix("a longer time-out of the owner, if its time was over too early"));
        }
    }

    /** Waits until a connection has its turn; who has it already goes on. */
    void take(LogicalConnection logical) throws SandboxException {
        checkLive();
        if (isItsTurn(logical) || letInBetween(logical)) {
            return;
        }
        boolean taken;
        try {
            taken = turn.tryAcquire(config.waiting().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxException(waitedInVain("was interrupted while it waited"), e);
        }
        if (!taken) {
            throw new SandboxException(
                    waitedInVain("waited in vain for " + config.waiting().toMillis() + " ms"));
        }
        synchronized (this) {
            inTurn.addLast(logical);
        }
        if (ended != null) {
            give(logical);
            checkLive();
        }
    }

    private synchronized boolean isItsTurn(LogicalConnection logical) {
        return inTurn.peekLast() == logical;
    }

    private synchronized boolean letInBetween(LogicalConnection logical) {
        LogicalConnection holder = inTurn.peekLast();
        if (holder == null || holder.thread() != Thread.currentThread() || holder.isAtWork()) {
            return false;
        }
        inTurn.addLast(logical);
        return true;
    }

    /** Ends a connection's turn. */
    void give(LogicalConnection logical) {
        synchronized (this) {
            inTurn.remove(logical);
            if (!inTurn.isEmpty()) {
                return;
            }
        }
        turn.release();
    }

    /** Tells the transactions that are open around a connection's own that they hold what it has "committed". */
    synchronized void committedWithin(LogicalConnection logical, String what) {
        for (LogicalConnection around : inTurn) {
            if (around == logical) {
                return;
            }
            around.holds(what);
        }
    }

    private synchronized Diagnosis waitedInVain(String how) {
        LogicalConnection holder = inTurn.peekLast();
        Diagnosis told = Diagnosis.of("ASSAY-SQL-003", "a thread " + how + " for its test's connection.")
                .with("database", config.name())
                .with("owner", owner)
                .with("thread", Thread.currentThread().getName());
        if (holder != null) {
            told = told.with("in turn", holder).with("its thread", stackOf(holder.thread()));
        }
        return told.because("a test's connections are one in a sandbox, and a transaction keeps it until it ends")
                .toFix("end the one transaction before the other begins")
                .toFix("@Database(tier = CLONE), where each connection is one of its own");
    }

    private static String stackOf(Thread thread) {
        List<String> lines = new ArrayList<>(List.of(thread.getName()));
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (lines.size() < 12) {
                lines.add("  at " + frame);
            }
        }
        return String.join("\n", lines);
    }

    /** Runs a statement that is a transaction of its own: if it fails, it alone is undone. */
    <T> T guard(boolean reads, Dialect.Work<T> work) throws SQLException {
        if (!dirty) {
            return first(reads, work);
        } else if (reads && wayBack) {
            return again(work);
        }
        if (guards >= GUARDS && guards % GUARDS == 0 && isAlone()) {
            dialect.bundle(connection, guards == GUARDS);
        }
        guards++;
        wayBack = false;
        T result = dialect.guarded(connection, work);
        wayBack = reads && dialect.keepsGuards();
        return result;
    }

    /** Nothing has been done yet that could be lost: if it fails, everything is undone, which is nothing. */
    private <T> T first(boolean reads, Dialect.Work<T> work) throws SQLException {
        try {
            T result = work.run();
            dirty = !reads;
            return result;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }

    /** Nothing has been done since the guard of another statement that reads: if it fails, it goes back there. */
    private <T> T again(Dialect.Work<T> work) throws SQLException {
        try {
            return work.run();
        } catch (SQLException | RuntimeException e) {
            dialect.back(connection);
            throw e;
        }
    }

    /** Is told that a transaction begins, or goes on: what was a way back is none for who comes after it. */
    void dirty() {
        dirty = true;
        wayBack = false;
    }

    /** Tells whether no other connection's transaction is open around the one that has its turn. */
    private synchronized boolean isAlone() {
        return inTurn.size() == 1;
    }

    void running(@Nullable Statement statement) {
        running = statement;
    }

    @Override
    public void end(Ending why) throws SQLException {
        ended = why;
        boolean taken = stop();
        try {
            for (LogicalConnection logical : List.copyOf(open)) {
                logical.orphaned();
            }
            if (taken) {
                dialect.rollBack(connection, schemaChanged || locks);
            } else {
                // Whoever is at work with it does not stop: what is done is undone by the server, as for any lost
                // client.
                connection.abort(Runnable::run);
            }
        } finally {
            connection.close();
        }
    }

    /** Waits a little for who is at work, then stops it; tells whether nobody is any more. */
    private boolean stop() {
        try {
            if (turn.tryAcquire() || isNobodyAtWork() || turn.tryAcquire(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                return true;
            }
            Statement statement = running;
            if (statement != null) {
                statement.cancel();
            }
            return isNobodyAtWork() || turn.tryAcquire(GRACE_MILLIS, TimeUnit.MILLISECONDS) || isNobodyAtWork();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return isNobodyAtWork();
        } catch (SQLException e) {
            return false;
        }
    }

    private synchronized boolean isNobodyAtWork() {
        return inTurn.stream().noneMatch(LogicalConnection::isAtWork);
    }

    @Override
    public String toString() {
        return config.name() + " of " + owner;
    }
}
