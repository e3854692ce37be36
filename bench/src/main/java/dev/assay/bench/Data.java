package dev.assay.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Every benchmark of realistic data, one after the other, and what was to be reached in one table. */
@Command(name = "data", description = "every benchmark of realistic data, one after the other")
final class Data implements Callable<Integer> {
    static final List<String> BENCHMARKS = List.of("customers", "scenario", "heap", "bytes", "postgres", "copy", "csv");

    @Mixin
    private final Setting setting = new Setting();

    @Override
    public Integer call() throws IOException {
        int worst = 0;
        List<Check> checks = new ArrayList<>();
        for (String benchmark : BENCHMARKS) {
            int code = Bench.commandLine().execute(benchmark, "--rounds", String.valueOf(setting.rounds));
            worst = Math.max(worst, code);
            Path file = setting.json(benchmark);
            checks.addAll(
                    code > 1
                            ? List.of(Check.missing(benchmark, "see above", "it ended with " + code))
                            : checks(new ObjectMapper().readTree(file.toFile())));
        }
        System.out.println("## Realistic data\n\n" + Sheet.checks(checks));
        return worst;
    }

    /** Reads the rows that a benchmark wrote. */
    static List<Check> checks(JsonNode report) {
        List<Check> checks = new ArrayList<>();
        for (JsonNode each : report.path("checks")) {
            checks.add(new Check(
                    each.path("work").asText(),
                    each.path("target").asText(),
                    each.path("measured").asText(),
                    each.path("met").asBoolean()));
        }
        return checks;
    }
}
