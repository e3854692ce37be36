package dev.assay.report;

import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;

/**
 * How many tests have which outcome.
 *
 * @param flaky how many of {@code passed} failed before
 * @since 0.1
 */
public record Counts(long passed, long failed, long aborted, long skipped, long lost, long notRun, long flaky) {
    /** No tests. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

    /** Adds a test if it has its outcome; an attempt that another follows does not count. */
    public Counts plus(RunEvent.TestFinished test) {
        if (!test.last()) {
            return this;
        }
        Outcome outcome = test.outcome();
        return new Counts(
                passed + one(outcome == Outcome.PASSED),
                failed + one(outcome == Outcome.FAILED),
                aborted + one(outcome == Outcome.ABORTED),
                skipped + one(outcome == Outcome.SKIPPED),
                lost + one(outcome == Outcome.LOST),
                notRun + one(outcome == Outcome.NOT_RUN),
                flaky + one(test.flaky()));
    }

    /** Returns how many tests have an outcome. */
    public long total() {
        return passed + failed + aborted + skipped + lost + notRun;
    }

    private static int one(boolean counts) {
        return counts ? 1 : 0;
    }
}
