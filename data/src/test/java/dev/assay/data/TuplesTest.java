package dev.assay.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Seed;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuplesTest {
    private static final Seed SEED = Seed.of(5);

    private static List<List<Long>> all(Tuples tuples, int dimensions) {
        return LongStream.range(0, tuples.size())
                .mapToObj(place -> LongStream.range(0, dimensions)
                        .mapToObj(dimension -> tuples.at(place, (int) dimension))
                        .toList())
                .toList();
    }

    @Test
    void are_all_there_are_each_once() {
        List<List<Long>> pairs = all(Tuples.of(SEED, 7, 5), 2);
        assertThat(pairs).hasSize(35).doesNotHaveDuplicates();
        assertThat(pairs).allMatch(pair -> pair.get(0) < 7 && pair.get(1) < 5);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 4, 2, 3, 4, 2, 10",
        "3, 4, 2, 5, 4, 2, 10",
        "3, 4, 2, 5, 6, 2, 24",
        "3, 4, 2, 5, 6, 9, 0",
        "1, 1, 1, 1, 1, 2, 1"
    })
    void keep_their_places_when_more_come(int a, int b, int c, int moreA, int moreB, int moreC, int taken) {
        Tuples small = Tuples.of(SEED, a, b, c);
        Tuples large = small.grow(SEED, taken, moreA, moreB, moreC);
        Tuples larger = large.grow(SEED, taken + 1, moreA + 1, moreB, moreC + 3);
        assertThat(all(large, 3).subList(0, taken)).isEqualTo(all(small, 3).subList(0, taken));
        assertThat(all(large, 3)).hasSize(moreA * moreB * moreC).doesNotHaveDuplicates();
        assertThat(all(larger, 3).subList(0, taken + 1)).isEqualTo(all(large, 3).subList(0, taken + 1));
        assertThat(all(larger, 3)).hasSize((moreA + 1) * moreB * (moreC + 3)).doesNotHaveDuplicates();
    }

    @Test
    void beyond_what_can_be_counted_are_as_many_as_can_be_ordered() {
        assertThat(Tuples.of(SEED, 1L << 40, 1L << 40).size()).isEqualTo(1L << 62);
    }
}
