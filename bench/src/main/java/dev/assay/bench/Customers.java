package dev.assay.bench;

import dev.assay.bench.data.CustomerRate;
import dev.assay.bench.measure.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How many customers with realistic fields one core makes in a second, beside those that others make. */
@Command(name = "customers", description = "customers a second on one core, beside Datafaker's and Instancio's")
final class Customers implements Callable<Integer> {
    private static final String ASSAY = "Assay";
    private static final String DATAFAKER = "Datafaker";
    private static final String INSTANCIO = "Instancio";

    /** Rows are judged by what a core makes, so that what else the machine does counts for little. */
    private static final String RATE = "core_per_s";

    @Mixin
    private final Setting setting = new Setting();

    @Option(
            names = "--warm-up",
            defaultValue = "10",
            description = "seconds of a core before it counts (${DEFAULT-VALUE})")
    private String warmUp = "";

    @Option(names = "--seconds", defaultValue = "10", description = "seconds of a core that count (${DEFAULT-VALUE})")
    private String seconds = "";

    @Override
    public Integer call() throws Exception {
        Report report = new Report(
                "customers",
                setting.command(),
                Machine.here(),
                Map.of("Datafaker", "2.7.0", "Instancio", "6.0.0"),
                setting.measure(List.of(contender(ASSAY), contender(DATAFAKER), contender(INSTANCIO))),
                ASSAY,
                List.of());
        return setting.publish(report.with(checks(report)));
    }

    private Contender contender(String name) {
        List<String> oneCore = List.of("-XX:ActiveProcessorCount=1", "-Xmx1g");
        return ProgramContender.of(
                name, oneCore, CustomerRate.class, List.of(name, warmUp, seconds), setting.folder("customers"));
    }

    static List<Check> checks(Report report) {
        String work = "customers with realistic fields";
        Optional<Series> rate = report.line(ASSAY).flatMap(line -> line.fact(RATE));
        if (rate.isEmpty()) {
            return List.of(Check.missing(work, ">= 2,000,000 a second", "Assay gave no result"));
        }
        double assay = rate.get().median();
        List<Check> checks = new ArrayList<>();
        checks.add(Check.atLeast(work, ">= 2,000,000 a second", 2_000_000, assay, ""));
        ratio(report, DATAFAKER, ">= 40 x Datafaker", 40, assay).ifPresent(checks::add);
        ratio(report, INSTANCIO, ">= 8 x Instancio", 8, assay).ifPresent(checks::add);
        return checks;
    }

    private static Optional<Check> ratio(Report report, String peer, String target, double limit, double assay) {
        return report.line(peer)
                .flatMap(line -> line.fact(RATE))
                .map(rate -> Check.atLeast("customers, the same record", target, limit, assay / rate.median(), " x"));
    }
}
