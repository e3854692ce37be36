package dev.assay.data.load;

import dev.assay.data.Row;

/** Writes a row as the bytes of a format. Used by several threads at once. */
@FunctionalInterface
interface RowEncoder {
    void row(Row row, Bytes out);
}
