package dev.assay.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionTest {
    private static final int MANY = 100_000;

    private static double[] many(Gen<? extends Number> generator) {
        Choices choices = Choices.of(Seed.of(5));
        return IntStream.range(0, MANY)
                .mapToDouble(i -> generator.draw(choices).doubleValue())
                .toArray();
    }

    private static double mean(double[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum() / values.length;
    }

    private static double share(double[] values, double below) {
        return IntStream.range(0, values.length).filter(i -> values[i] < below).count() / (double) values.length;
    }

    @Test
    void normal_numbers_lie_around_their_mean() {
        double[] values = many(Distribution.normal(100, 15));
        assertThat(mean(values)).isCloseTo(100, within(0.2));
        assertThat(share(values, 85)).isCloseTo(0.1587, within(0.004));
        assertThat(share(values, 130)).isCloseTo(0.9772, within(0.002));
    }

    /** Values of the quantile function to 15 digits, from tables of the normal distribution. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 0",
        "0.975, 1.959963984540054",
        "0.025, -1.959963984540054",
        "0.999, 3.090232306167813",
        "1e-10, -6.361340902404056",
        "1e-20, -9.262340089798408"
    })
    void normal_quantiles_are_exact(double share, double quantile) {
        assertThat(NormalQuantile.of(share)).isCloseTo(quantile, within(1e-12));
    }

    @Test
    void exponential_numbers_have_their_mean_and_no_memory() {
        double[] values = many(Distribution.exponential(4));
        assertThat(mean(values)).isCloseTo(4, within(0.05));
        assertThat(share(values, 4)).isCloseTo(1 - Math.exp(-1), within(0.005));
    }

    @ParameterizedTest
    @CsvSource({"10, 1", "10, 0.5", "10, 2", "1000, 1", "1, 1"})
    void ranks_follow_zipfs_law(int size, double exponent) {
        double[] values = many(Distribution.zipf(size, exponent));
        double sum = IntStream.rangeClosed(1, size)
                .mapToDouble(rank -> Math.pow(rank, -exponent))
                .sum();
        double upTo = 0;
        for (int rank = 1; rank <= Math.min(size, 10); rank++) {
            upTo += Math.pow(rank, -exponent) / sum;
            assertThat(share(values, rank)).isCloseTo(upTo, within(0.006));
        }
        assertThat(share(values, size)).isEqualTo(1);
        assertThat(share(values, 0)).isZero();
    }

    @Test
    void ranks_of_a_huge_size_cost_no_memory() {
        double[] values = many(Distribution.zipf(1L << 53, 1.1));
        assertThat(share(values, 1)).isBetween(0.08, 0.12);
    }

    @Test
    void what_cannot_be_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Distribution.normal(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Distribution.normal(Double.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Distribution.exponential(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Distribution.zipf(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Distribution.zipf(1, 0));
    }
}
