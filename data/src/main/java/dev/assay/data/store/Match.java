package dev.assay.data.store;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a query asks of a value. As in SQL, no value is neither equal to anything nor less or more.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Match {
    /** Tells whether a value is what is asked for. */
    boolean test(@Nullable Object value);

    /** Asks for a value. Numbers of different types are equal if they are the same number. */
    static Match eq(Object wanted) {
        return Among.of(List.of(wanted), false);
    }

    /** Asks for any other value. */
    static Match not(Object unwanted) {
        return Among.of(List.of(unwanted), true);
    }

    /** Asks for one of some values. */
    static Match in(Object... wanted) {
        return in(Arrays.asList(wanted));
    }

    /** Asks for one of some values. */
    static Match in(Collection<?> wanted) {
        return Among.of(List.copyOf(wanted), false);
    }

    /** Asks for a value from one to another, both included. */
    static Match between(Object least, Object most) {
        return value -> value != null && compare(least, value) <= 0 && compare(value, most) <= 0;
    }

    /** Asks for a value or more. */
    static Match atLeast(Object least) {
        return value -> value != null && compare(least, value) <= 0;
    }

    /** Asks for a value or less. */
    static Match atMost(Object most) {
        return value -> value != null && compare(value, most) <= 0;
    }

    /** Asks for more than a value. */
    static Match above(Object limit) {
        return value -> value != null && compare(value, limit) > 0;
    }

    /** Asks for less than a value. */
    static Match below(Object limit) {
        return value -> value != null && compare(value, limit) < 0;
    }

    /** Asks for no value. */
    static Match isNull() {
        return value -> value == null;
    }

    /** Asks for any value. */
    static Match notNull() {
        return value -> value != null;
    }

    /** Asks for a text like SQL's: {@code %} stands for any characters, {@code _} for one. */
    static Match like(String pattern) {
        StringBuilder expression = new StringBuilder();
        for (char each : pattern.toCharArray()) {
            expression.append(each == '%' ? ".*" : each == '_' ? "." : Pattern.quote(String.valueOf(each)));
        }
        Pattern compiled = Pattern.compile(expression.toString(), Pattern.DOTALL);
        return value -> value != null && compiled.matcher(value.toString()).matches();
    }

    /** Compares values of a field; numbers of different types by what they are. */
    @SuppressWarnings("unchecked") // values of one kind are comparable with each other
    private static int compare(Object a, Object b) {
        if (a instanceof Number left && b instanceof Number right && a.getClass() != b.getClass()) {
            if (!Double.isFinite(left.doubleValue()) || !Double.isFinite(right.doubleValue())) {
                return Double.compare(left.doubleValue(), right.doubleValue());
            }
            return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()));
        }
        return ((Comparable<Object>) a).compareTo(b);
    }

    /** Compares values, no value behind all others. */
    static int order(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return a == b ? 0 : a == null ? 1 : -1;
        }
        return compare(a, b);
    }
}
