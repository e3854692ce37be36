package dev.assay.data;

/**
 * How rows come to their parents.
 *
 * @since 0.1
 */
public sealed interface Relation {
    /** Returns the parent's record. */
    Class<? extends Record> parent();

    /**
     * Each row picks a parent; the scenario says how many rows there are.
     *
     * @param skew the exponent of Zipf's law, 0 for all parents equally
     */
    record Picked(Class<? extends Record> parent, double skew) implements Relation {}

    /**
     * Each parent has a number of rows, one parent's after the other's.
     *
     * @param least how many at least, from 0
     * @param most how many at most
     */
    record Owned(Class<? extends Record> parent, int least, int most) implements Relation {}
}
