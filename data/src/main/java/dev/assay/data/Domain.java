package dev.assay.data;

import dev.assay.data.internal.DomainCheck;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which values a field may hold, beyond its type.
 *
 * @param numbers of a number
 * @param times of a day (at its beginning), or a point in time (in UTC)
 * @param lengths of a text, in characters
 * @param scale digits behind the point of a decimal number; -1 if nothing is said
 * @param pattern a regular expression that a text matches as a whole, if any
 * @param values the values there are, the likeliest first; empty if nothing is said
 * @param meaning what the field holds, in place of what its name says, such as {@code "email"}; empty if its name says it
 * @param tense whether times are those before or after the day as of which a dataset is
 * @since 0.1
 */
public record Domain(
        Bounds<BigDecimal> numbers,
        Bounds<LocalDateTime> times,
        Bounds<Integer> lengths,
        int scale,
        @Nullable String pattern,
        List<Object> values,
        String meaning,
        Tense tense) {
    /** Allows every value of a type. */
    public static final Domain ANY =
            new Domain(Bounds.open(), Bounds.open(), Bounds.open(), -1, null, List.of(), "", Tense.ANY);

    /** Copies the values. */
    public Domain {
        values = List.copyOf(values);
    }

    /** Says which values there are, of any time. */
    public Domain(
            Bounds<BigDecimal> numbers,
            Bounds<LocalDateTime> times,
            Bounds<Integer> lengths,
            int scale,
            @Nullable String pattern,
            List<Object> values,
            String meaning) {
        this(numbers, times, lengths, scale, pattern, values, meaning, Tense.ANY);
    }

    /** Returns this domain with numbers within more bounds. */
    public Domain numbers(Bounds<BigDecimal> more) {
        return new Domain(numbers.and(more), times, lengths, scale, pattern, values, meaning, tense);
    }

    /** Returns this domain with times within more bounds. */
    public Domain times(Bounds<LocalDateTime> more) {
        return new Domain(numbers, times.and(more), lengths, scale, pattern, values, meaning, tense);
    }

    /** Returns this domain with lengths within more bounds. */
    public Domain lengths(Bounds<Integer> more) {
        return new Domain(numbers, times, lengths.and(more), scale, pattern, values, meaning, tense);
    }

    /** Returns this domain with another scale. */
    public Domain scale(int digits) {
        return new Domain(numbers, times, lengths, digits, pattern, values, meaning, tense);
    }

    /** Returns this domain with a regular expression. */
    public Domain pattern(String expression) {
        return new Domain(numbers, times, lengths, scale, expression, values, meaning, tense);
    }

    /** Returns this domain with nothing but some values. */
    public Domain values(List<?> only) {
        return new Domain(numbers, times, lengths, scale, pattern, List.copyOf(only), meaning, tense);
    }

    /** Returns this domain without values that its bounds or its pattern do not allow. */
    Domain consistent(Field field) {
        if (values.isEmpty()) {
            return this;
        }
        DomainCheck rest =
                new DomainCheck(new Field(field.name(), field.column(), field.type(), false, values(List.of())));
        List<Object> allowed =
                values.stream().filter(value -> rest.problem(value) == null).toList();
        return allowed.size() == values.size() ? this : values(allowed);
    }

    /** Returns this domain with another tense. */
    public Domain tense(Tense which) {
        return new Domain(numbers, times, lengths, scale, pattern, values, meaning, which);
    }

    /** Returns this domain with another meaning. */
    public Domain meaning(String what) {
        return new Domain(numbers, times, lengths, scale, pattern, values, what, tense);
    }
}
