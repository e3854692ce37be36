package dev.assay.data.load;

import dev.assay.data.Entity;
import dev.assay.data.Row;
import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A row whose keys, and those that it holds of others, have moved behind what a database has. */
final class ContinuedRow implements Row {
    private final Row row;
    private final @Nullable MovedKeys[] fields;

    ContinuedRow(Row row, @Nullable MovedKeys[] fields) {
        this.row = row;
        this.fields = fields;
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
        MovedKeys keys = fields[field];
        return keys != null && value instanceof Number number ? keys.moved(number) : value;
    }

    @Override
    public @Nullable Object get(String field) {
        int place = entity().indexOf(field);
        return place < 0 ? row.get(field) : get(place);
    }

    @Override
    public <T> T get(String field, Class<T> type) {
        return type.cast(Objects.requireNonNull(get(field), field));
    }

    @Override
    public Row parent(String relation) {
        return row.parent(relation);
    }

    @Override
    public Stream<Row> children(String entity) {
        return row.children(entity);
    }

    @Override
    public Stream<Row> children(String entity, String relation) {
        return row.children(entity, relation);
    }

    @Override
    public String toString() {
        return entity().name()
                + IntStream.range(0, fields.length)
                        .mapToObj(place -> String.valueOf(get(place)))
                        .collect(Collectors.joining(", ", "[", "]"));
    }
}
