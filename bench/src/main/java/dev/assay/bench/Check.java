package dev.assay.bench;

/**
 * A row of what was to be reached.
 *
 * @param work what was measured
 * @param target what was to be reached, in words
 * @param measured what was reached, in words
 * @param met whether it is enough
 */
record Check(String work, String target, String measured, boolean met) {
    static Check atMost(String work, String target, double limit, double value, String unit) {
        return new Check(work, target, Numbers.measure(value) + unit, value <= limit);
    }

    static Check atLeast(String work, String target, double limit, double value, String unit) {
        return new Check(work, target, Numbers.measure(value) + unit, value >= limit);
    }

    /** Says that a row could not be measured: not met, with the reason. */
    static Check missing(String work, String target, String reason) {
        return new Check(work, target, "not measured: " + reason, false);
    }
}
