package dev.assay.data;

import java.time.LocalDate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row whose fields are computed when asked for, and once.
 *
 * <p>For one thread, with the rows that it leads to.
 *
 * @since 0.1
 */
public interface Row {
    /** Returns the entity that the row is of. */
    Entity entity();

    /** Returns the row's number among those of its entity, from 0. */
    long index();

    /** Returns the day up to which things have happened. */
    LocalDate asOf();

    /**
     * Returns a field's value by its place in the entity.
     *
     * @throws IndexOutOfBoundsException if there is no such place
     */
    @Nullable Object get(int field);

    /**
     * Returns the value of a field, or of a calculation.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-003 if the entity has neither, ASSAY-DATA-004 if fields wait
     *     for each other
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
     * Returns the parent whose key a field holds.
     *
     * @param relation the field, or the relation's name
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-003 if the field is none that holds a parent's key
     * @throws NullPointerException if this row has no parent: ask {@link #get(String)} first where that may be
     * @throws IndexOutOfBoundsException if a rule made the key, and there is no such row
     */
    Row parent(String relation);

    /**
     * Returns the rows of which this one is the parent, in their order. Where children pick their parents, a dataset looks
     * at all of them once to know whose they are.
     *
     * @param entity the children's entity, by name
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-003 if its rows have no such parent, ASSAY-DATA-086 if they have
     *     several, none of which says how many children there are
     */
    Stream<Row> children(String entity);

    /**
     * Returns the rows of which this one is the parent by one relation, in their order: see {@link #children(String)}.
     *
     * @param relation the children's field that holds the parent's key, or the relation's name
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-003 if its rows have no such parent
     */
    Stream<Row> children(String entity, String relation);

    /** Returns the rows of which this one is the parent, in their order, by their record or class. */
    default Stream<Row> children(Class<?> entity) {
        return children(entity.getSimpleName());
    }

    /** Returns the rows of which this one is the parent by one relation, in their order, by their record or class. */
    default Stream<Row> children(Class<?> entity, String relation) {
        return children(entity.getSimpleName(), relation);
    }
}
