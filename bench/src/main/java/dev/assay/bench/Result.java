package dev.assay.bench;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a contender says of its own run.
 *
 * @param counts how many tests it counted
 * @param facts what else it measured, by name; milliseconds where the name ends in {@code _ms}
 */
record Result(Counts counts, Map<String, Double> facts) {
    Result {
        facts = Map.copyOf(facts);
    }

    /** Says what a program measured that runs no tests. */
    static Result of(Map<String, Double> facts) {
        return new Result(Counts.NONE, facts);
    }

    static Result of(Counts counts) {
        return new Result(counts, Map.of());
    }

    @Override
    public String toString() {
        if (!counts.equals(Counts.NONE)) {
            return String.format(Locale.ROOT, "%,d tests, %d failed", counts.tests(), counts.failed());
        }
        return facts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(fact -> fact.getKey() + " " + Numbers.measure(fact.getValue()))
                .collect(Collectors.joining(", "));
    }
}
