package dev.assay.core.ownership;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Has something done when some time is over.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Deadlines {
    /** Returns what cancels it. */
    Runnable after(Duration time, Runnable what);

    /** Keeps time by the machine's clock, on one daemon thread that lives while it is needed. */
    static Deadlines real() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(null, task, "assay-owners", 0, false);
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(5, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return (time, what) -> {
            Future<?> waiting = timer.schedule(what, time.toNanos(), TimeUnit.NANOSECONDS);
            return () -> waiting.cancel(false);
        };
    }
}
