package dev.assay.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A value that follows from a row, and is not part of it: a full name, or the sum over its children.
 *
 * @param name what it is asked for by
 * @param type what its values are
 * @param value computes it
 * @since 0.1
 */
public record Calculation(String name, Class<?> type, Function<Row, ? extends @Nullable Object> value) {
    /** Returns how many children a row has. */
    public static Calculation count(String name, Class<?> children) {
        return count(name, children, child -> true);
    }

    /** Returns how many children of a kind a row has. */
    public static Calculation count(String name, Class<?> children, Predicate<Row> which) {
        return new Calculation(
                name, Long.class, row -> row.children(children).filter(which).count());
    }

    /** Returns the sum of the decimal numbers that a row's children of a kind have in a field; 0 if there are none. */
    public static Calculation sum(String name, Class<?> children, String field, Predicate<Row> which) {
        return new Calculation(
                name,
                BigDecimal.class,
                row -> numbers(row, children, field, which).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** Returns the average of the decimal numbers that a row's children have in a field, to cents; null without any. */
    public static Calculation average(String name, Class<?> children, String field) {
        return new Calculation(name, BigDecimal.class, row -> {
            long[] count = new long[1];
            BigDecimal sum = numbers(row, children, field, child -> true)
                    .peek(each -> count[0]++)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            return count[0] == 0 ? null : sum.divide(BigDecimal.valueOf(count[0]), 2, RoundingMode.HALF_UP);
        });
    }

    /** Returns the largest value that a row's children have in a field; null without any. */
    public static <T extends Comparable<? super T>> Calculation max(
            String name, Class<T> type, Class<?> children, String field) {
        return new Calculation(name, type, row -> {
            Optional<T> max = row.children(children)
                    .map(child -> child.get(field))
                    .filter(Objects::nonNull)
                    .map(type::cast)
                    .max((a, b) -> a.compareTo(b));
            return max.orElse(null);
        });
    }

    private static Stream<BigDecimal> numbers(Row row, Class<?> children, String field, Predicate<Row> which) {
        return row.children(children)
                .filter(which)
                .map(child -> (BigDecimal) child.get(field))
                .filter(Objects::nonNull);
    }
}
