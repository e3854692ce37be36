package dev.assay.data.load;

import dev.assay.core.Diagnosis;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A load under way: counts rows, tells the listener, and stops when time is up or somebody cancels. For one thread. */
final class Course {
    private static final double SECOND = 1e9;

    private final Settings settings;
    private final long total;
    private final long began;
    private long rows;
    private long told;
    private boolean everTold;
    private Progress.Stage stage = Progress.Stage.ROWS;

    Course(Settings settings, long total) {
        this.settings = settings;
        this.total = total;
        this.began = settings.ticker().nanos();
    }

    Settings settings() {
        return settings;
    }

    long rows() {
        return rows;
    }

    /** Counts rows that are done. */
    void advance(long more) {
        rows += more;
        check();
        long now = settings.ticker().nanos();
        if (!everTold || now - told >= settings.pause()) {
            tell(now);
        }
    }

    void begin(Progress.Stage next) {
        check();
        stage = next;
        tell(settings.ticker().nanos());
    }

    /** Tells that all is done; what is there now can no more be stopped, whatever the listener throws. */
    LoadResult end(Plan plan) {
        stage = Progress.Stage.DONE;
        try {
            tell(settings.ticker().nanos());
        } catch (RuntimeException | AssertionError e) {
            everTold = true;
        }
        Map<String, Long> loaded = new LinkedHashMap<>();
        plan.spans().forEach(span -> loaded.put(span.entity().name(), span.rows()));
        return new LoadResult(loaded, took());
    }

    private void tell(long now) {
        Consumer<Progress> listener = settings.listener();
        if (listener != null) {
            everTold = true;
            told = now;
            double seconds = (now - began) / SECOND;
            double rate = seconds > 0 ? rows / seconds : 0;
            Duration left = rate > 0 ? Duration.ofMillis(Math.round((total - rows) / rate * 1000)) : Duration.ZERO;
            listener.accept(new Progress(rows, total, rate, left, stage));
        }
    }

    Duration took() {
        return Duration.ofNanos(settings.ticker().nanos() - began);
    }

    /** Returns how long the load may still take; null if for ever. */
    @Nullable Duration left() {
        Duration limit = settings.limit();
        return limit == null ? null : limit.minus(took());
    }

    /**
     * Stops the load if it has to.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-066 if time is up, ASSAY-DATA-067 if it is cancelled
     */
    void check() {
        Cancellation cancellation = settings.cancellation();
        boolean interrupted = Thread.currentThread().isInterrupted();
        if (interrupted || cancellation != null && cancellation.isCancelled()) {
            throw cancelled(interrupted ? "its thread was interrupted" : "somebody asked for it");
        }
        Duration left = left();
        if (left != null && left.isNegative()) {
            throw late();
        }
    }

    RuntimeException late() {
        return Diagnosis.of("ASSAY-DATA-066", "a load did not end in time.")
                .with("time", settings.limit())
                .with("rows", rows + " of " + total)
                .with("remains", "nothing of it")
                .because("a load is all or nothing, and had no more time for all")
                .toFix("load.within(Duration.ofMinutes(10))")
                .exception();
    }

    RuntimeException cancelled(String reason) {
        return Diagnosis.of("ASSAY-DATA-067", "a load was cancelled.")
                .with("rows", rows + " of " + total)
                .with("remains", "nothing of it")
                .because(reason)
                .exception();
    }
}
