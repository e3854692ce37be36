package dev.assay.data;

import org.jspecify.annotations.Nullable;

/**
 * The keys of rows that are their number plus one: of the first rows the same object each time, as many children hold it.
 *
 * <p>Thread-safe: two threads may make one twice, and either will do.
 */
final class Keyed {
    private static final int KEPT = 1 << 14;

    private final Class<?> type;
    private final @Nullable Object[] known;

    Keyed(Class<?> type, long rows) {
        this.type = type;
        this.known = new Object[(int) Math.min(rows, KEPT)];
    }

    /** Tells whether half of so many keys, or more, are kept here. */
    boolean isFor(long rows) {
        return 2L * known.length >= Math.min(rows, KEPT);
    }

    /** Returns the key of a row. */
    Object of(long index) {
        if (index >= known.length) {
            return Columns.counted(type, index + 1);
        }
        Object key = known[(int) index];
        if (key == null) {
            key = Columns.counted(type, index + 1);
            known[(int) index] = key;
        }
        return key;
    }
}
