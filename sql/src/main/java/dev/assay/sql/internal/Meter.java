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
    private final LongAdder pooled = new LongAdder();
    private final LongAdder held = new LongAdder();
    private final LongAdder statements = new LongAdder();
    private final LongAdder worked = new LongAdder();
    private final LongAdder read = new LongAdder();
    private final LongAdder written = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder unclosed = new LongAdder();

    /** Is told how long it took to get a connection, and how long its owner had others since it was last asked. */
    void taken(long waited, long nanos) {
        highWater.accumulate(inUse.incrementAndGet());
        pooled.add(waited);
        held.add(nanos);
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

    void worked(long nanos) {
        worked.add(nanos);
    }

    void read(long rows) {
        read.add(rows);
    }

    void wrote(long rows) {
        written.add(rows);
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
                Duration.ofNanos(pooled.sum()),
                Duration.ofNanos(held.sum()),
                statements.sum(),
                Duration.ofNanos(worked.sum()),
                read.sum(),
                written.sum(),
                errors.sum(),
                unclosed.sum());
    }
}
