package dev.assay.core;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes values out of choices: the same value of the same choices, wherever and whenever.
 *
 * <p>{@link Distribution} has numbers that are not evenly spread, {@link Seasons} points in time.
 *
 * <p>Generators are immutable and thread-safe as long as the functions given to them are; choices are not. A range is
 * inclusive at both ends unless said otherwise, and simple choices give the simple values of a range: whole numbers near
 * zero, short texts and lists, what stands first.
 *
 * <pre>{@code
 * Gen<String> sku = Gen.strings("ABCDEFGH", 3, 3).with(Gen.ints(0, 9999), (group, n) -> group + "-" + n);
 * String one = sku.draw(Choices.of(Seed.of(42).at("sku").at(17)));
 * }</pre>
 *
 * @param <T> what it makes
 * @since 0.1
 */
@FunctionalInterface
public interface Gen<T extends @Nullable Object> {
    /** How often {@link #filter} tries. */
    int TRIES = 100;

    /** Makes a value. */
    T draw(Choices from);

    /** Returns a generator of what a function makes of each value. */
    default <R extends @Nullable Object> Gen<R> map(Function<? super T, ? extends R> function) {
        return from -> function.apply(draw(from));
    }

    /** Returns a generator whose values come from a generator that depends on a value of this one. */
    default <R extends @Nullable Object> Gen<R> flatMap(Function<? super T, Gen<? extends R>> function) {
        return from -> function.apply(draw(from)).draw(from);
    }

    /** Returns a generator of what a function makes of a value of this one and one of another. */
    default <U extends @Nullable Object, R extends @Nullable Object> Gen<R> with(
            Gen<U> other, BiFunction<? super T, ? super U, ? extends R> function) {
        return from -> function.apply(draw(from), other.draw(from));
    }

    /**
     * Returns a generator of those values that a condition accepts. Drawing throws ASSAY-CORE-002 where it accepts none
     * of {@value #TRIES} in a row: make such values with {@link #map} instead.
     *
     * @param what the condition in words, for the error: {@code "even"}
     */
    default Gen<T> filter(String what, Predicate<? super T> condition) {
        return from -> {
            T value = draw(from);
            for (int tries = 1; !condition.test(value); tries++) {
                if (tries == TRIES) {
                    throw Diagnosis.of("ASSAY-CORE-002", "a generator finds no value that its filter accepts.")
                            .with("filter", what)
                            .with("last value", value)
                            .because("none of " + TRIES + " values in a row was accepted, and more would hardly help")
                            .toFix("make values that fit, with map or a narrower range, in place of filtering")
                            .exception();
                }
                value = draw(from);
            }
            return value;
        };
    }

    /**
     * Returns a generator that now and then has nothing.
     *
     * @param presence how likely a value is, from 0 to 1
     */
    default Gen<Optional<T>> optional(double presence) {
        return from -> from.chance(presence) ? Optional.ofNullable(draw(from)) : Optional.empty();
    }

    /** Returns a generator of lists whose length is within a range. */
    default Gen<List<T>> list(int min, int max) {
        check(0 <= min && min <= max, "a list's length", min, max);
        return from -> {
            int size = min + (int) from.below(max - min + 1L);
            List<T> values = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                values.add(draw(from));
            }
            return values;
        };
    }

    /** Returns a generator of one value. */
    static <T extends @Nullable Object> Gen<T> always(T value) {
        return from -> value;
    }

    /**
     * Returns a generator of some values, equally likely.
     *
     * @throws IllegalArgumentException if there are none
     */
    @SafeVarargs
    static <T> Gen<T> of(T... values) {
        return of(Arrays.asList(values));
    }

    /**
     * Returns a generator of some values, equally likely.
     *
     * @throws IllegalArgumentException if there are none
     */
    static <T> Gen<T> of(List<T> values) {
        List<T> all = List.copyOf(values);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("there is no value to choose");
        }
        return from -> all.get((int) from.below(all.size()));
    }

    /** Returns a generator of an enum's constants, equally likely. */
    static <E extends Enum<E>> Gen<E> of(Class<E> type) {
        return of(type.getEnumConstants());
    }

    /**
     * Returns a generator that draws from one of several, each equally likely.
     *
     * @throws IllegalArgumentException if there are none
     */
    @SafeVarargs
    static <T extends @Nullable Object> Gen<T> oneOf(Gen<? extends T>... generators) {
        Gen<Gen<? extends T>> choice = of(Arrays.asList(generators));
        return from -> choice.draw(from).draw(from);
    }

    /**
     * One of several generators, and how much of all it is to give.
     *
     * @param weight at least 1
     */
    record Weighted<T extends @Nullable Object>(int weight, Gen<? extends T> generator) {
        /** Checks the weight. */
        public Weighted {
            check(weight >= 1, "a weight", weight, weight);
        }

        /** Gives a value a weight. */
        public static <T extends @Nullable Object> Weighted<T> of(int weight, T value) {
            return new Weighted<>(weight, always(value));
        }
    }

    /**
     * Returns a generator that draws from one of several as often as their weights say: 70, 20 and 10 are percent.
     *
     * @throws IllegalArgumentException if there are none
     */
    @SafeVarargs
    static <T extends @Nullable Object> Gen<T> weighted(Weighted<? extends T>... choices) {
        List<Weighted<? extends T>> all = List.of(choices);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("there is no generator to choose");
        }
        long total = all.stream().mapToLong(Weighted::weight).sum();
        return from -> {
            long left = from.below(total);
            int chosen = 0;
            while (left >= all.get(chosen).weight()) {
                left -= all.get(chosen++).weight();
            }
            return all.get(chosen).generator().draw(from);
        };
    }

    /** Returns a generator of truth values. */
    static Gen<Boolean> booleans(double probability) {
        return from -> from.chance(probability);
    }

    /** Returns a generator of whole numbers, equally likely. */
    static Gen<Integer> ints(int min, int max) {
        return longs(min, max).map(Long::intValue);
    }

    /** Returns a generator of whole numbers, equally likely. */
    static Gen<Long> longs(long min, long max) {
        return WholeNumbers.between(min, max);
    }

    /**
     * Returns a generator of whole numbers in which the ends of the range and the neighbours of zero, where mistakes
     * live, come far more often than others: one in five is such an edge.
     */
    static Gen<Long> longsWithEdges(long min, long max) {
        return WholeNumbers.between(min, max).withEdges();
    }

    /** Returns a generator of numbers, evenly distributed; the upper end is not included. */
    static Gen<Double> doubles(double min, double max) {
        check(min < max && Double.isFinite(max - min), "the range", min, max);
        return from -> Math.min(min + from.unit() * (max - min), Math.nextDown(max));
    }

    /**
     * Returns a generator of decimal numbers, equally likely, such as prices.
     *
     * @param scale how many digits follow the point in each
     * @throws ArithmeticException if an end of the range has more digits behind the point
     */
    static Gen<BigDecimal> decimals(String min, String max, int scale) {
        long least = new BigDecimal(min).setScale(scale).unscaledValue().longValueExact();
        long most = new BigDecimal(max).setScale(scale).unscaledValue().longValueExact();
        return longs(least, most).map(value -> BigDecimal.valueOf(value, scale));
    }

    /** Returns a generator of strings whose characters come from an alphabet, and whose length is within a range. */
    static Gen<String> strings(String alphabet, int min, int max) {
        int[] characters = alphabet.codePoints().toArray();
        check(0 <= min && min <= max, "a string's length", min, max);
        check(characters.length > 0, "the alphabet's length", characters.length, characters.length);
        return from -> {
            int size = min + (int) from.below(max - min + 1L);
            StringBuilder text = new StringBuilder(size);
            for (int i = 0; i < size; i++) {
                text.appendCodePoint(characters[(int) from.below(characters.length)]);
            }
            return text.toString();
        };
    }

    /**
     * Returns a generator of strings that match a regular expression as a whole: see {@link Regex} for what it may hold.
     *
     * @throws DiagnosisException ASSAY-CORE-003 if it holds what cannot be made strings of, ASSAY-CORE-004 if it is none
     */
    static Gen<String> matching(String expression) {
        return Regex.of(expression).strings();
    }

    /** Returns a generator of days, equally likely. */
    static Gen<LocalDate> dates(LocalDate first, LocalDate last) {
        check(!last.isBefore(first), "the range", first, last);
        long days = last.toEpochDay() - first.toEpochDay();
        return from -> first.plusDays(from.below(days + 1));
    }

    /** Returns a generator of points in time with milliseconds, equally likely; the end is not included. */
    static Gen<Instant> instants(Instant start, Instant end) {
        check(start.isBefore(end), "the range", start, end);
        long millis = Math.max(1, Duration.between(start, end).toMillis());
        return from -> start.plusMillis(from.below(millis));
    }

    private static void check(boolean fits, String what, Object min, Object max) {
        if (!fits) {
            throw new IllegalArgumentException(what + " cannot be from " + min + " to " + max);
        }
    }
}
