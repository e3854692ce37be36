package dev.assay.history;

import dev.assay.event.Outcome;

/** How a static test ended in one run, the best first; the order is that of a file of history. */
enum Mark {
    /** It did not run. */
    NONE(Outcome.NOT_RUN),
    SKIPPED(Outcome.SKIPPED),
    ABORTED(Outcome.ABORTED),
    PASSED(Outcome.PASSED),
    FLAKY(Outcome.PASSED),
    FAILED(Outcome.FAILED),
    LOST(Outcome.LOST);

    private static final Mark[] ALL = values();

    /** How many there are. */
    static final int COUNT = ALL.length;

    private final Outcome outcome;

    Mark(Outcome outcome) {
        this.outcome = outcome;
    }

    static Mark of(Outcome outcome, boolean flaky) {
        return switch (outcome) {
            case PASSED -> flaky ? FLAKY : PASSED;
            case FAILED -> FAILED;
            case ABORTED -> ABORTED;
            case SKIPPED -> SKIPPED;
            case LOST -> LOST;
            case NOT_RUN -> NONE;
        };
    }

    static Mark at(int ordinal) {
        if (ordinal < 0 || ordinal >= ALL.length) {
            throw new DamagedException("no outcome has the number " + ordinal);
        }
        return ALL[ordinal];
    }

    Outcome outcome() {
        return outcome;
    }

    boolean isBad() {
        return outcome.isBad();
    }

    Mark worse(Mark other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
