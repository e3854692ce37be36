package dev.assay.data;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dataset's rows, entity by entity, each value computed once although rules of several rows may read it.
 *
 * <p>What was begun for the sake of another row waits here until its own entity is asked for. Thread-safe.
 *
 * @since 0.1
 */
public final class AllRows {
    private final Dataset dataset;
    private final Map<Table, TableRow[]> begun = new HashMap<>();
    private final Map<Table, @Nullable Object[][]> made = new HashMap<>();

    AllRows(Dataset dataset) {
        this.dataset = dataset;
    }

    /** Returns what each field holds in each row of an entity. The arrays are shared: nobody may change them. */
    public synchronized @Nullable Object[][] of(Entity entity) {
        Table table = dataset.table(entity);
        @Nullable Object[][] known = made.get(table);
        if (known == null) {
            known = new Object[Math.toIntExact(table.rows)][];
            for (int i = 0; i < known.length; i++) {
                known[i] = row(table, i).values();
            }
            made.put(table, known);
            begun.remove(table);
        }
        return known;
    }

    /** Returns a row that others ask for: what is known of it is not computed again. For whoever makes rows. */
    TableRow row(Table table, long index) {
        @Nullable Object[][] known = made.get(table);
        if (known != null) {
            return new TableRow(table, index, this, known[(int) index]);
        }
        TableRow[] rows = begun.computeIfAbsent(table, unknown -> new TableRow[Math.toIntExact(table.rows)]);
        TableRow row = rows[(int) index];
        if (row == null) {
            row = new TableRow(table, index, this, null);
            rows[(int) index] = row;
        }
        return row;
    }
}
