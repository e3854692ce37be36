package dev.assay.event;

import java.util.Locale;

/**
 * How a discovered test ended. Every discovered test has exactly one.
 *
 * @since 0.1
 */
public enum Outcome {
    /** Ran to its end. A pass after a failed attempt is flaky: {@link RunEvent.TestFinished#flaky()}. */
    PASSED,
    /** Threw, or was ended by the test time-out. */
    FAILED,
    /** An assumption did not hold. */
    ABORTED,
    /** Disabled, or skipped by a condition. */
    SKIPPED,
    /** Its worker died while it ran. */
    LOST,
    /** Never started, for the reason given: fail-fast, an interrupt, or its container failed. */
    NOT_RUN;

    /** Returns it as people read it: {@code not run}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Tells whether a run with such a test is not green. */
    public boolean isBad() {
        return this == FAILED || this == LOST;
    }
}
