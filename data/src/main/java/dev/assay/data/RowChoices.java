package dev.assay.data;

import dev.assay.core.Choices;
import dev.assay.core.Seed;

/**
 * A field's own choices in a row: those of {@code Choices.of(Seed.bits(key, index))}, of which nothing is computed for a
 * rule that draws none.
 */
final class RowChoices implements Choices {
    private long key;
    private final long index;
    private int place;

    RowChoices(long key, long index) {
        this.key = key;
        this.index = index;
    }

    @Override
    public long below(long bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound (" + bound + ") must be at least 1");
        }
        if (place == 0) {
            key = Seed.bits(key, index);
        }
        return Seed.scale(Seed.bits(key, place++), bound);
    }
}
