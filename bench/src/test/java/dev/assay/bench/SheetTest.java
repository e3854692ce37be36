package dev.assay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SheetTest {
    @Test
    void a_sheet_has_machine_medians_ratios_phases_and_what_was_reached() {
        Counts counts = new Counts(57_446, 1, 14);
        Map<String, Double> facts = Map.of("discovery_ms", 310.0, "first_failure_ms", 4_200.0, "wall_ms", 61_000.0);
        Report report = Figures.report(
                List.of(
                        Figures.line("Surefire forkCount=1", 115, 130, 176.6, 178.0, 170.0),
                        Figures.line("Assay without history", counts, facts, 110, 200, 62.0, 61.0, 63.0)),
                List.of(Check.atMost("no history", "<= 0.60 of Surefire", 0.6, 0.351, "")));

        assertThat(new Sheet(report).render()).isEqualTo("""
                        ## lang3

                        2 cores, 24 GiB, Linux amd64, JDK Vendor 17.0.15; JUnit 5.13.4, Surefire 3.6.1
                        `bench/run lang3 --rounds 3`

                        | contender             | wall s |     min-max | of Surefire forkCount=1 | CPU s | CPU used | coordinator MiB | all MiB |  tests | failed | skipped | others' CPU s |
                        | --------------------- | -----: | ----------: | ----------------------: | ----: | -------: | --------------: | ------: | -----: | -----: | ------: | ------------: |
                        | Surefire forkCount=1  |  176.6 | 170.0-178.0 |                    1.00 | 115.0 |     33 % |             130 |     260 | 57,446 |      1 |      14 |          0.50 |
                        | Assay without history |   62.0 |   61.0-63.0 |                    0.35 | 110.0 |     89 % |             200 |     400 | 57,446 |      1 |      14 |          0.50 |

                        | contender             | collection s | first failure s | full s |
                        | --------------------- | -----------: | --------------: | -----: |
                        | Assay without history |         0.31 |            4.20 |   61.0 |

                        | work       |            to reach | measured | reached |
                        | ---------- | ------------------: | -------: | ------: |
                        | no history | <= 0.60 of Surefire |     0.35 |     yes |
                        """);
    }

    @Test
    void rounds_that_counted_differently_are_said_to() {
        Line one = Figures.line("Assay", new Counts(10, 0, 0), Map.of(), 1, 1, 1);
        Line two = Figures.line("Assay", new Counts(9, 0, 0), Map.of(), 1, 1, 1);
        Line both = new Line("Assay", List.of(one.runs().get(0), two.runs().get(0)));

        assertThat(new Sheet(Figures.report(List.of(both), List.of())).render()).contains("9 (rounds differ)");
    }

    @Test
    void a_run_without_a_failure_has_no_time_of_its_first() {
        Line line =
                Figures.line("Assay", new Counts(1, 0, 0), Map.of("discovery_ms", 100.0, "wall_ms", 900.0), 1, 1, 1);

        assertThat(new Sheet(Figures.report(List.of(line), List.of())).render())
                .contains("| Assay     |         0.10 |            none |   0.90 |");
    }
}
