package dev.assay.bench;

import dev.assay.bench.data.ScenarioTime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long the example domain's scenarios take in memory, every row made and verified. */
@Command(name = "scenario", description = "the example domain in memory, every row made and verified")
final class Scenarios implements Callable<Integer> {
    private static final String LARGE = "large";
    private static final String SMALL = "small";

    @Mixin
    private final Setting setting = new Setting();

    @Option(names = "--times", defaultValue = "200", description = "how often a JVM makes it, warm (${DEFAULT-VALUE})")
    private String times = "";

    @Override
    public Integer call() throws Exception {
        Report report = new Report(
                "scenario",
                setting.command(),
                Machine.here(),
                Map.of(),
                setting.measure(List.of(contender(LARGE, times), contender(SMALL, times + "0"))),
                LARGE,
                List.of());
        return setting.publish(report.with(checks(report)));
    }

    private Contender contender(String scenario, String howOften) {
        Path folder = setting.folder("scenario");
        return ProgramContender.of(
                scenario, List.of("-Xmx1g"), ScenarioTime.class, List.of(scenario, howOften), folder);
    }

    static List<Check> checks(Report report) {
        List<Check> checks = new ArrayList<>();
        check(report, LARGE, "warm_ms", "large in memory, made and verified, warm", 30)
                .ifPresent(checks::add);
        check(report, LARGE, "fresh_ms", "large in memory, in a fresh JVM, from main", 400)
                .ifPresent(checks::add);
        check(report, SMALL, "warm_ms", "small in memory, made and verified, warm", 1)
                .ifPresent(checks::add);
        check(report, LARGE, "clean_up_ms", "large: clean-up", 1).ifPresent(checks::add);
        return checks;
    }

    private static Optional<Check> check(Report report, String scenario, String fact, String work, double limit) {
        return report.line(scenario)
                .flatMap(line -> line.fact(fact))
                .map(millis -> Check.atMost(work, "<= " + Numbers.whole(limit) + " ms", limit, millis.median(), " ms"));
    }
}
