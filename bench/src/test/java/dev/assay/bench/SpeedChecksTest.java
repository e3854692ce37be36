package dev.assay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedChecksTest {
    private static final Line ONE = Figures.line("Surefire forkCount=1", 115, 130, 170, 180, 175);
    private static final Line TWO = Figures.line("Surefire forkCount=2", 124, 130, 100);
    private static final Line FOUR = Figures.line("Surefire forkCount=4", 187, 130, 104);

    @Test
    void every_row_is_judged_by_medians_against_the_first_and_the_best_surefire() {
        Report report = Figures.report(
                List.of(
                        ONE,
                        Figures.line("Assay without history", 115, 250, 90, 95, 300),
                        Figures.line("Assay with history", 110, 240, 62, 61, 63),
                        TWO,
                        FOUR),
                List.of());

        assertThat(SpeedChecks.of(report))
                .extracting(Check::target, Check::measured, Check::met)
                .containsExactly(
                        tuple("<= 0.60 of Surefire forkCount=1's wall", "0.54", true),
                        tuple("<= 1.00 of the best Surefire's wall", "0.95", true),
                        tuple("<= 0.45 of Surefire forkCount=1's wall", "0.35", true),
                        tuple("<= 0.75 of the best Surefire's wall", "0.62", true),
                        tuple(">= 75 %", "88.7 %", true),
                        tuple("<= 256 MiB resident", "250.0 MiB", true),
                        tuple("<= 256 MiB resident", "240.0 MiB", true));
    }

    @Test
    void what_is_not_reached_is_said() {
        Report report = Figures.report(List.of(ONE, Figures.line("Assay with history", 60, 300, 140), TWO), List.of());

        assertThat(SpeedChecks.of(report)).hasSize(4).noneMatch(Check::met);
    }

    @Test
    void memory_that_the_system_does_not_tell_is_not_a_pass() {
        Report report = Figures.report(List.of(Figures.line("Assay without history", 60, 0, 140)), List.of());

        assertThat(SpeedChecks.of(report))
                .singleElement()
                .matches(check -> !check.met())
                .extracting(Check::measured)
                .asString()
                .startsWith("not measured");
    }

    @Test
    void own_overhead_is_the_cpu_time_beyond_the_bare_launchers_shared_by_the_tests() {
        Line assay = Figures.line("Assay without history", 90, 300, 60);
        Line bare = Figures.line("bare Launcher x2", 78, 0, 40);

        assertThat(Million.overheadMicros(assay, bare, 1_000_000)).isEqualTo(12);
    }
}
