package dev.assay.data.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one of some values, or for any other.
 *
 * @param wanted the values
 * @param keys the values as they are compared
 * @param other whether any other is asked for
 */
record Among(List<?> wanted, Set<Object> keys, boolean other) implements Match {
    static Among of(List<?> wanted, boolean other) {
        Set<Object> keys = new HashSet<>();
        wanted.forEach(value -> keys.add(Index.asKey(value)));
        return new Among(wanted, keys, other);
    }

    /** Returns this as it is asked of a field: with values of the field's type. */
    Among of(BaseTable table, String field) {
        List<Object> fitting = new ArrayList<>();
        for (Object value : wanted) {
            Object as = Values.fitting(table, field, value);
            if (as != null) {
                fitting.add(as);
            }
        }
        return of(fitting, other);
    }

    @Override
    public boolean test(@Nullable Object value) {
        return value != null && keys.contains(Index.asKey(value)) != other;
    }
}
