package dev.assay.report.terminal;

import dev.assay.event.RunEvent;

/**
 * How far a run has come, and how long it will still take.
 *
 * <p>With history, tests are counted against its number and time against its time; without, classes against the queue.
 */
final class Progress {
    private static final double TOO_EARLY = 0.1;

    private long expectedTests;
    private long expectedNanos;
    private long classes;
    private long classesDone;
    private long tests;

    void on(RunEvent event) {
        if (event instanceof RunEvent.TestFinished test) {
            tests += test.last() ? 1 : 0;
        } else if (event instanceof RunEvent.ClassFinished || event instanceof RunEvent.ClassNotRun) {
            classesDone++;
        } else if (event instanceof RunEvent.RunPlanned plan) {
            expectedTests = plan.expectedTests();
            expectedNanos = plan.expectedWallNanos();
            classes = plan.classes();
        }
    }

    /** Returns the part that is done, from 0 to 1; not 1 before the run is at its end. */
    double done() {
        double done = expectedTests > 0 ? ratio(tests, expectedTests) : ratio(classesDone, classes);
        boolean all = classes > 0 && classesDone >= classes;
        return all ? 1 : Math.min(done, 0.99);
    }

    /** {@code 23,601 / 57,446}, or where history knows no number {@code 23,601 tests in 12 / 240 classes}. */
    String counts() {
        if (expectedTests > 0) {
            return Wording.count(tests) + " / " + Wording.count(Math.max(tests, expectedTests));
        }
        return Wording.count(tests, "test", "tests") + " in " + Wording.count(classesDone) + " / "
                + Wording.count(classes) + " classes";
    }

    /** Says how long it will still take; empty while that is anybody's guess. */
    String left(long now) {
        if (expectedNanos > 0) {
            return now < expectedNanos
                    ? "about " + Wording.rough(expectedNanos - now) + " left"
                    : "expected " + Wording.rough(expectedNanos);
        }
        double done = done();
        return done < TOO_EARLY ? "" : "about " + Wording.rough((long) (now * (1 - done) / done)) + " left";
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
