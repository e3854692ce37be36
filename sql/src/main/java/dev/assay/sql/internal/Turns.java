package dev.assay.sql.internal;

import dev.assay.core.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to use an owner's one connection.
 *
 * <p>One logical connection has its turn at a time, first come first served, and keeps it for the whole of a transaction:
 * savepoints of two would not be last in, first out. A turn is a connection's, not a thread's, and goes with it from one
 * thread to another. A connection whose thread waits for itself otherwise, since the turn is that of another connection
 * that it left open (as {@code REQUIRES_NEW} does), is let in between. Thread-safe.
 */
final class Turns {
    private final Semaphore turn = new Semaphore(1, true);
    private final Use use;

    /** Whose turn it is: the first is who took it, the last who was let in between; guarded by this. */
    private final List<LogicalConnection> inTurn = new ArrayList<>(2);

    Turns(Use use) {
        this.use = use;
    }

    /** Waits until a connection has its turn, and tells whether it has; who has it already goes on. */
    boolean take(LogicalConnection logical, Duration most) throws InterruptedException {
        if (isLetIn(logical)) {
            return true;
        }
        // Without a time it would overtake those that wait.
        boolean taken = turn.tryAcquire(0, TimeUnit.NANOSECONDS);
        if (!taken) {
            long from = Ticker.SYSTEM.nanos();
            try {
                taken = turn.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS);
            } finally {
                use.waited(Ticker.SYSTEM.nanos() - from);
            }
        }
        if (taken) {
            synchronized (this) {
                inTurn.add(logical);
            }
        }
        return taken;
    }

    private synchronized boolean isLetIn(LogicalConnection logical) {
        LogicalConnection holder = holder();
        if (holder == null) {
            return false;
        } else if (holder == logical) {
            return true;
        } else if (holder.thread() != Thread.currentThread() || holder.isAtWork()) {
            return false;
        }
        if (!inTurn.contains(logical)) {
            inTurn.add(logical);
        }
        return true;
    }

    /** Ends a connection's turn, if it has one. */
    void give(LogicalConnection logical) {
        synchronized (this) {
            if (!inTurn.remove(logical) || !inTurn.isEmpty()) {
                return;
            }
        }
        turn.release();
    }

    /** Returns whose turn it is; null if it is nobody's. */
    synchronized @Nullable LogicalConnection holder() {
        return inTurn.isEmpty() ? null : inTurn.get(inTurn.size() - 1);
    }

    /** Returns those whose turn it is, those that were let in between last. */
    synchronized List<LogicalConnection> all() {
        return List.copyOf(inTurn);
    }

    /** Tells whether no other connection is let in between, or around the one that has its turn. */
    synchronized boolean isAlone() {
        return inTurn.size() == 1;
    }

    /** Waits a little until nobody is at work, so that nobody begins any more; tells whether nobody is. */
    boolean stop(long millis) throws InterruptedException {
        return turn.tryAcquire() || isNobodyAtWork() || turn.tryAcquire(millis, TimeUnit.MILLISECONDS);
    }

    private synchronized boolean isNobodyAtWork() {
        return inTurn.stream().noneMatch(LogicalConnection::isAtWork);
    }

    /** Wakes whoever waits, one after another, to be told that there are no turns any more. */
    void wake() {
        turn.release();
    }
}
