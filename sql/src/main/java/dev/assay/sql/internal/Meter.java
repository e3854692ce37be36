package dev.assay.sql.internal;

import dev.assay.sql.SandboxMetrics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a sandbox does. Thread-safe. */
final class Meter {
    private final AtomicInteger inUse = new AtomicInteger();
    private final LongAccumulator highWater = new LongAccumulator(Math::max, 0);
    private final LongAdder waits = new LongAdder();
    private final LongAdder waited = new LongAdder();
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);
    private final LongAdder held = new LongAdder();
    private final LongAdder statements = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder unclosed = new LongAdder();

    void taken() {
        highWater.accumulate(inUse.incrementAndGet());
    }

    void givenBack(long nanos) {
        inUse.decrementAndGet();
        held.add(nanos);
    }

    void waited(long nanos) {
        waits.increment();
        waited.add(nanos);
        longest.accumulate(nanos);
    }

    void statement() {
        statements.increment();
    }

    void rows(long changed) {
        if (changed > 0) {
            rows.add(changed);
        }
    }

    void error() {
        errors.increment();
    }

    void unclosed(int connections) {
        unclosed.add(connections);
    }

    SandboxMetrics read() {
        return new SandboxMetrics(
                inUse.get(),
                highWater.intValue(),
                waits.sum(),
                Duration.ofNanos(waited.sum()),
                Duration.ofNanos(longest.get()),
                Duration.ofNanos(held.sum()),
                statements.sum(),
                rows.sum(),
                errors.sum(),
                unclosed.sum());
    }
}
