package dev.assay.data;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * Which rows picked which parent: made when children are first asked for, by looking at every row's parent once. Takes
 * four bytes for each row and each parent. Immutable.
 */
final class PickedRows {
    /** The place behind the last child of each parent; of parent -1, who has none, at 0. */
    private final int[] ends;

    private final int[] rows;

    PickedRows(Table table, int link) {
        int[] parents = new int[Math.toIntExact(table.rows)];
        this.ends = new int[Math.toIntExact(Objects.requireNonNull(table.parents[link]).rows) + 1];
        for (int row = 0; row < parents.length; row++) {
            long parent = new TableRow(table, row).parent(link);
            // A rule may have made a key of no row.
            parents[row] = parent >= 0 && parent < ends.length - 1 ? (int) parent : -1;
            if (parents[row] >= 0) {
                ends[parents[row] + 1]++;
            }
        }
        for (int i = 1; i < ends.length; i++) {
            ends[i] += ends[i - 1];
        }
        this.rows = new int[ends[ends.length - 1]];
        // Filled from behind, so that each parent's rows are in their order, and ends become beginnings.
        for (int row = parents.length - 1; row >= 0; row--) {
            if (parents[row] >= 0) {
                rows[--ends[parents[row] + 1]] = row;
            }
        }
    }

    /** Returns the rows of a parent, in their order. */
    LongStream of(long parent) {
        int place = (int) parent + 1;
        int end = place + 1 < ends.length ? ends[place + 1] : rows.length;
        return Arrays.stream(rows, ends[place], end).asLongStream();
    }
}
