package dev.assay.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {
    @Test
    void the_median_of_an_odd_number_of_values_is_the_one_in_the_middle() {
        assertThat(new Series(List.of(9.0, 1.0, 4.0)).median()).isEqualTo(4);
    }

    @Test
    void the_median_of_an_even_number_of_values_is_the_mean_of_the_two_in_the_middle() {
        assertThat(new Series(List.of(9.0, 1.0, 4.0, 6.0)).median()).isEqualTo(5);
    }

    @Test
    void min_and_max_do_not_depend_on_the_order() {
        Series series = new Series(List.of(5.0, 2.0, 7.0));

        assertThat(series.min()).isEqualTo(2);
        assertThat(series.max()).isEqualTo(7);
    }

    @Test
    void a_series_without_values_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Series(List.of()));
    }
}
