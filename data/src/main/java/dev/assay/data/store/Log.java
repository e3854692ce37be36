package dev.assay.data.store;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.core.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state that is current, and who may replace it: one thread at a time, whose transaction only it sees.
 *
 * <p>Going back is taking the state that was.
 */
final class Log {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Duration patience;
    private final Ticker ticker;
    private final State first;
    private final ReentrantLock lock = new ReentrantLock();

    /** What everybody sees; null once closed. */
    private volatile @Nullable State committed;

    /** What the thread sees that holds the lock, while its transaction lasts. */
    private @Nullable State working;

    Log(State first) {
        this(first, PATIENCE, Ticker.SYSTEM);
    }

    /** Begins with a state; writes wait for others so long. */
    Log(State first, Duration patience, Ticker ticker) {
        this.ticker = ticker;
        this.first = first;
        this.committed = first;
        this.patience = patience;
    }

    /** Returns the state that this began with. */
    State first() {
        return first;
    }

    State state() {
        if (lock.isHeldByCurrentThread() && working != null) {
            return working;
        }
        State now = committed;
        if (now == null) {
            throw closed();
        }
        return now;
    }

    private static DiagnosisException closed() {
        return Diagnosis.of("ASSAY-DATA-053", "a store is used after it was closed.")
                .because("its rows went with the test that it was for")
                .toFix("Store.of(dataset) in the test that uses it")
                .exception();
    }

    /** Replaces the state that the write or transaction of this thread has come to. */
    void to(State next) {
        working = next;
    }

    /** Does all of a write or nothing of it. */
    <R> R write(Supplier<R> body) {
        lock();
        State outer = working;
        boolean kept = false;
        try {
            working = state();
            R result = body.get();
            kept = true;
            return result;
        } finally {
            end(outer, kept);
            lock.unlock();
        }
    }

    /** Does as {@link #write}, and ends there where it is asked to go back. */
    <T> Optional<T> transaction(Supplier<T> body) {
        try {
            return write(() -> Optional.ofNullable(body.get()));
        } catch (Rollback asked) {
            return Optional.empty();
        }
    }

    private void end(@Nullable State outer, boolean kept) {
        State last = working;
        if (outer == null) {
            working = null;
            if (kept && committed != null) {
                committed = last;
            }
        } else if (!kept) {
            working = outer;
        }
    }

    private void lock() {
        // A thread that is interrupted may write what it need not wait for.
        if (lock.tryLock()) {
            return;
        }
        long began = ticker.nanos();
        String why = "a transaction is its thread's alone until it ends";
        try {
            if (lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            why = "the thread was interrupted while it waited";
        }
        long waited = TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - began);
        throw Diagnosis.of("ASSAY-DATA-056", "a write waits for another thread's transaction.")
                .with("waited", waited + " ms")
                .because(why)
                .toFix("write in the thread that began the transaction")
                .toFix("end the transaction before waiting for other threads")
                .exception();
    }

    void close() {
        committed = null;
    }
}
