package dev.assay.core.ownership;

import dev.assay.core.Ticker;
import java.time.Duration;

/**
 * Has something done when some time is over.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Deadlines {
    /** Returns what cancels it. */
    Runnable after(Duration time, Runnable what);

    /** Keeps time by the machine's clock, to a quarter of a second, on one daemon thread that lives while it is needed. */
    static Deadlines real() {
        return new TickingDeadlines(Ticker.SYSTEM);
    }
}
