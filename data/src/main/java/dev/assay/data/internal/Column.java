package dev.assay.data.internal;

import dev.assay.data.Row;
import org.jspecify.annotations.Nullable;

/** Says what a field holds in a row: {@link dev.assay.data.Rule} without an object for the chance. */
@FunctionalInterface
public interface Column {
    /**
     * Returns the value.
     *
     * @param bits 64 evenly distributed bits of the field's own in this row, with which a sequence can begin as well
     */
    @Nullable Object at(Row row, long bits);
}
