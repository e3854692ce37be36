package dev.assay.data.load;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of PostgreSQL's.
 *
 * @param oid its number
 * @param simple whether it is no partition, has none, and is no foreign table
 * @param types how values are written, in the order of its targets; null if binary COPY does not know one of the types
 */
record PostgresTable(
        LiveTable live, long oid, boolean simple, @Nullable List<CopyType> types) {
    String name() {
        return live.name();
    }
}
