package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.history.ClassCost;
import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {
    private static final ClassTask KNOWN = Sample.task("a.Known", 100, new ClassCost(4_000, 4_000, 0, 1));

    @Test
    void what_history_measured_counts() {
        assertThat(new Estimate(List.of(KNOWN)).nanos(KNOWN)).isEqualTo(4_000);
    }

    @Test
    void an_unknown_class_costs_by_size_what_its_package_costs_else_what_all_cost() {
        ClassTask dear = Sample.task("b.Known", 100, new ClassCost(12_000, 0, 0, 1));
        Estimate estimate = new Estimate(List.of(KNOWN, dear));
        assertThat(estimate.nanos(Sample.task("b.New", 200, null))).isEqualTo(24_000);
        assertThat(estimate.nanos(Sample.task("c.New", 200, null))).isEqualTo(16_000);
    }

    @Test
    void classes_that_wait_or_register_tests_count_for_more() {
        Estimate estimate = new Estimate(List.of());
        long plain = estimate.nanos(Sample.task(new TestClass("T", 10, true, true, List.of(), false, false, ""), null));
        assertThat(plain).isPositive();
        assertThat(estimate.nanos(Sample.task(new TestClass("T", 10, true, true, List.of(), true, false, ""), null)))
                .isGreaterThan(plain);
        assertThat(estimate.nanos(Sample.task(new TestClass("T", 10, true, true, List.of(), false, true, ""), null)))
                .isGreaterThan(plain);
    }

    @Test
    void only_a_long_class_that_computes_little_is_known_to_wait() {
        assertThat(Estimate.waits(Sample.task("T", 1, new ClassCost(600_000_000, 100_000_000, 0, 1))))
                .isTrue();
        assertThat(Estimate.waits(Sample.task("T", 1, new ClassCost(600_000_000, 200_000_000, 0, 1))))
                .isFalse();
        assertThat(Estimate.waits(Sample.task("T", 1, new ClassCost(400_000_000, 0, 0, 1))))
                .isFalse();
        assertThat(Estimate.waits(Sample.task("T", 1, null))).isFalse();
    }
}
