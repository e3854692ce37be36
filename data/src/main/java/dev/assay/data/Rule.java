package dev.assay.data;

import dev.assay.core.Choices;
import dev.assay.core.Gen;
import org.jspecify.annotations.Nullable;

/**
 * Says what a field holds, as a function of the row.
 *
 * <p>A rule may read other fields of its row, of the row's parents and of its children, as long as no two wait for each
 * other. It must be a pure function: of the row and of its own choices, which follow from the dataset's seed, the entity's
 * and the field's name, and the row's number.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Rule {
    /**
     * Returns the field's value in a row.
     *
     * @param own the field's own choices, while this call lasts
     */
    @Nullable Object value(Row row, Choices own);

    /** Draws each value from a generator. */
    static Rule of(Gen<?> generator) {
        return (row, own) -> generator.draw(own);
    }

    /** Has the same value in each row. */
    static Rule always(@Nullable Object value) {
        return (row, own) -> value;
    }
}
