package dev.assay.data;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a row that is not part of a dataset stands among: what is told of it, and the rows around it.
 *
 * <p>A store asks a dataset for what is not told of a new row, see {@link Dataset#row(Entity, long, Surroundings)}.
 *
 * @since 0.1
 */
public interface Surroundings {
    /** Returns the value that is told of a field, empty for no value; null if the dataset is to compute it. */
    @SuppressWarnings("OptionalAssignedToNull") // a value may be told to be none
    @Nullable Optional<Object> told(String field);

    /** Returns the row's parent. */
    Row parent(Relation relation);

    /** Returns the row's children by one of the relations of their entity. */
    Stream<Row> children(Entity entity, Relation relation);
}
