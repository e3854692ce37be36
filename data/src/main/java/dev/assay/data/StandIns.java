package dev.assay.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Keeps what is generated of a unique field apart from what single rows are told of it.
 *
 * <p>A row that would have a value that a single row was told has the one, in its place, that the single row would have
 * had. There are always enough of these, no other row has them, and as single rows stay what they are when a dataset
 * grows, so does every other. Immutable.
 */
final class StandIns {
    private final Set<Long> told;
    private final Map<Object, Long> instead;
    private final LongFunction<Object> values;

    private StandIns(Set<Long> told, Map<Object, Long> instead, LongFunction<Object> values) {
        this.told = told;
        this.instead = instead;
        this.values = values;
    }

    /**
     * Finds which rows stand in.
     *
     * @param told what single rows are told, by their index
     * @param values what each row would have, no two the same
     */
    static StandIns of(Map<Long, Optional<Object>> told, LongFunction<Object> values) {
        Set<Object> taken = new HashSet<>();
        told.values().forEach(value -> value.ifPresent(some -> taken.add(IntegrityCheck.asKey(some))));
        Set<Object> own = new HashSet<>();
        Deque<Long> spare = new ArrayDeque<>();
        told.keySet().forEach(row -> {
            Object value = IntegrityCheck.asKey(values.apply(row));
            own.add(value);
            if (!taken.contains(value)) {
                spare.add(row);
            }
        });
        Map<Object, Long> instead = new HashMap<>();
        for (Optional<Object> value : told.values()) {
            Object key = value.map(IntegrityCheck::asKey).orElse(null);
            if (key != null && !own.contains(key) && !instead.containsKey(key)) {
                instead.put(key, spare.remove());
            }
        }
        return new StandIns(Set.copyOf(told.keySet()), instead, values);
    }

    /** Returns the index of the row whose value a row has: its own, unless a single row was told that. */
    long of(long row) {
        return told.contains(row) ? row : instead.getOrDefault(IntegrityCheck.asKey(values.apply(row)), row);
    }
}
