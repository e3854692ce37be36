package dev.assay.data.store;

import dev.assay.data.store.Index.Postings;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An entity's rows at one point in time.
 *
 * @param changed the values of rows that are not as in the base, and of those that are not in it
 * @param next the number of the next row
 * @param count how many rows are there
 * @param indexes the changed rows by their values
 */
record TableState(
        BaseTable table, Trie<@Nullable Object[]> changed, int next, int count, List<Trie<Postings>> indexes) {
    private static final @Nullable Object[] GONE = {};

    static TableState of(BaseTable table) {
        return new TableState(
                table, Trie.empty(), table.size, table.size, Collections.nCopies(table.indexes.size(), Trie.empty()));
    }

    /** Returns a row's values, which nobody may change; null if it is not there. */
    @Nullable Object @Nullable [] values(int row) {
        @Nullable Object[] values = changed.isEmpty() ? null : changed.get(row);
        if (values != null) {
            return values == GONE ? null : values;
        }
        return row >= 0 && row < table.size ? table.values(row) : null;
    }

    /** Returns the rows with a key, in order. */
    int[] rows(Index index, Object key) {
        int[] before = table.rows(index, key);
        if (changed.isEmpty()) {
            return before;
        }
        int[] since = Postings.get(indexes.get(index.number()), key);
        boolean touched = IntStream.of(before).anyMatch(row -> changed.get(row) != null);
        if (!touched && since.length == 0) {
            return before;
        }
        return IntStream.concat(IntStream.of(before).filter(row -> changed.get(row) == null), IntStream.of(since))
                .sorted()
                .toArray();
    }

    /**
     * Returns the rows with another one, or one more.
     *
     * @param valid whether conditions can be asked about it; if not, it is in no index for some rows
     */
    TableState with(State of, int row, @Nullable Object[] values, boolean valid) {
        return changed(of, row, values, valid);
    }

    TableState without(State of, int row) {
        return changed(of, row, GONE, false);
    }

    /** Leaves out all numbers up to one, as sequences do. */
    TableState from(int number) {
        return number <= next ? this : new TableState(table, changed, number, count, indexes);
    }

    private TableState changed(State of, int row, @Nullable Object[] values, boolean valid) {
        @Nullable Object[] before = changed.get(row);
        boolean wasThere = values(row) != null;
        List<Trie<Postings>> indexed = Arrays.asList(indexes.<Trie<Postings>>toArray(new Trie[0]));
        for (Index index : table.indexes) {
            Trie<Postings> all = indexed.get(index.number());
            Object old = before == null || before == GONE ? null : index.key(before);
            if (old != null) {
                all = Postings.remove(all, old, row);
            }
            Object key = values == GONE ? null : index.key(values);
            boolean counts = index.where() == null || valid && index.holds(new StoreRow(of, table, row, values));
            if (key != null && counts) {
                all = Postings.add(all, key, row);
            }
            indexed.set(index.number(), all);
        }
        int more = (values == GONE ? 0 : 1) - (wasThere ? 1 : 0);
        return new TableState(table, changed.with(row, values), Math.max(next, row + 1), count + more, indexed);
    }
}
