package dev.assay.sql.internal;

import dev.assay.core.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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
    private final Use use;
    private final ReentrantLock lock = new ReentrantLock();

    /** Is told whenever somebody who waits may go on. */
    private final Condition changed = lock.newCondition();

    /** Whose turn it is: the first is who took it, the last who was let in between; guarded by the lock. */
    private final List<LogicalConnection> inTurn = new ArrayList<>(2);

    /** The places of those that wait, in order; guarded by the lock. */
    private final Deque<Object> waiting = new ArrayDeque<>(2);

    /** Whether there are no turns any more; guarded by the lock. */
    private boolean over;

    Turns(Use use) {
        this.use = use;
    }

    /** Waits until a connection has its turn, and tells whether it has; who has it already goes on. */
    boolean take(LogicalConnection logical, Duration most) throws InterruptedException {
        lock.lock();
        try {
            if (isLetIn(logical)) {
                return true;
            } else if (inTurn.isEmpty() && waiting.isEmpty()) {
                inTurn.add(logical);
                return true;
            }
            return await(logical, most);
        } finally {
            lock.unlock();
        }
    }

    private boolean isLetIn(LogicalConnection logical) {
        LogicalConnection holder = innermost();
        if (holder == null) {
            return false;
        } else if (holder == logical) {
            return true;
        } else if (!holder.isOf(Thread.currentThread()) || holder.isAtWork()) {
            return false;
        }
        if (!inTurn.contains(logical)) {
            inTurn.add(logical);
        }
        return true;
    }

    private boolean await(LogicalConnection logical, Duration most) throws InterruptedException {
        Object place = new Object();
        long from = Ticker.SYSTEM.nanos();
        long left = most.toNanos();
        waiting.add(place);
        try {
            // Its own turn may come back while it waits, when the one ends that was let in between.
            while (!over && innermost() != logical) {
                if (inTurn.isEmpty() && waiting.peekFirst() == place) {
                    inTurn.add(logical);
                } else if (left <= 0) {
                    return false;
                } else {
                    left = changed.awaitNanos(left);
                }
            }
            return true;
        } finally {
            waiting.remove(place);
            changed.signalAll();
            use.waited(Ticker.SYSTEM.nanos() - from);
        }
    }

    /** Ends a connection's turn, if it has one. */
    void give(LogicalConnection logical) {
        lock.lock();
        try {
            if (inTurn.remove(logical)) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns whose turn it is; null if it is nobody's. */
    @Nullable LogicalConnection holder() {
        lock.lock();
        try {
            return innermost();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable LogicalConnection innermost() {
        return inTurn.isEmpty() ? null : inTurn.get(inTurn.size() - 1);
    }

    /** Waits a little until nobody is at work; tells whether nobody is. */
    boolean stop(long millis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (inTurn.stream().anyMatch(LogicalConnection::isAtWork)) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes whoever waits, to be told that there are no turns any more. */
    void wake() {
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
