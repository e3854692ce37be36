package dev.assay.data;

import org.jspecify.annotations.Nullable;

/**
 * A dataset's rows, entity by entity, each value computed once although rules of several rows may read it.
 *
 * <p>What was begun for the sake of another row waits here until its own entity is asked for, and rows that are made as
 * long as others, which are not, may ask for them as their parents. Thread-safe.
 *
 * @since 0.1
 */
public final class AllRows {
    private final Dataset dataset;

    /** By the table's number. */
    private final @Nullable TableRow[] @Nullable [] begun;

    private final @Nullable Object[] @Nullable [][] made;

    AllRows(Dataset dataset) {
        this.dataset = dataset;
        int tables = dataset.tables().size();
        this.begun = new TableRow[tables][];
        this.made = new Object[tables][][];
    }

    /** Returns what each field holds in each row of an entity. The arrays are shared: nobody may change them. */
    public synchronized @Nullable Object[][] of(Entity entity) {
        Table table = dataset.table(entity);
        @Nullable Object[][] known = made[table.number];
        if (known == null) {
            known = new Object[Math.toIntExact(table.rows)][];
            for (int i = 0; i < known.length; i++) {
                known[i] = row(table, i).make();
            }
            made[table.number] = known;
            forget();
        }
        return known;
    }

    /** Returns a row that others ask for: what is known of it is not computed again. For whoever makes rows. */
    TableRow row(Table table, long index) {
        @Nullable TableRow[] rows = begun[table.number];
        if (rows == null) {
            @Nullable Object[][] known = made[table.number];
            // Where parents are picked again, they are known only with what they were drawn with.
            if (known != null && !table.picksAgain()) {
                return new TableRow(table, index, this, known[(int) index]);
            }
            rows = new TableRow[Math.toIntExact(table.rows)];
            begun[table.number] = rows;
        }
        TableRow row = rows[(int) index];
        if (row == null) {
            row = new TableRow(table, index, this);
            rows[(int) index] = row;
        }
        return row;
    }

    /** Lets go of rows that are made, but for parents of those that are not. */
    private void forget() {
        boolean[] needed = new boolean[made.length];
        for (Table table : dataset.tables()) {
            if (made[table.number] == null) {
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
