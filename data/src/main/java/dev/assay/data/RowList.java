package dev.assay.data;

import java.util.AbstractList;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The rows of a record or class as a list that makes each when it is asked for, and once.
 *
 * <p>Thread-safe.
 */
final class RowList<T> extends AbstractList<T> implements RandomAccess {
    private final Dataset dataset;
    private final Class<T> type;
    private final AtomicReferenceArray<T> known;

    RowList(Dataset dataset, Class<T> type) {
        this.dataset = dataset;
        this.type = type;
        this.known = new AtomicReferenceArray<>(Math.toIntExact(dataset.count(type)));
    }

    @Override
    public T get(int index) {
        T row = known.get(index);
        if (row != null) {
            return row;
        }
        T made = dataset.get(type, index);
        T other = known.compareAndExchange(index, null, made);
        return other == null ? made : other;
    }

    @Override
    public int size() {
        return known.length();
    }
}
