package dev.assay.sql.internal;

import dev.assay.core.Diagnosis;
import dev.assay.core.Ticker;
import dev.assay.core.ownership.Ending;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.Place;
import dev.assay.core.ownership.Resource;
import dev.assay.sql.SandboxConfig;
import dev.assay.sql.SandboxConfig.Unclosed;
import dev.assay.sql.SandboxException;
import dev.assay.sql.Tier;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * An owner's one connection of a database, in the one transaction that is rolled back at the end.
 *
 * <p>It is longer than most classes, since everything that must be done once at the beginning, around each statement and
 * at the end is done here.
 */
public final class Session implements Resource {
    /** So many dead connections a pool may give away until none is asked for any more. */
    private static final int DEAD = 50;

    /** How long whoever is at work when the owner ends may go on. */
    private static final long GRACE_MILLIS = 200;

    private final Owner owner;
    private final Connection connection;
    private final Dialect dialect;
    private final SandboxConfig config;
    private final Refusals refusals;
    private final Known known;
    private final Use use;
    private final Turns turns;
    private final Guards guards;
    private final Schema schema;

    /** The server's process that works for it; 0 if it has none. */
    private final int process;

    /** Whom the last statement that took long waited for. */
    private volatile List<String> blockers = List.of();

    /** When the statement began that runs; 0 if none does. */
    private volatile long runningSince;

    private final Set<LogicalConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong savepoints = new AtomicLong();
    private volatile @Nullable Statement running;
    private volatile @Nullable Ending ended;

    /** Whether the test was told that its connection is gone. */
    private volatile boolean gone;

    /** What the database undid all of the test's work for. */
    private volatile @Nullable Diagnosis undone;

    /** The open transactions, in the order in which they began. Used by who has its turn alone. */
    private final List<LogicalTransaction> transactions = new ArrayList<>(2);

    /** Temporary tables that each commit empties. Used by who has its turn alone. */
    private final Set<String> emptied = new LinkedHashSet<>();

    /** Whether a statement may have taken a lock of the session's. Used by who has its turn alone. */
    private boolean locks;

    /** Whether a statement may have prepared another one by name. Used by who has its turn alone. */
    private boolean prepares;

    /** Whether a statement may have changed the schema. Used by who has its turn alone. */
    private boolean schemaChanged;

    /** Whether a statement may have said when constraints are checked. Used by who has its turn alone. */
    private boolean setConstraints;

    /** Whether somebody has had the driver's own connection, and may have it still. */
    private volatile boolean unwrapped;

    /** What the database calls the transaction, once somebody has had the driver's own connection. */
    private volatile @Nullable String transaction;

    /** Whether the data source's connections begin with autocommit, and so the logical ones. */
    private final boolean autoCommit;

    private Session(
            Owner owner,
            Connection connection,
            boolean autoCommit,
            Dialect dialect,
            SandboxConfig config,
            Known known,
            Use use)
            throws SQLException {
        this.autoCommit = autoCommit;
        this.process = config.lockTimeout().isZero() ? 0 : dialect.process(connection);
        this.known = known;
        this.use = use;
        this.owner = owner;
        this.connection = connection;
        this.dialect = dialect;
        this.config = config;
        this.refusals = new Refusals(config.name());
        this.turns = new Turns(use);
        this.guards = new Guards(this, connection, dialect);
        this.schema = new Schema(connection, dialect);
    }

    /** Says why no session was begun, where only what is unchecked can be thrown. */
    public static final class NotBegun extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final SQLException reason;

        NotBegun(SQLException reason) {
            super(reason);
            this.reason = reason;
        }

        /** Returns why. */
        public SQLException reason() {
            return reason;
        }
    }

    /**
     * Takes a connection for an owner.
     *
     * @param known what the database's sessions before this one found out of it
     * @throws NotBegun if the database has none
     */
    public static Session begin(Owner owner, DataSource database, SandboxConfig config, Known known) {
        Use use = known.use(owner, Tier.SANDBOX);
        for (int more = DEAD; ; more--) {
            long asked = Ticker.SYSTEM.nanos();
            Connection connection = taken(owner, database, config, known);
            long waited = Ticker.SYSTEM.nanos() - asked;
            try {
                Session begun = begun(owner, connection, config, known, use);
                use.taken(waited);
                return begun;
            } catch (SQLException e) {
                close(connection, e);
                // A pool does not look whether one lives that was used a moment ago: its server may have died since.
                if (more == 0 || !Trouble.isGone(e)) {
                    throw new NotBegun(e);
                }
            } catch (RuntimeException | Error e) {
                close(connection, e);
                throw e;
            }
        }
    }

    private static Connection taken(Owner owner, DataSource database, SandboxConfig config, Known known) {
        try {
            return database.getConnection();
        } catch (SQLException e) {
            throw new NotBegun(
                    new Refusals(config.name()).none(e, owner, known.metrics().inUse()));
        }
    }

    private static Session begun(Owner owner, Connection connection, SandboxConfig config, Known known, Use use)
            throws SQLException {
        Dialect dialect = known.dialect(connection);
        boolean autoCommit = connection.getAutoCommit();
        dialect.begin(connection, new SessionSettings(config.isolation(), config.lockTimeout()));
        use.server(ServerLimit.of(connection));
        Session begun = new Session(owner, connection, autoCommit, dialect, config, known, use);
        if (begun.process != 0) {
            known.blockers().begin(begun.process, begun);
        }
        return begun;
    }

    private static void close(Connection connection, Throwable because) {
        try {
            connection.close();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    /** Returns a new logical connection, to be closed by whoever asked for it. */
    public Connection connect() {
        LogicalConnection logical = new LogicalConnection(this, Place.here());
        open.add(logical);
        use.opened(logical.place());
        return logical.proxy();
    }

    Connection connection() {
        return connection;
    }

    Owner owner() {
        return owner;
    }

    Dialect dialect() {
        return dialect;
    }

    SandboxConfig config() {
        return config;
    }

    Refusals refusals() {
        return refusals;
    }

    Turns turns() {
        return turns;
    }

    Guards guards() {
        return guards;
    }

    Schema schema() {
        return schema;
    }

    boolean autoCommit() {
        return autoCommit;
    }

    Use use() {
        return use;
    }

    SqlText text(String sql) {
        return known.text(sql);
    }

    void report(Diagnosis diagnosis) {
        known.report(diagnosis);
    }

    String nextSavepoint() {
        return "assay_" + savepoints.incrementAndGet();
    }

    void closed(LogicalConnection logical) {
        open.remove(logical);
        use.closed(logical.place());
    }

    boolean isLive() {
        return ended == null;
    }

    void checkLive() throws SandboxException {
        Ending why = ended;
        if (why != null) {
            throw refusals.ended(owner, why);
        }
        Diagnosis gone = undone;
        if (gone != null) {
            throw new SandboxException(gone);
        }
    }

    /** Waits until a connection has its turn; who has it already goes on. */
    void take(LogicalConnection logical) throws SandboxException {
        checkLive();
        boolean taken;
        try {
            taken = turns.take(logical, config.waiting()) || isAbandoned() && turns.take(logical, Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxException(waited("was interrupted while it waited"), e);
        }
        if (!taken) {
            throw new SandboxException(
                    waited("waited in vain for " + config.waiting().toMillis() + " ms"));
        }
        if (ended != null) {
            turns.give(logical);
            checkLive();
        }
    }

    private Diagnosis waited(String how) {
        return refusals.waited(how, owner, turns.holder());
    }

    /** Undoes the transaction of a thread that has died, which nobody else has gone on with all the time. */
    private synchronized boolean isAbandoned() {
        LogicalConnection holder = turns.holder();
        return holder != null && holder.isLeft() && holder.abandon();
    }

    /** Is told what a statement does. */
    void does(SqlText sql) throws SandboxException {
        schemaChanged |= sql.kind() == SqlText.Kind.SCHEMA;
        locks |= sql.has(SqlText.Trait.LOCKS);
        prepares |= sql.has(SqlText.Trait.PREPARES);
        setConstraints |= sql.words(SqlText.Kind.SESSION).startsWith("SET CONSTRAINTS");
    }

    /** Has something done with the connection, whose turn it is. */
    <T> T work(LogicalConnection logical, SqlText sql, @Nullable Statement statement, Dialect.Work<T> work)
            throws SQLException {
        logical.atWork(true);
        long began = 0;
        try {
            // Whoever ends the owner looks who is at work after saying so.
            checkLive();
            checkNotLost();
            guards.heal();
            schema.turnTo(logical.schema());
            running = statement;
            blockers = List.of();
            began = Ticker.SYSTEM.nanos();
            runningSince = began;
            T result = work.run();
            // What the driver asks by itself may need no transaction.
            if (statement != null || !dialect.isLost(connection)) {
                guards.begun();
            }
            checkNotLost();
            watch();
            return result;
        } catch (SQLException e) {
            SQLException told = explained(e, logical, sql);
            try {
                watch();
            } catch (SQLException another) {
                told.addSuppressed(another);
            }
            throw told;
        } finally {
            if (began != 0) {
                use.worked(Ticker.SYSTEM.nanos() - began);
            }
            running = null;
            runningSince = 0;
            logical.atWork(false);
        }
    }

    /** Tells whether a statement has run for so long. */
    boolean isSlow(long now, long nanos) {
        long began = runningSince;
        return began != 0 && now - began > nanos;
    }

    /** Is told whom the statement that runs waits for. */
    void blockedBy(List<String> owners) {
        blockers = owners;
    }

    /** Checks that nobody has ended the transaction. */
    void checkNotLost() throws SQLException {
        if (guards.isBegun() && dialect.isLost(connection)) {
            throw refusals.lost("connection of " + this);
        }
    }

    private SQLException explained(SQLException error, LogicalConnection logical, SqlText sql) {
        Ending why = ended;
        if (error instanceof SandboxException) {
            return error;
        } else if (why != null) {
            return refusals.atWork(error, owner, why, logical, sql.words());
        } else if (Trouble.isGone(error)) {
            gone = true;
            return refusals.gone(error, owner);
        } else if (Trouble.isDeadlock(error)) {
            SandboxException told = refusals.deadlock(error, owner);
            undone = told.diagnosis();
            return told;
        } else if (Trouble.isOfTransaction(error) && !logical.hasTransaction()) {
            return refusals.notHere(error, sql.words());
        } else if (Trouble.isLocked(error) && !config.lockTimeout().isZero() && !sql.has(SqlText.Trait.SKIPS)) {
            return Trouble.locked(error, config, blockers);
        }
        return error;
    }

    boolean hasTransactions() {
        return !transactions.isEmpty();
    }

    /** Returns the transaction that all others are around; null if none is open. */
    @Nullable LogicalTransaction innermost() {
        return transactions.isEmpty() ? null : transactions.get(transactions.size() - 1);
    }

    void began(LogicalTransaction transaction) {
        transactions.add(transaction);
    }

    void ended(LogicalTransaction transaction) {
        transactions.remove(transaction);
        guards.dirty();
        guardDriver();
        turns.give(transaction.connection());
    }

    private void guardDriver() {
        try {
            guards.guardDriver();
        } catch (SQLException e) {
            // It is broken, and the next statement says so.
            return;
        }
    }

    boolean isOutermost(LogicalTransaction transaction) {
        return transactions.indexOf(transaction) == 0;
    }

    /** Returns the transactions that are open and began within another. */
    List<LogicalTransaction> within(LogicalTransaction transaction) {
        int at = transactions.indexOf(transaction);
        return at < 0 ? List.of() : List.copyOf(transactions.subList(at + 1, transactions.size()));
    }

    /** Tells all open transactions that they hold what has been "committed". */
    void did(String what) {
        transactions.forEach(each -> each.holds(what));
    }

    /** Tells those that began within a transaction that they hold what it did meanwhile. */
    void did(LogicalTransaction transaction, String what) {
        if (transactions.size() > 1) {
            within(transaction).forEach(each -> each.holds(what));
        }
    }

    /** Checks that a statement would skip no lock that another connection of the owner has. */
    void checkSkips(SqlText sql, @Nullable LogicalTransaction own) throws SandboxException {
        if (!transactions.isEmpty() && sql.has(SqlText.Trait.SKIPS)) {
            for (LogicalTransaction each : transactions) {
                if (each != own && each.hasChanged()) {
                    throw refusals.skipped(sql.words());
                }
            }
        }
    }

    Dialect.Deferrable deferrable() throws SQLException {
        return dialect.deferrable(connection, schemaChanged);
    }

    boolean setConstraints() {
        return setConstraints;
    }

    /** Adds temporary tables that each commit empties, and returns all of them. */
    Set<String> emptied(Set<String> more) {
        emptied.addAll(more);
        return emptied;
    }

    /** Is told that somebody gets the driver's own connection, with which anything can be done. */
    void unwrapped() throws SQLException {
        guards.dirty();
        locks = true;
        unwrapped = true;
        guards.heal();
        watch();
    }

    /**
     * Makes sure that what is done with the driver's own connection is noticed, if somebody has it: a commit by the
     * transaction's name, which an aborted one cannot be asked for, and what fails by a way back.
     */
    private void watch() throws SQLException {
        if (!unwrapped || dialect.isFailed(connection)) {
            return;
        }
        if (transaction == null) {
            transaction = dialect.transaction(connection);
            guards.begun();
        }
        if (transaction != null) {
            guards.mark();
        }
    }

    @Override
    public void end(Ending why) throws SQLException {
        ended = why;
        List<LogicalConnection> left = List.copyOf(open);
        boolean stopped = false;
        try {
            stopped = isStopped();
            left.forEach(LogicalConnection::orphaned);
            if (stopped) {
                rollBack();
            }
        } finally {
            try {
                giveBack(stopped);
            } finally {
                use.givenBack();
                known.blockers().end(process, this);
                turns.wake();
            }
        }
        if (why == Ending.CLOSED && !left.isEmpty()) {
            tell(left);
        }
    }

    private void giveBack(boolean stopped) throws SQLException {
        if (stopped && !unwrapped) {
            connection.close();
            return;
        }
        // Whoever is at work with it does not stop: what is done is undone by the server, as for any lost client. And
        // whoever has the driver's own connection could go on with it as the next test does.
        try {
            connection.abort(Runnable::run);
        } finally {
            closeAborted();
        }
    }

    private void closeAborted() {
        try {
            connection.close();
        } catch (SQLException e) {
            // A pool would clean it first, and lets go of it as it cannot.
        }
    }

    /** Waits a little for who is at work, then stops it; tells whether nobody is any more. */
    private boolean isStopped() {
        try {
            if (turns.stop(GRACE_MILLIS)) {
                return true;
            }
            Statement statement = running;
            if (statement != null) {
                statement.cancel();
            }
            return turns.stop(GRACE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (SQLException e) {
            return false;
        }
    }

    private void rollBack() throws SQLException {
        if (gone || connection.isClosed()) {
            // The server has undone what was done, as for any lost client.
            if (!gone) {
                throw refusals.gone(new SQLException("the connection has been closed", "08003"), owner);
            }
            return;
        }
        boolean lost = guards.isBegun() && dialect.isLost(connection);
        dialect.rollBack(connection, schemaChanged || locks);
        schema.end();
        if (prepares) {
            dialect.deallocate(connection);
        }
        String name = transaction;
        lost |= name != null && dialect.isCommitted(connection, name);
        if (!autoCommit) {
            connection.setAutoCommit(false);
        }
        if (lost) {
            throw refusals.lost("connection of " + this);
        }
    }

    private void tell(List<LogicalConnection> left) throws SandboxException {
        use.unclosed(left.size());
        if (config.unclosed() != Unclosed.IGNORE) {
            Diagnosis told = refusals.unclosed(owner, left);
            if (config.unclosed() == Unclosed.REFUSE) {
                throw new SandboxException(told);
            }
            known.report(told);
        }
    }

    @Override
    public String toString() {
        return config.name() + " of " + owner;
    }
}
