package dev.assay.data.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Seed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DivisorTest {
    @ParameterizedTest
    @ValueSource(
            ints = {1, 2, 3, 5, 7, 10, 97, 100, 641, 1_000, 46_340, 46_341, 65_535, 65_536, 1 << 30, Integer.MAX_VALUE})
    void divides_as_division_does(int by) {
        Divisor divisor = Divisor.of(by);
        for (int i = 0; i < 100_000; i++) {
            assertDivides(divisor, (int) Seed.scale(Seed.bits(by, i), 1L << 31));
            // Where a quotient changes, an error would show.
            long edge = (long) i * by;
            if (edge > 0 && edge < 1L << 31) {
                assertDivides(divisor, (int) edge);
                assertDivides(divisor, (int) edge - 1);
            }
        }
        assertDivides(divisor, 0);
        assertDivides(divisor, Integer.MAX_VALUE);
    }

    private static void assertDivides(Divisor divisor, int number) {
        if (divisor.quotient(number) != number / divisor.by() || divisor.remainder(number) != number % divisor.by()) {
            assertThat(divisor.quotient(number))
                    .as("%d / %d", number, divisor.by())
                    .isEqualTo(number / divisor.by());
            assertThat(divisor.remainder(number)).isEqualTo(number % divisor.by());
        }
    }
}
