package dev.assay.core.ownership;

import dev.assay.core.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks a few times a second what is due. A test sets a deadline and cancels it a millisecond later, thousands of times:
 * a timer that is told of each would be woken for each.
 */
final class TickingDeadlines implements Deadlines {
    private static final long TICK_MILLIS = 250;

    private final Ticker ticker;
    private final Map<Object, Deadline> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, TickingDeadlines::thread);

    private record Deadline(long nanos, Runnable what) {}

    TickingDeadlines(Ticker ticker) {
        this.ticker = ticker;
        timer.setKeepAliveTime(5, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /** Returns a thread that inherits nobody's owner. */
    private static Thread thread(Runnable task) {
        Thread thread = new Thread(null, task, "assay-owners", 0, false);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public Runnable after(Duration time, Runnable what) {
        Object key = new Object();
        waiting.put(key, new Deadline(ticker.nanos() + time.toNanos(), what));
        if (ticking.compareAndSet(false, true)) {
            timer.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
        return () -> waiting.remove(key);
    }

    private void tick() {
        long now = ticker.nanos();
        for (Map.Entry<Object, Deadline> each : waiting.entrySet()) {
            if (each.getValue().nanos - now <= 0 && waiting.remove(each.getKey()) != null) {
                // On a thread of its own: what hangs keeps nothing else from being done.
                thread(each.getValue().what).start();
            }
        }
        ticking.set(false);
        if (!waiting.isEmpty() && ticking.compareAndSet(false, true)) {
            timer.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
