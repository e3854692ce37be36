package dev.assay.data.load;

import dev.assay.core.Diagnosis;
import dev.assay.data.Calculation;
import dev.assay.data.Entity;
import dev.assay.data.Relation;
import dev.assay.data.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A row that stood in a file. Its parents and children are looked for among the others. */
final class FixtureRow implements Row {
    private final Fixtures fixtures;
    private final Entity entity;
    private final int index;

    FixtureRow(Fixtures fixtures, Entity entity, int index) {
        this.fixtures = fixtures;
        this.entity = entity;
        this.index = index;
    }

    @Override
    public Entity entity() {
        return entity;
    }

    @Override
    public long index() {
        return index;
    }

    @Override
    public LocalDate asOf() {
        return fixtures.asOf();
    }

    @Override
    public @Nullable Object get(int field) {
        return fixtures.value(entity, index, field);
    }

    @Override
    public @Nullable Object get(String field) {
        int place = entity.indexOf(field);
        if (place >= 0) {
            return get(place);
        }
        for (Calculation calculation : entity.calculations()) {
            if (calculation.name().equals(field)) {
                return calculation.value().apply(this);
            }
        }
        // Says that there is no such field.
        entity.field(field);
        return null;
    }

    @Override
    public <T> T get(String field, Class<T> type) {
        return type.cast(Objects.requireNonNull(get(field), field));
    }

    @Override
    public Row parent(String relation) {
        Relation known = entity.relations().stream()
                .filter(each -> each.name().equals(relation) || each.fields().contains(relation))
                .findFirst()
                .orElseThrow(() -> Diagnosis.of("ASSAY-DATA-003", "an entity has no such field.")
                        .with("entity", entity.name())
                        .with("field", relation)
                        .because("it must be a field that holds a parent's key: one with @Parent")
                        .exception());
        List<Object> key = values(this, known.fields());
        if (key.contains(null)) {
            throw new NullPointerException(entity.name() + "." + relation + " of row " + index);
        }
        Entity parent = fixtures.model().entity(known.parent());
        return fixtures.rows(parent).stream()
                .filter(row -> values(row, referred(known, parent)).equals(key))
                .findFirst()
                .orElseThrow(() -> new IndexOutOfBoundsException(
                        "the fixtures have no " + parent.name() + " with the key " + key));
    }

    private static List<String> referred(Relation relation, Entity parent) {
        return relation.parentFields().isEmpty() ? parent.key() : relation.parentFields();
    }

    private static List<Object> values(Row row, List<String> fields) {
        List<Object> values = new ArrayList<>();
        fields.forEach(field -> values.add(row.get(field)));
        return values;
    }

    @Override
    public Stream<Row> children(String of) {
        Entity children = fixtures.model().entity(of);
        return children(children, children.relationTo(entity, null));
    }

    @Override
    public Stream<Row> children(String of, String relation) {
        Entity children = fixtures.model().entity(of);
        return children(children, children.relationTo(entity, relation));
    }

    private Stream<Row> children(Entity children, Relation relation) {
        List<Object> key = values(this, referred(relation, entity));
        return fixtures.rows(children).stream()
                .filter(row -> values(row, relation.fields()).equals(key));
    }

    @Override
    public String toString() {
        List<String> fields = entity.fields().stream().map(each -> each.name()).toList();
        return entity.name() + values(this, fields);
    }
}
