package dev.assay.data;

import dev.assay.core.Choices;
import dev.assay.core.Diagnosis;
import dev.assay.core.Seed;
import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A row while its fields are computed. */
final class TableRow implements Row {
    private static final Object NONE = new Object();
    private static final Object BEGUN = new Object();

    private final Table table;
    private final long index;
    private final @Nullable Object[] values;

    /** The number of each group plus one; 0 where it is not known yet. */
    private final long[] numbers;

    TableRow(Table table, long index) {
        this.table = table;
        this.index = index;
        this.values = new Object[table.columns.length];
        this.numbers = new long[table.groups];
    }

    @Override
    public long index() {
        return index;
    }

    @Override
    public LocalDate asOf() {
        return table.dataset.asOf();
    }

    long number(Numbering numbering) {
        long known = numbers[numbering.slot()];
        if (known == 0) {
            known = numbering.number(index) + 1;
            numbers[numbering.slot()] = known;
        }
        return known - 1;
    }

    boolean has(String field) {
        return table.entity.indexOf(field) >= 0;
    }

    @Nullable Object[] all() {
        @Nullable Object[] all = new Object[values.length];
        for (int column = 0; column < all.length; column++) {
            all[column] = get(column);
        }
        return all;
    }

    @Override
    public @Nullable Object get(String field) {
        return get(column(field, "a rule reads fields of its own row, or of a parent's or a child's"));
    }

    @Override
    public <T> T get(String field, Class<T> type) {
        return type.cast(Objects.requireNonNull(get(field), field));
    }

    private int column(String field, String why) {
        int column = table.entity.indexOf(field);
        if (column < 0) {
            throw table.entity.noSuchField(field, why);
        }
        return column;
    }

    private @Nullable Object get(int column) {
        Object known = values[column];
        if (known == BEGUN) {
            throw Diagnosis.of("ASSAY-DATA-004", "fields wait for each other.")
                    .with("entity", table.entity.name())
                    .with("field", table.entity.fields().get(column).name())
                    .with("row", index)
                    .because("its rule reads, at last, the field itself")
                    .toFix("let one of the rules read something else")
                    .exception();
        }
        if (known == null) {
            values[column] = BEGUN;
            Object value = table.columns[column].value(this, Choices.of(Seed.bits(table.keys[column], index)));
            values[column] = value == null ? NONE : value;
            return value;
        }
        return known == NONE ? null : known;
    }

    @Override
    public Row parent(String field) {
        String why = "it must be a field that holds a parent's key: one with @Parent";
        Field holder = table.entity.fields().get(column(field, why));
        Relation relation = holder.relation().orElseThrow(() -> table.entity.noSuchField(field, why));
        return table.dataset.row(relation.parent(), get(field, Number.class).longValue() - 1);
    }

    @Override
    public Stream<Row> children(Class<? extends Record> entity) {
        Table children = table.dataset.table(entity);
        OwnedRows owned = children.owned;
        if (owned == null
                || !children.entity
                        .owning()
                        .flatMap(Field::relation)
                        .orElseThrow()
                        .parent()
                        .equals(table.entity.type())) {
            throw children.entity.noSuchField(
                    "@Parent(value = " + table.entity.name() + ".class, most = ...)",
                    "only a declared number of children can be found from their parent");
        }
        long first = owned.first(index);
        return LongStream.range(first, first + owned.count(index)).mapToObj(child -> new TableRow(children, child));
    }
}
