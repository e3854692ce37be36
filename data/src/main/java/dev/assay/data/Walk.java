package dev.assay.data;

import java.util.Objects;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Goes through rows in their order, those of one owner with the same row for it, so that what they read of it is computed
 * once. A split begins with an owner of its own, so that parallel streams share none between threads.
 */
final class Walk implements Spliterator<TableRow> {
    private final Table table;
    private long at;
    private final long end;
    private @Nullable TableRow owner;
    private long ownerEnd;

    private Walk(Table table, long from, long to) {
        this.table = table;
        this.at = from;
        this.end = to;
    }

    /** Returns rows from one to before another. */
    static Stream<TableRow> over(Table table, long from, long to) {
        return StreamSupport.stream(new Walk(table, from, to), false);
    }

    @Override
    public boolean tryAdvance(Consumer<? super TableRow> action) {
        if (at >= end) {
            return false;
        }
        action.accept(next());
        return true;
    }

    private TableRow next() {
        long index = at++;
        if (table.owner < 0) {
            return new TableRow(table, index);
        }
        OwnedRows owned = Objects.requireNonNull(table.owned);
        TableRow of = owner;
        if (of == null || index >= ownerEnd) {
            long parent = of == null ? owned.parent(index) : of.index() + 1;
            while (of != null && owned.count(parent) == 0) {
                parent++;
            }
            ownerEnd = of == null ? owned.first(parent) + owned.count(parent) : ownerEnd + owned.count(parent);
            of = new TableRow(Objects.requireNonNull(table.parents[table.owner]), parent);
            owner = of;
        }
        return TableRow.of(table, index, of);
    }

    @Override
    public @Nullable Spliterator<TableRow> trySplit() {
        long middle = at + (end - at) / 2;
        if (middle <= at || owner != null) {
            return null;
        }
        Walk first = new Walk(table, at, middle);
        at = middle;
        return first;
    }

    @Override
    public long estimateSize() {
        return end - at;
    }

    @Override
    public int characteristics() {
        return ORDERED | SIZED | SUBSIZED | IMMUTABLE | NONNULL;
    }
}
