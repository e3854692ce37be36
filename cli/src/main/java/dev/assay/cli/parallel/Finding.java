package dev.assay.cli.parallel;

import java.util.List;

/**
 * A test that had not always the outcome of the first run.
 *
 * @param difference the test and its outcomes
 * @param cause when that happened
 * @param order of the round in which it did, as {@code --order} takes it
 * @param workers of that round
 * @param behind classes that ran before it in the same JVM there, and not in the first run; those that are known to have
 *     changed something first
 */
public record Finding(Difference difference, Cause cause, String order, int workers, List<String> behind) {
    /** When a test has another outcome. */
    public enum Cause {
        /** In another order, also with nothing beside it. */
        ORDER("order"),
        /** With other classes beside it, in JVMs of their own: they share what is outside of a JVM. */
        BESIDE("beside others"),
        /** With other classes beside it in one JVM. */
        ONE_JVM("in one JVM");

        private final String words;

        Cause(String words) {
            this.words = words;
        }

        /** Returns it as people read it. */
        public String words() {
            return words;
        }
    }

    /** Copies the list. */
    public Finding {
        behind = List.copyOf(behind);
    }
}
