package dev.assay.data;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A dataset's rows for someone who looks at all of them: what a row asks of its parents and children is computed once,
 * for them and for all who ask.
 *
 * <p>It keeps the rows of each entity that has no more than {@value #KEPT} for as long as it lives. Values are those of
 * the dataset. For one thread.
 *
 * @since 0.1
 */
public final class Walk {
    /** How many rows of an entity are kept at most; where there are more, each is computed when it is reached. */
    public static final int KEPT = 1 << 18;

    private final Dataset dataset;
    private final Map<Table, @Nullable TableRow[]> known = new HashMap<>();

    Walk(Dataset dataset) {
        this.dataset = dataset;
    }

    /** Returns all rows of an entity, in order; sequentially, as this is for one thread. */
    public Stream<Row> rows(Entity entity) {
        Table table = dataset.table(entity);
        return LongStream.range(0, table.rows).mapToObj(index -> row(table, index));
    }

    TableRow row(Table table, long index) {
        if (table.rows > KEPT || index >= table.rows) {
            return new TableRow(table, index, this);
        }
        @Nullable TableRow[] rows = known.computeIfAbsent(table, unknown -> new TableRow[(int) table.rows]);
        TableRow row = rows[(int) index];
        if (row == null) {
            row = new TableRow(table, index, this);
            rows[(int) index] = row;
        }
        return row;
    }
}
