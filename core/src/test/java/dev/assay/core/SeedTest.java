package dev.assay.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedTest {
    private static final Seed SEED = Seed.of(42);

    /** The vectors of docs/seed.md: another implementation, in another language, gave them. */
    @Nested
    class Version1 {
        @Test
        void of_a_number() {
            assertThat(Seed.of(0)).hasToString("seed:e220a8397b1dcdaf");
            assertThat(SEED).hasToString("seed:bdd732262feb6e95");
            assertThat(Seed.of(-1)).hasToString("seed:e4d971771b652c20");
        }

        @Test
        void at_a_name_and_a_number() {
            assertThat(SEED.at("customer")).hasToString("seed:a5d84d125a9bf71d");
            assertThat(SEED.at("Kundin \u00fc")).hasToString("seed:5b7dcfd366fdbce1");
            assertThat(SEED.at("")).hasToString("seed:b585f06935880029");
            assertThat(SEED.at("customer").at(17)).hasToString("seed:351647ce9ece6adf");
        }

        @ParameterizedTest
        @CsvSource({
            "0, e975338e8c6cfca0",
            "1, c2097ab3308b052d",
            "2, 53cc78faed12c08f",
            "1000000, 474c7bd8726c18a8",
            "-1, 4b8d91c2d0906772"
        })
        void at_a_place(long place, String bits) {
            assertThat(Long.toHexString(SEED.bits(place))).isEqualTo(bits);
        }

        @Test
        void of_a_permutation() {
            Permutation ten = Permutation.of(SEED, 10);
            assertThat(LongStream.range(0, 10).map(ten::at)).containsExactly(9L, 5L, 0L, 4L, 2L, 8L, 3L, 1L, 6L, 7L);
            Permutation million = Permutation.of(SEED, 1_000_003);
            assertThat(LongStream.of(0, 1, 2, 1_000_002).map(million::at))
                    .containsExactly(920_213L, 169_961L, 799_313L, 369_317L);
        }

        @Test
        void of_choices() {
            Choices choices = Choices.of(SEED.at("customer"));
            assertThat(LongStream.range(0, 12).map(i -> choices.below(10)))
                    .containsExactly(1L, 7L, 7L, 7L, 0L, 1L, 0L, 7L, 8L, 4L, 6L, 2L);
            Choices units = Choices.of(SEED.at("customer"));
            assertThat(units.unit()).isEqualTo(0.17335229976696787);
            assertThat(units.unit()).isEqualTo(0.7349001500887808);
        }
    }

    @Test
    void paths_lead_to_different_seeds() {
        Set<Seed> seen = new HashSet<>();
        for (String name : new String[] {"", "a", "b", "ab", "ba", "customer", "customer.name"}) {
            assertThat(seen.add(SEED.at(name))).isTrue();
            for (int i = 0; i < 1_000; i++) {
                assertThat(seen.add(SEED.at(name).at(i))).isTrue();
            }
        }
        assertThat(new Seed(1).at("a")).isNotEqualTo(new Seed(1 | Long.MIN_VALUE).at("a"));
        assertThat(SEED.at("a").at("b")).isNotEqualTo(SEED.at("b").at("a"));
    }

    @Test
    void is_the_same_on_any_number_of_threads() {
        Set<Seed> together = ConcurrentHashMap.newKeySet();
        LongStream.range(0, 10_000)
                .parallel()
                .forEach(i -> together.add(SEED.at("row").at(i)));
        Set<Seed> alone = new HashSet<>();
        LongStream.range(0, 10_000).forEach(i -> alone.add(SEED.at("row").at(i)));
        assertThat(together).isEqualTo(alone);
    }

    @Test
    void half_of_all_bits_change_with_one_bit_of_key_or_place() {
        long changed = 0;
        int pairs = 0;
        for (int bit = 0; bit < 64; bit++) {
            for (long place = 0; place < 64; place++) {
                changed += Long.bitCount(SEED.bits(place) ^ SEED.bits(place ^ 1L << bit));
                changed += Long.bitCount(SEED.bits(place) ^ Seed.bits(SEED.key() ^ 1L << bit, place));
                pairs += 2;
            }
        }
        assertThat(changed / (double) pairs).isBetween(31.5, 32.5);
    }

    @Test
    void reads_what_it_writes() {
        Seed seed = SEED.at("test").at(3);
        assertThat(Seed.parse(seed.toString())).isEqualTo(seed);
        assertThat(Seed.parse("42")).isEqualTo(SEED);
        assertThat(Seed.parse(" 0x2a ")).isEqualTo(SEED);
        assertThat(Seed.parse("042")).isEqualTo(SEED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "seed", "seed:", "4 2", "seed:1ffffffffffffffff", "9223372036854775808"})
    void refuses_what_is_no_seed(String text) {
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(() -> Seed.parse(text))
                .withMessage("ASSAY-CORE-001: that is no seed.\n"
                        + "  seed     " + text.stripTrailing() + "\n"
                        + "  why      a seed is a whole number, 42 or 0x2a, or what a failure printed, seed:1f3a...\n"
                        + "  To fix:  -Dassay.seed=42");
    }

    @Test
    void scales_to_all_numbers_below_a_bound_equally() {
        long[] counts = new long[7];
        for (int i = 0; i < 70_000; i++) {
            counts[(int) Seed.scale(SEED.bits(i), 7)]++;
        }
        assertThat(LongStream.of(counts)).allMatch(count -> count > 9_700 && count < 10_300);
        assertThat(Seed.scale(-1, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE - 1);
        assertThat(Seed.scale(0, 5)).isZero();
        assertThat(Seed.unit(-1)).isLessThan(1);
    }
}
