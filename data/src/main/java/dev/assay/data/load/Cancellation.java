package dev.assay.data.load;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stops a load from another thread: nothing of it remains then.
 *
 * <p>Thread-safe. Once cancelled, it stays so.
 *
 * @since 0.1
 */
public final class Cancellation {
    private final List<Runnable> waiting = new CopyOnWriteArrayList<>();
    private volatile boolean cancelled;

    /** Stops loads that were given this object, also those that have not begun. */
    public void cancel() {
        cancelled = true;
        waiting.forEach(Runnable::run);
    }

    /** Tells whether {@link #cancel} was called. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** Runs something on cancelling; closing what is returned takes it back, and waits for it if it runs. */
    Waiting onCancel(Runnable action) {
        Stop stop = new Stop(action);
        waiting.add(stop);
        return () -> {
            waiting.remove(stop);
            stop.close();
        };
    }

    /** Something to run as long as it is wanted. */
    private static final class Stop implements Runnable {
        private final Runnable action;
        private boolean closed;

        private Stop(Runnable action) {
            this.action = action;
        }

        @Override
        public synchronized void run() {
            if (!closed) {
                action.run();
            }
        }

        /** Waits for the action if it runs: it must not reach what its connection does for somebody else. */
        synchronized void close() {
            closed = true;
        }
    }

    /** What can be taken back. */
    interface Waiting extends AutoCloseable {
        @Override
        void close();
    }
}
