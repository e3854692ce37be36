package dev.assay.data.store;

import dev.assay.data.Calculation;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All rows of a store at one point in time: those of the base, but for some that were changed.
 *
 * <p>Immutable: a change makes another, so that whoever reads sees all or nothing of it, and going back is taking the
 * state that was.
 */
final class State {
    private static final Object NONE = new Object();

    private final Base base;
    private final TableState[] tables;

    /** What calculations gave, as long as nothing changes. */
    private final Map<Asked, Object> calculated = new ConcurrentHashMap<>();

    private record Asked(Calculation calculation, BaseTable table, int row) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Asked asked
                    && calculation == asked.calculation
                    && table == asked.table
                    && row == asked.row;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(calculation) * 31 + row * 0x9E3779B9;
        }
    }

    private State(Base base, TableState[] tables) {
        this.base = base;
        this.tables = tables;
    }

    static State of(Base base) {
        return new State(base, base.tables.values().stream().map(TableState::of).toArray(TableState[]::new));
    }

    Base base() {
        return base;
    }

    TableState at(BaseTable table) {
        return tables[table.number];
    }

    /** Returns a state with another row, or one more, in all indexes if conditions can be asked about it. */
    State with(BaseTable table, int row, @Nullable Object[] values, boolean valid) {
        return with(table, at(table).with(this, row, values, valid));
    }

    State without(BaseTable table, int row) {
        return with(table, at(table).without(this, row));
    }

    /** Returns a state in which the table's next number is this one, or a later one. */
    State from(BaseTable table, int number) {
        TableState now = at(table);
        TableState later = now.from(number);
        return later == now ? this : with(table, later);
    }

    private State with(BaseTable table, TableState changed) {
        TableState[] all = tables.clone();
        all[table.number] = changed;
        return new State(base, all);
    }

    /** Returns a row; null if it is not there. */
    @Nullable StoreRow row(BaseTable table, int row) {
        @Nullable Object @Nullable [] values = at(table).values(row);
        return values == null ? null : new StoreRow(this, table, row, values);
    }

    /** Returns all rows of a table, in order. */
    Stream<StoreRow> rows(BaseTable table) {
        TableState state = at(table);
        if (state.changed().isEmpty()) {
            return IntStream.range(0, table.size).mapToObj(row -> new StoreRow(this, table, row, table.values(row)));
        }
        return IntStream.range(0, state.next())
                .mapToObj(row -> row(table, row))
                .filter(row -> row != null)
                .map(row -> (StoreRow) row);
    }

    /** Returns the rows with a key, in order. */
    Stream<StoreRow> rows(BaseTable table, Index index, Object key) {
        return Arrays.stream(at(table).rows(index, key))
                .mapToObj(row -> row(table, row))
                .filter(row -> row != null)
                .map(row -> (StoreRow) row);
    }

    /** Returns the row with a key; null if there is none. */
    @Nullable StoreRow row(BaseTable table, Index index, Object key) {
        int[] found = at(table).rows(index, key);
        return found.length == 0 ? null : row(table, found[0]);
    }

    /** Returns what a calculation gives for a row, computed once. */
    @Nullable Object calculated(Calculation calculation, StoreRow row) {
        Asked asked = new Asked(calculation, row.table(), (int) row.index());
        Object known = calculated.get(asked);
        if (known == null) {
            // Calculations ask for others, so that nothing may be locked meanwhile.
            Object value = calculation.value().apply(row);
            known = value == null ? NONE : value;
            calculated.put(asked, known);
        }
        return known == NONE ? null : known;
    }
}
