package dev.assay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.bench.measure.Measurement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataChecksTest {
    @Test
    void customers_are_judged_by_a_cores_rate_and_by_their_peers() {
        Report report = Figures.report(
                List.of(
                        line("Assay", "core_per_s", 1_900_000, 2_100_000, 2_500_000),
                        line("Datafaker", "core_per_s", 50_000, 52_500, 60_000),
                        line("Instancio", "core_per_s", 300_000, 300_000, 300_000)),
                List.of());

        assertThat(Customers.checks(report))
                .extracting(Check::measured, Check::met)
                .containsExactly(tuple("2,100,000", true), tuple("40.0 x", true), tuple("7.00 x", false));
    }

    @Test
    void a_row_without_figures_is_not_reached() {
        Report nothing = Figures.report(List.of(), List.of());

        assertThat(Customers.checks(nothing)).singleElement().matches(check -> !check.met());
        assertThat(Copy.check(nothing).met()).isFalse();
        assertThat(Postgres.check(nothing).met()).isFalse();
        assertThat(Csv.checks(nothing, 100)).singleElement().matches(check -> !check.met());
        assertThat(Bytes.check(Map.of(), 2).met()).isFalse();
    }

    @Test
    void scenarios_have_limits_of_their_own() {
        Report report = Figures.report(
                List.of(line("large", "warm_ms", 29, 30, 31), line("small", "warm_ms", 1.1, 1.2, 0.9)), List.of());

        assertThat(Scenarios.checks(report)).extracting(Check::met).containsExactly(true, false);
    }

    @Test
    void heap_is_judged_by_the_worst_round() {
        Report report =
                Figures.report(List.of(line("small", "heap_mb", 4, 5.1, 4), line("large", "heap_mb", 99)), List.of());

        assertThat(Heap.checks(report)).singleElement().matches(check -> !check.met());
    }

    @Test
    void loading_is_compared_with_the_bare_bytes() {
        Report report = Figures.report(
                List.of(line("raw binary COPY", "rows_per_s", 1_000), line("Assay", "rows_per_s", 810)), List.of());

        assertThat(Copy.check(report))
                .isEqualTo(new Check(
                        "rows with two foreign keys into PostgreSQL",
                        ">= 0.80 of the rate of raw binary COPY",
                        "0.81",
                        true));
    }

    @Test
    void one_different_hash_is_enough_and_so_is_a_missing_run() {
        String hash = "0123456789abcdef";

        assertThat(Bytes.check(Map.of("a", hash, "b", hash), 2).met()).isTrue();
        assertThat(Bytes.check(Map.of("a", hash, "b", "f" + hash), 2).met()).isFalse();
        assertThat(Bytes.check(Map.of("a", hash), 2).met()).isFalse();
    }

    @Test
    void rows_are_read_back_from_what_a_benchmark_wrote(@TempDir Path folder) throws Exception {
        List<Check> checks = List.of(Check.atMost("work", "<= 1 s", 1, 0.5, " s"), Check.missing("a", "b", "c"));
        Path file = Figures.report(List.of(), checks).writeJson(folder);

        assertThat(Data.checks(new ObjectMapper().readTree(file.toFile()))).isEqualTo(checks);
    }

    @Test
    void a_sheet_of_programs_shows_what_they_measured() {
        Report report = Figures.report(List.of(line("large", "warm_ms", 29, 1_234_567, 31)), List.of());

        assertThat(new Sheet(report).render())
                .contains("| contender | warm ms |        min-max | all MiB | CPU s | others' CPU s |")
                .contains("| large     |    31.0 | 29.0-1,234,567 |       0 |  1.00 |          0.00 |");
    }

    @Test
    void progress_says_what_a_program_measured() {
        assertThat(Result.of(Map.of("warm_ms", 1.0, "rows", 44_873.0))).hasToString("rows 44,873, warm_ms 1.00");
    }

    private static Line line(String contender, String fact, double... values) {
        List<Run> runs = new ArrayList<>();
        for (double value : values) {
            runs.add(new Run(new Measurement(1, 1_000, 0, 0, 0, List.of(0)), Result.of(Map.of(fact, value))));
        }
        return new Line(contender, runs);
    }
}
