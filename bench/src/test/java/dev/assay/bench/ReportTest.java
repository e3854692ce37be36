package dev.assay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private final Report report = Figures.report(
            List.of(
                    Figures.line("Surefire forkCount=1", 115, 130, 100, 104, 98),
                    Figures.line("Assay without history", 110, 200, 50, 49, 61)),
            List.of(Check.atMost("work", "<= 0.60", 0.6, 0.5, "")));

    @Test
    void the_json_holds_rounds_medians_ratios_and_checks(@TempDir Path folder) throws Exception {
        Path file = report.writeJson(folder.resolve("new"));

        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(file).hasFileName("bench-lang3.json");
        assertThat(json.at("/machine/cores").asInt()).isEqualTo(2);
        assertThat(json.at("/versions/Surefire").asText()).isEqualTo("3.6.1");
        assertThat(json.at("/lines/1/medianWallMillis").asDouble()).isEqualTo(50_000);
        assertThat(json.at("/lines/1/runs/2/measurement/wallMillis").asDouble()).isEqualTo(61_000);
        assertThat(json.at("/ratios/Assay without history").asDouble()).isEqualTo(0.5);
        assertThat(json.at("/checks/0/met").asBoolean()).isTrue();
    }

    @Test
    void an_older_json_is_replaced_and_nothing_is_left_beside_it(@TempDir Path folder) throws Exception {
        report.writeJson(folder);
        report.with(List.of()).writeJson(folder);

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
        assertThat(folder.resolve("bench-lang3.json")).content().contains("\"checks\" : [ ]");
    }

    @Test
    void a_report_is_met_when_every_check_is() {
        Check missed = Check.missing("work", "<= 1", "no figures");

        assertThat(report.met()).isTrue();
        assertThat(report.with(List.of(report.checks().get(0), missed)).met()).isFalse();
    }
}
