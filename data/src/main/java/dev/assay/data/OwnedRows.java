package dev.assay.data;

import dev.assay.core.Seed;

/**
 * Which rows belong to which parent, where each parent has from least to most, one parent's behind the other's.
 *
 * <p>A parent's number follows from the key and the parent. Sums are kept for every 16th parent alone, so that a hundred
 * million rows take a few megabytes.
 */
final class OwnedRows {
    private static final int STRIDE = 16;

    private final long key;
    private final Relation.Owned kind;
    private final int[] told;
    private final long[] sums;
    private final long rows;

    /** Who was asked for last: most often the next one is the same, or its neighbour. Threads may see another's. */
    private Block last = new Block(0, 0, 0);

    /** A parent's rows. */
    private record Block(long parent, long first, long end) {}

    /**
     * Counts the rows.
     *
     * @param told how many rows each of the first parents has; -1 where nothing else is said of it
     */
    OwnedRows(long key, long parents, Relation.Owned kind, int[] told) {
        this.key = key;
        this.kind = kind;
        this.told = told;
        this.sums = new long[Math.toIntExact(parents / STRIDE + 1)];
        long sum = 0;
        for (long parent = 0; parent < parents; parent++) {
            if (parent % STRIDE == 0) {
                sums[(int) (parent / STRIDE)] = sum;
            }
            sum += count(parent);
        }
        this.rows = sum;
        if (parents % STRIDE == 0) {
            sums[(int) (parents / STRIDE)] = sum;
        }
    }

    /** Returns how many rows there are in all. */
    long rows() {
        return rows;
    }

    /** Returns how many rows a parent has. */
    long count(long parent) {
        if (parent < told.length && told[(int) parent] >= 0) {
            return told[(int) parent];
        }
        return count(key, kind, parent);
    }

    /** Returns how many rows a parent has of whom nothing is told. */
    static long count(long key, Relation.Owned kind, long parent) {
        long span = (long) kind.most() - kind.least() + 1;
        return kind.least() + (span == 1 ? 0 : Seed.scale(Seed.bits(key, parent), span));
    }

    /** Returns a parent's first row; also of parents that are not there yet. */
    long first(long parent) {
        Block near = last;
        if (near.parent == parent && near.end > near.first) {
            return near.first;
        } else if (near.parent == parent - 1 && near.end > near.first) {
            return near.end;
        }
        int known = (int) Math.min(parent / STRIDE, sums.length - 1);
        long first = sums[known];
        for (long before = (long) known * STRIDE; before < parent; before++) {
            first += count(before);
        }
        return first;
    }

    /** Returns a row's parent; also of rows that are not there yet. */
    long parent(long row) {
        Block near = last;
        if (row >= near.first && row < near.end) {
            return near.parent;
        }
        long parent;
        long end;
        if (row == near.end && near.end > near.first) {
            parent = near.parent + 1;
            end = row + count(parent);
        } else {
            int known = before(row);
            parent = (long) known * STRIDE;
            end = sums[known] + count(parent);
        }
        // Where nobody else has any, those who are told some still do.
        while (end <= row && (kind.most() > 0 || parent + 1 < told.length)) {
            parent++;
            end += count(parent);
        }
        last = new Block(parent, end - count(parent), end);
        return parent;
    }

    /** Returns the last sum that is not behind a row. */
    private int before(long row) {
        int low = 0;
        int high = sums.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (sums[middle] <= row) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
