package dev.assay.data.load;

import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Model;
import dev.assay.data.Row;
import java.util.stream.Stream;

/**
 * Where rows come from: a dataset, fixtures, or whatever else has rows in an order.
 *
 * <p>Asked by several threads at once.
 *
 * @since 0.1
 */
public interface RowSource {
    /** Returns what the rows are of. */
    Model model();

    /** Returns how many rows an entity has. */
    long count(Entity entity);

    /**
     * Returns some rows of an entity, in order.
     *
     * @param from the first row's index
     * @param to the index behind the last row's
     */
    Stream<Row> rows(Entity entity, long from, long to);

    /** Tells whether a row whose parent is of its own entity always comes behind it. */
    default boolean parentsFirst() {
        return false;
    }

    /** Returns a dataset's rows. */
    static RowSource of(Dataset dataset) {
        return new RowSource() {
            @Override
            public Model model() {
                return dataset.model();
            }

            @Override
            public long count(Entity entity) {
                return dataset.count(entity);
            }

            @Override
            public Stream<Row> rows(Entity entity, long from, long to) {
                return dataset.rows(entity, from, to);
            }

            @Override
            public boolean parentsFirst() {
                return true;
            }
        };
    }
}
