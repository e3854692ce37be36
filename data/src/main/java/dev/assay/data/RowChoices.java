package dev.assay.data;

import dev.assay.core.Choices;
import dev.assay.core.Seed;
import org.jspecify.annotations.Nullable;

/**
 * The choices of a row's fields, of one field at a time: those of {@code Choices.of(Seed.bits(key, index))}, of which
 * nothing is computed for a rule that draws none.
 *
 * <p>A row has one of these and lends it to each rule: one for each rule would be most of what is allocated.
 */
final class RowChoices implements Choices {
    private final long index;

    /** The field's key; once it has drawn, what its draws follow from. */
    private long key;

    private int place;

    RowChoices(long index) {
        this.index = index;
    }

    /** Begins the choices of a field that nothing else is computed for meanwhile. */
    static Choices of(long key, long index) {
        RowChoices own = new RowChoices(index);
        own.key = key;
        return own;
    }

    /** Has a rule draw for a field, and goes on then for the rule that asked for that field. */
    @Nullable Object drawnBy(Rule rule, Row row, long field) {
        long askersKey = key;
        int askersPlace = place;
        key = field;
        place = 0;
        try {
            return rule.value(row, this);
        } finally {
            key = askersKey;
            place = askersPlace;
        }
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
