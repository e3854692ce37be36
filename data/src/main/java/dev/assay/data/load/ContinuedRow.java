package dev.assay.data.load;

import dev.assay.data.Calculation;
import dev.assay.data.Entity;
import dev.assay.data.Row;
import java.time.LocalDate;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row whose keys, and those that it holds of others, have moved behind what a database has; so have those of its parents
 * and children, and what is calculated from them.
 *
 * <p>Of a parent that the database has already, the rest is what the dataset has there, which may not be what the table has.
 */
final class ContinuedRow implements Row {
    private final Row row;
    private final Function<Entity, @Nullable MovedKeys[]> keys;
    private final @Nullable MovedKeys[] fields;

    /**
     * Takes a row of a dataset.
     *
     * @param fields how the keys in each field of its entity move; null for a field that holds none
     * @param keys the same of any entity
     */
    ContinuedRow(Row row, @Nullable MovedKeys[] fields, Function<Entity, @Nullable MovedKeys[]> keys) {
        this.row = row;
        this.fields = fields;
        this.keys = keys;
    }

    @Override
    public Entity entity() {
        return row.entity();
    }

    @Override
    public long index() {
        return row.index();
    }

    @Override
    public LocalDate asOf() {
        return row.asOf();
    }

    @Override
    public @Nullable Object get(int field) {
        Object value = row.get(field);
        MovedKeys moved = fields[field];
        return moved != null && value instanceof Number number ? moved.moved(number) : value;
    }

    @Override
    public @Nullable Object get(String field) {
        int place = entity().indexOf(field);
        if (place >= 0) {
            return get(place);
        }
        for (Calculation calculation : entity().calculations()) {
            if (calculation.name().equals(field)) {
                return calculation.value().apply(this);
            }
        }
        return row.get(field);
    }

    @Override
    public <T> T get(String field, Class<T> type) {
        return type.cast(Objects.requireNonNull(get(field), field));
    }

    @Override
    public Row parent(String relation) {
        return moved(row.parent(relation));
    }

    @Override
    public Stream<Row> children(String entity) {
        return row.children(entity).map(this::moved);
    }

    @Override
    public Stream<Row> children(String entity, String relation) {
        return row.children(entity, relation).map(this::moved);
    }

    private Row moved(Row other) {
        return new ContinuedRow(other, keys.apply(other.entity()), keys);
    }

    @Override
    public String toString() {
        return entity().name()
                + IntStream.range(0, fields.length)
                        .mapToObj(place -> String.valueOf(get(place)))
                        .collect(Collectors.joining(", ", "[", "]"));
    }
}
