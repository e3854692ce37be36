package dev.assay.bench.measure;

import java.util.List;

/**
 * Values of one measure, in the order of the rounds.
 *
 * @param values at least one
 * @since 0.1
 */
public record Series(List<Double> values) {
    /**
     * Copies the values.
     *
     * @throws IllegalArgumentException if there are none
     */
    public Series {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a series needs at least one value");
        }
        values = List.copyOf(values);
    }

    /** Returns the middle value, or the mean of the two in the middle. */
    public double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Returns the smallest value. */
    public double min() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    /** Returns the largest value. */
    public double max() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
