package dev.assay.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GenTest {
    private static final int MANY = 10_000;

    /** The simplest choices there are. */
    private static final Choices SIMPLEST = bound -> 0;

    private static <T> List<T> many(Gen<T> generator) {
        Seed seed = Seed.of(1);
        return IntStream.range(0, MANY)
                .mapToObj(i -> generator.draw(Choices.of(seed.at(i))))
                .toList();
    }

    private static <T> Map<T, Long> counts(Gen<T> generator) {
        return many(generator).stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    @Test
    void gives_the_same_value_for_the_same_choices() {
        Gen<List<String>> names = Gen.strings("abc", 1, 9).list(0, 5);
        assertThat(many(names)).isEqualTo(many(names));
    }

    @Nested
    class Combined {
        @Test
        void maps() {
            assertThat(many(Gen.ints(1, 3).map(n -> n * 10))).containsOnly(10, 20, 30);
        }

        @Test
        void depends_on_a_value_before() {
            Gen<String> repeated = Gen.ints(1, 3).flatMap(n -> Gen.always("x".repeat(n)));
            assertThat(many(repeated)).containsOnly("x", "xx", "xxx");
        }

        @Test
        void with_another() {
            assertThat(many(Gen.of("a", "b").with(Gen.ints(1, 2), (letter, n) -> letter + n)))
                    .containsOnly("a1", "a2", "b1", "b2");
        }

        @Test
        void filters() {
            assertThat(many(Gen.ints(0, 9).filter("even", n -> n % 2 == 0))).containsOnly(0, 2, 4, 6, 8);
        }

        @Test
        void says_what_its_filter_never_accepts() {
            Gen<Integer> none = Gen.ints(1, 1).filter("more than 1", n -> n > 1);
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> many(none))
                    .withMessage(
                            "ASSAY-CORE-002: a generator finds no value that its filter accepts.\n"
                                    + "  filter      more than 1\n"
                                    + "  last value  1\n"
                                    + "  why         none of 100 values in a row was accepted, and more would hardly help\n"
                                    + "  To fix:     make values that fit, with map or a narrower range, in place of filtering");
        }

        @Test
        void is_absent_now_and_then() {
            long present = many(Gen.ints(0, 9).optional(0.9)).stream()
                    .filter(Optional::isPresent)
                    .count();
            assertThat(present).isBetween(8_900L, 9_100L);
            assertThat(many(Gen.always(1).optional(1))).containsOnly(Optional.of(1));
            assertThat(many(Gen.always(1).optional(0))).containsOnly(Optional.empty());
        }

        @Test
        void makes_lists_of_every_length() {
            assertThat(many(Gen.ints(0, 1).list(2, 4)).stream().map(List::size).collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder(2, 3, 4);
        }

        @Test
        void chooses_as_weights_say() {
            Map<String, Long> counts = counts(Gen.weighted(
                    Gen.Weighted.of(70, "active"),
                    Gen.Weighted.of(20, "inactive"),
                    new Gen.Weighted<>(10, Gen.of("suspended", "deleted"))));
            assertThat(counts.get("active")).isBetween(6_850L, 7_150L);
            assertThat(counts.get("inactive")).isBetween(1_880L, 2_120L);
            assertThat(counts.get("suspended")).isBetween(430L, 570L);
            assertThat(counts).hasSize(4);
        }

        @Test
        void chooses_one_of_several() {
            assertThat(many(Gen.oneOf(Gen.ints(1, 2), Gen.ints(8, 9)))).containsOnly(1, 2, 8, 9);
            assertThat(counts(Gen.of(DayOfWeek.class))).hasSize(7);
        }
    }

    @Nested
    class Numbers {
        @Test
        void are_equally_likely() {
            assertThat(counts(Gen.ints(-2, 2)).values()).allMatch(count -> count > 1_850 && count < 2_150);
        }

        @Test
        void fill_ranges_that_no_long_can_count() {
            List<Long> all = many(Gen.longs(Long.MIN_VALUE, Long.MAX_VALUE));
            assertThat(all.stream().filter(n -> n < 0).count()).isBetween(4_800L, 5_200L);
            assertThat(many(Gen.longs(-1, Long.MAX_VALUE))).allMatch(n -> n >= -1);
        }

        @Test
        void meet_edges_more_often() {
            List<Long> all = many(Gen.longsWithEdges(-1_000_000, 1_000_000));
            assertThat(all).contains(0L, 1L, -1L, -1_000_000L, 1_000_000L, -999_999L, 999_999L);
            assertThat(many(Gen.longsWithEdges(5, 6))).containsOnly(5L, 6L);
        }

        @Test
        void with_a_point_stay_below_the_end() {
            assertThat(many(Gen.doubles(-1, 1))).allMatch(n -> n >= -1 && n < 1);
            assertThat(many(Gen.doubles(1, Math.nextUp(1.0)))).containsOnly(1.0);
        }

        @Test
        void of_money_have_their_digits() {
            List<BigDecimal> prices = many(Gen.decimals("0.01", "0.05", 2));
            assertThat(prices)
                    .containsOnly(Stream.of("0.01", "0.02", "0.03", "0.04", "0.05")
                            .map(BigDecimal::new)
                            .toArray(BigDecimal[]::new));
        }
    }

    @Test
    void texts_and_days_stay_in_their_range() {
        assertThat(many(Gen.strings("ab\uD83D\uDE00", 2, 3)))
                .allMatch(text -> text.matches("[ab\uD83D\uDE00]{2,3}"))
                .anyMatch(text -> text.contains("\uD83D\uDE00"));
        LocalDate first = LocalDate.of(2024, 2, 28);
        assertThat(many(Gen.dates(first, first.plusDays(2))))
                .containsOnly(first, LocalDate.of(2024, 2, 29), LocalDate.of(2024, 3, 1));
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(many(Gen.instants(start, start.plusMillis(2)))).containsOnly(start, start.plusMillis(1));
    }

    @Test
    void the_simplest_choices_give_the_simplest_values() {
        assertThat(Gen.longs(-5, 5).draw(SIMPLEST)).isZero();
        assertThat(Gen.longs(3, 5).draw(SIMPLEST)).isEqualTo(3);
        assertThat(Gen.longs(-5, -3).draw(SIMPLEST)).isEqualTo(-3);
        assertThat(Gen.longs(Long.MIN_VALUE, Long.MAX_VALUE).draw(SIMPLEST)).isZero();
        assertThat(Gen.longs(Long.MIN_VALUE, -1).draw(SIMPLEST)).isEqualTo(-1);
        assertThat(Gen.strings("abc", 0, 9).draw(SIMPLEST)).isEmpty();
        assertThat(Gen.ints(1, 2).list(1, 3).draw(SIMPLEST)).containsExactly(1);
        assertThat(Gen.of("first", "second").draw(SIMPLEST)).isEqualTo("first");
        assertThat(Gen.booleans(0.5).draw(SIMPLEST)).isFalse();
        assertThat(Gen.booleans(1).draw(SIMPLEST)).isTrue();
        assertThat(Gen.always(1).optional(0.5).draw(SIMPLEST)).isEmpty();
        assertThat(Distribution.normal(100, 15).draw(SIMPLEST)).isEqualTo(100);
        assertThat(Distribution.exponential(3).draw(SIMPLEST)).isZero();
        assertThat(Distribution.zipf(1_000, 1).draw(SIMPLEST)).isZero();
    }

    static Stream<ThrowingCallable> impossible() {
        return Stream.of(
                () -> Gen.ints(2, 1),
                () -> Gen.doubles(1, 1),
                () -> Gen.doubles(-Double.MAX_VALUE, Double.MAX_VALUE),
                () -> Gen.of(List.of()),
                () -> Gen.oneOf(),
                () -> Gen.weighted(),
                () -> Gen.Weighted.of(0, "never"),
                () -> Gen.strings("", 1, 2),
                () -> Gen.strings("a", -1, 2),
                () -> Gen.ints(0, 1).list(3, 2),
                () -> Gen.dates(LocalDate.EPOCH, LocalDate.EPOCH.minusDays(1)),
                () -> Gen.instants(Instant.EPOCH, Instant.EPOCH),
                () -> Choices.of(Seed.of(1)).below(0));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void what_cannot_be_is_refused_at_once(ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call);
    }
}
