package dev.assay.data;

import org.jspecify.annotations.Nullable;

/**
 * A dataset's rows, each value computed once although rules of several rows may read it.
 *
 * <p>An entity's rows are made in order, some at a time, so that who looks at one after the other finds what was made just
 * now. What was begun for the sake of another row waits here until its own turn comes, and rows that are made as long as
 * others, which are not, may ask for them as their parents. Thread-safe.
 *
 * @since 0.1
 */
public final class AllRows {
    /** How many rows are made at a time: few enough that a processor still has the first at hand after the last. */
    private static final int SOME = 64;

    private final Dataset dataset;

    /** By the table's number. */
    private final @Nullable TableRow[] @Nullable [] begun;

    private final Rows[] rows;

    AllRows(Dataset dataset) {
        this.dataset = dataset;
        this.rows = new Rows[dataset.tables().size()];
        for (Table table : dataset.tables()) {
            rows[table.number] = new Rows(table);
        }
        this.begun = new TableRow[rows.length][];
    }

    /** Returns the rows of an entity. */
    public Rows of(Entity entity) {
        return rows[dataset.table(entity).number];
    }

    /** An entity's rows. */
    public final class Rows {
        private final Table table;
        private @Nullable Object[][] made = {};

        /** How many are made; written behind them, so that who reads it sees them. */
        private volatile int ready;

        private Rows(Table table) {
            this.table = table;
        }

        /**
         * Returns what each field holds in a row, and makes it if need be. The array is shared: nobody may change it.
         *
         * @throws IndexOutOfBoundsException if there is no such row
         */
        public @Nullable Object[] get(int row) {
            return row < ready ? made[row] : make(row);
        }

        private @Nullable Object[] make(int row) {
            table.check(row);
            synchronized (AllRows.this) {
                int size = Math.toIntExact(table.rows);
                if (made.length < size) {
                    made = new Object[size][];
                }
                for (int i = ready; i <= row; i = ready) {
                    int end = Math.min(i + SOME, size);
                    for (int next = i; next < end; next++) {
                        made[next] = row(table, next).make();
                    }
                    ready = end;
                }
                if (ready == size) {
                    forget();
                }
                return made[row];
            }
        }

        private boolean isMade() {
            return ready == table.rows;
        }
    }

    /** Returns a row that others ask for: what is known of it is not computed again. For whoever makes rows. */
    TableRow row(Table table, long index) {
        @Nullable TableRow[] waiting = begun[table.number];
        if (waiting == null) {
            Rows own = rows[table.number];
            // Where parents are picked again, they are known only with what they were drawn with.
            if (own.isMade() && !table.picksAgain()) {
                return new TableRow(table, index, this, own.made[(int) index]);
            }
            waiting = new TableRow[Math.toIntExact(table.rows)];
            begun[table.number] = waiting;
        }
        TableRow row = waiting[(int) index];
        if (row == null) {
            row = new TableRow(table, index, this);
            waiting[(int) index] = row;
        }
        return row;
    }

    /** Lets go of rows that are made, but for parents of those that are not. */
    private void forget() {
        boolean[] needed = new boolean[rows.length];
        for (Table table : dataset.tables()) {
            if (!rows[table.number].isMade()) {
                needed[table.number] = true;
                for (Table parents : table.parents) {
                    if (parents != null) {
                        needed[parents.number] = true;
                    }
                }
            }
        }
        for (int i = 0; i < needed.length; i++) {
            if (!needed[i]) {
                begun[i] = null;
            }
        }
    }
}
