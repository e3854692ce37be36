package dev.assay.data;

/**
 * The tables that a table has grown from, one after the other: which of them a row came with, in few steps however many
 * there are.
 *
 * <p>Each leads to the one before it, and to one further back (Myers, <em>An applicative random-access stack</em>, 1983).
 * Immutable.
 */
final class Lineage {
    private final Table table;

    /** The first row that came with the table. */
    private final long from;

    private final int depth;

    /** The one before, and one further back; the first leads to itself. */
    private final Lineage before;

    private final Lineage back;

    /** Begins with a table that has grown from nothing. */
    Lineage(Table table) {
        this.table = table;
        this.from = 0;
        this.depth = 0;
        this.before = this;
        this.back = this;
    }

    /** Goes on with a table that has grown from the last. */
    Lineage(Table table, Lineage before) {
        this.table = table;
        this.from = before.table.rows;
        this.depth = before.depth + 1;
        this.before = before;
        boolean even = before.depth - before.back.depth == before.back.depth - before.back.back.depth;
        this.back = even && before.depth > 0 ? before.back.back : before;
    }

    /** Returns the table that a row came with. */
    Table of(long row) {
        Lineage at = this;
        while (at.from > row) {
            at = at.back.from > row ? at.back : at.before;
        }
        return at.table;
    }

    /** Returns the first table. */
    Table first() {
        Lineage at = this;
        while (at.depth > 0) {
            at = at.back;
        }
        return at.table;
    }
}
