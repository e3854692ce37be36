package dev.assay.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {
    private static final Seed SEED = Seed.of(7);

    @Test
    void has_each_number_once() {
        for (int size = 1; size <= 300; size++) {
            Permutation order = Permutation.of(SEED, size);
            assertThat(LongStream.range(0, size).map(order::at).sorted())
                    .containsExactlyElementsOf(LongStream.range(0, size).boxed().toList());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 1_000, 1_048_576, 1_048_577, 4_294_967_297L, 1L << 62})
    void knows_where_each_number_is(long size) {
        Permutation order = Permutation.of(SEED, size);
        for (long place : new long[] {0, size / 3, size / 2, size - 1}) {
            assertThat(order.at(place)).isBetween(0L, size - 1);
            assertThat(order.placeOf(order.at(place))).isEqualTo(place);
        }
    }

    @Test
    void differs_with_the_seed() {
        Permutation one = Permutation.of(SEED.at("a"), 1_000);
        Permutation other = Permutation.of(SEED.at("b"), 1_000);
        assertThat(IntStream.range(0, 1_000).filter(i -> one.at(i) == other.at(i)))
                .hasSizeLessThan(10);
    }

    @Test
    void looks_random() {
        Permutation order = Permutation.of(SEED, 10_000);
        long rising = IntStream.range(0, 9_999)
                .filter(i -> order.at(i) < order.at(i + 1))
                .count();
        assertThat(rising).isBetween(4_850L, 5_150L);
        double meanStep = IntStream.range(0, 9_999)
                .mapToLong(i -> Math.abs(order.at(i) - order.at(i + 1)))
                .average()
                .orElseThrow();
        assertThat(meanStep).isBetween(3_200.0, 3_470.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 10, Long.MAX_VALUE, Long.MIN_VALUE})
    void has_no_number_outside(long place) {
        Permutation ten = Permutation.of(SEED, 10);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> ten.at(place))
                .withMessage("place (" + place + ") must be from 0 to 9");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> ten.placeOf(place));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, (1L << 62) + 1})
    void has_a_size_within_bounds(long size) {
        assertThatIllegalArgumentException().isThrownBy(() -> Permutation.of(SEED, size));
    }
}
