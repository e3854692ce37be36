package dev.assay.bench;

import java.util.Map;

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

    static Result of(Counts counts) {
        return new Result(counts, Map.of());
    }
}
