package dev.assay.data;

import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rows that a parent owns, in their order, with the same row for it. For one thread, as their parent is. */
final class Siblings implements Spliterator<Row> {
    private final Table table;
    private final TableRow owner;
    private long at;
    private final long end;

    Siblings(Table table, OwnedRows owned, TableRow owner) {
        this.table = table;
        this.owner = owner;
        this.at = owned.first(owner.index());
        this.end = at + owned.count(owner.index());
    }

    @Override
    public boolean tryAdvance(Consumer<? super Row> action) {
        if (at >= end) {
            return false;
        }
        action.accept(TableRow.of(table, at++, owner));
        return true;
    }

    @Override
    public @Nullable Spliterator<Row> trySplit() {
        return null;
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
