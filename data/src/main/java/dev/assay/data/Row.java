package dev.assay.data;

import java.time.LocalDate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of a dataset, whose fields are computed when asked for, and once.
 *
 * <p>For one thread.
 *
 * @since 0.1
 */
public interface Row {
    /** Returns the row's number among those of its entity, from 0. */
    long index();

    /** Returns the day up to which things have happened in this dataset. */
    LocalDate asOf();

    /**
     * Returns a field's value.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-003 if the entity has no such field, ASSAY-DATA-004 if fields
     *     wait for each other
     */
    @Nullable Object get(String field);

    /**
     * Returns a field's value as what it is.
     *
     * @throws ClassCastException if it is something else
     * @throws NullPointerException if it has none
     */
    <T> T get(String field, Class<T> type);

    /**
     * Returns the row whose key a field holds.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-003 if the field is none that holds a parent's key
     * @throws NullPointerException if this row has no parent: ask {@link #get(String)} first where that may be
     * @throws IndexOutOfBoundsException if a rule made the key, and there is no such row
     */
    Row parent(String field);

    /**
     * Returns the rows of which this one is the parent, in their order.
     *
     * @param entity the children's record
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-003 if it has no field with a key of this row's entity that a
     *     number of children was declared for
     */
    Stream<Row> children(Class<? extends Record> entity);
}
