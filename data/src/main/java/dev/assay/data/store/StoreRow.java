package dev.assay.data.store;

import dev.assay.data.Calculation;
import dev.assay.data.Entity;
import dev.assay.data.Relation;
import dev.assay.data.Row;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A row as it was when it was read, among the others as they were then. Immutable. */
final class StoreRow implements Row {
    private final State state;
    private final BaseTable table;
    private final int index;
    private final @Nullable Object[] values;

    StoreRow(State state, BaseTable table, int index, @Nullable Object[] values) {
        this.state = state;
        this.table = table;
        this.index = index;
        this.values = values;
    }

    State state() {
        return state;
    }

    BaseTable table() {
        return table;
    }

    /** Returns the values, which nobody may change. */
    @Nullable Object[] values() {
        return values;
    }

    @Override
    public Entity entity() {
        return table.entity;
    }

    @Override
    public long index() {
        return index;
    }

    @Override
    public LocalDate asOf() {
        return state.base().dataset.asOf();
    }

    @Override
    public @Nullable Object get(int field) {
        // Tests share rows, so that each gets a copy of what it could change.
        return table.mutable[field] ? Values.copy(values[field]) : values[field];
    }

    @Override
    public @Nullable Object get(String field) {
        Integer place = table.places.get(field);
        if (place != null) {
            return get(place);
        }
        for (Calculation calculation : table.entity.calculations()) {
            if (calculation.name().equals(field)) {
                // What is not the state's own, because it is about to change, is not remembered for it.
                boolean own = state.at(table).values(index) == values;
                return own
                        ? Values.copy(state.calculated(calculation, this))
                        : calculation.value().apply(this);
            }
        }
        // Throws: there is none.
        return table.entity.field(field);
    }

    @Override
    public <T> T get(String field, Class<T> type) {
        return type.cast(Objects.requireNonNull(get(field), field));
    }

    @Override
    public Row parent(String relation) {
        for (BaseTable.Link link : table.parents) {
            Relation each = link.relation();
            if (each.name().equals(relation) || each.fields().contains(relation)) {
                Row parent = parent(link);
                if (parent == null) {
                    throw new NullPointerException(link + " of row " + index);
                }
                return parent;
            }
        }
        throw Relations.none(table, relation);
    }

    /** Returns the parent; null if there is none. */
    @Nullable StoreRow parent(BaseTable.Link link) {
        Object key = link.in().key(values);
        return key == null ? null : state.row(link.parents(), link.target(), key);
    }

    @Override
    public Stream<Row> children(String entity) {
        return childrenBy(entity, null);
    }

    @Override
    public Stream<Row> children(String entity, String relation) {
        return childrenBy(entity, relation);
    }

    private Stream<Row> childrenBy(String entity, @Nullable String named) {
        BaseTable.Link only = null;
        Relation meant = null;
        for (BaseTable.Link link : table.children) {
            if (link.of().entity.name().equals(entity)) {
                meant = meant == null ? link.of().entity.relationTo(table.entity, named) : meant;
                only = link.relation().name().equals(meant.name()) ? link : only;
            }
        }
        if (only == null) {
            throw Relations.none(table, entity);
        }
        return children(only).map(row -> row);
    }

    Stream<StoreRow> children(BaseTable.Link link) {
        Object key = link.target().key(values);
        return key == null ? Stream.empty() : state.rows(link.of(), link.in(), key);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoreRow row
                && table == row.table
                && index == row.index
                && Arrays.deepEquals(values, row.values);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(values) * 31 + index;
    }

    @Override
    public String toString() {
        return table.entity.name() + Arrays.toString(values);
    }
}
