package dev.assay.core;

/**
 * Where a {@link Gen} draws from: one bounded choice after the other.
 *
 * <p>Zero is the simplest choice. Whoever records choices and makes them smaller, to find the simplest value that still
 * fails, needs nothing else.
 *
 * <p>Not thread-safe; cheap enough to have one for every value.
 *
 * @since 0.1
 */
public interface Choices {
    /**
     * Chooses a number from 0 to one less than the bound, all equally likely.
     *
     * @param bound at least 1
     */
    long below(long bound);

    /** Chooses a number from 0, included, to 1, not included, evenly distributed, in steps of 2^-53. */
    default double unit() {
        return below(1L << 53) * 0x1p-53;
    }

    /**
     * Chooses whether something with a probability happens.
     *
     * @param probability from 0, never, to 1, always
     */
    default boolean chance(double probability) {
        // The simplest choice, 0, is that it does not.
        return unit() >= 1 - probability;
    }

    /** Returns choices that follow from a seed alone. */
    static Choices of(Seed seed) {
        return of(seed.key());
    }

    /** Returns choices that follow from a seed's key alone, without an object for the seed. */
    static Choices of(long key) {
        return new CountedChoices(key);
    }
}
