package dev.assay.bench;

import dev.assay.bench.data.HeapHeld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How much heap a scenario holds, every row made, after a full collection. */
@Command(name = "heap", description = "heap held by the example domain's scenarios, every row made")
final class Heap implements Callable<Integer> {
    private static final Map<String, Double> LIMITS = Map.of("small", 5.0, "medium", 20.0);

    @Mixin
    private final Setting setting = new Setting();

    @Override
    public Integer call() throws Exception {
        List<Contender> contenders = new ArrayList<>();
        for (String scenario : List.of("small", "medium", "large")) {
            contenders.add(ProgramContender.of(
                    scenario, List.of(), HeapHeld.class, List.of(scenario), setting.folder("heap")));
        }
        Report report = new Report(
                "heap", setting.command(), Machine.here(), Map.of(), setting.measure(contenders), "small", List.of());
        return setting.publish(report.with(checks(report)));
    }

    static List<Check> checks(Report report) {
        List<Check> checks = new ArrayList<>();
        for (Line line : report.lines()) {
            Double limit = LIMITS.get(line.contender());
            if (limit != null) {
                line.fact("heap_mb").ifPresent(series -> {
                    // The most of all rounds: what is held may not depend on luck.
                    String target = "<= " + Numbers.whole(limit) + " MB";
                    checks.add(Check.atMost("heap held: " + line.contender(), target, limit, series.max(), " MB"));
                });
            }
        }
        return checks;
    }
}
