package dev.assay.bench;

import dev.assay.bench.data.ScenarioLoad;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long the example domain's scenarios take into PostgreSQL, until all constraints are valid. */
@Command(name = "postgres", description = "the large scenario into PostgreSQL, all constraints valid at the end")
final class Postgres implements Callable<Integer> {
    private static final String LARGE = "large";

    @Mixin
    private final Setting setting = new Setting();

    @Option(names = "--times", defaultValue = "15", description = "how often a JVM loads it, warm (${DEFAULT-VALUE})")
    private String times = "";

    @Override
    public Integer call() throws Exception {
        try (Server server = Server.start()) {
            List<String> arguments = List.of(LARGE, server.url(), times);
            Report report = new Report(
                    "postgres",
                    setting.command(),
                    Machine.here(),
                    Map.of("PostgreSQL", "18.1"),
                    setting.measure(List.of(ProgramContender.of(
                            LARGE, List.of("-Xmx1g"), ScenarioLoad.class, arguments, setting.folder("postgres")))),
                    LARGE,
                    List.of());
            return setting.publish(report.with(List.of(check(report))));
        }
    }

    static Check check(Report report) {
        String work = "large into embedded PostgreSQL, all constraints valid, warm";
        String target = "<= 0.5 s";
        return report.line(LARGE)
                .flatMap(line -> line.fact("warm_ms"))
                .map(millis -> Check.atMost(work, target, 0.5, millis.median() / 1000, " s"))
                .orElseGet(() -> Check.missing(work, target, "it gave no result"));
    }
}
