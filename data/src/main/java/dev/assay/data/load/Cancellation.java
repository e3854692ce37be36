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

    /** Runs something on cancelling; closing what is returned takes it back. */
    Waiting onCancel(Runnable action) {
        waiting.add(action);
        return () -> waiting.remove(action);
    }

    /** What can be taken back. */
    interface Waiting extends AutoCloseable {
        @Override
        void close();
    }
}
