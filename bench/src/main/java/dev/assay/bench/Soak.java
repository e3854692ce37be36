package dev.assay.bench;

import dev.assay.bench.measure.Series;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a sandbox leaves behind when much goes wrong. */
@Command(name = "soak", description = "what tests leave that fail, hang, are interrupted, or have threads that die")
final class Soak implements Callable<Integer> {
    private static final String SOAK = "soak";

    @Mixin
    private final Setting setting = new Setting();

    @Option(names = "--tests", defaultValue = "10000", description = "tests of a round (${DEFAULT-VALUE})")
    private String tests = "";

    @Override
    public Integer call() throws Exception {
        try (Server server = Server.start()) {
            Report report = new Report(
                    SOAK,
                    setting.command(),
                    Machine.here(),
                    Map.of("PostgreSQL", "18.1", "PostgreSQL's JDBC driver", "42.7.14", "HikariCP", "5.1.0"),
                    setting.measure(List.of(ProgramContender.of(
                            SOAK,
                            List.of("-Xmx256m"),
                            dev.assay.bench.data.Soak.class,
                            List.of(server.url(), tests),
                            setting.folder(SOAK)))),
                    SOAK,
                    List.of());
            return setting.publish(report.with(Stream.concat(
                            Stream.of(
                                            "not_as_expected",
                                            "owners_left",
                                            "connections_left",
                                            "transactions_left",
                                            "locks_left",
                                            "rows_left",
                                            "threads_left",
                                            "files_left",
                                            "processes_left")
                                    .map(fact -> atMost(report, fact, "none", 0, "")),
                            Stream.of(atMost(report, "heap_growth_mb", "<= 2 MB", 2, " MB")))
                    .toList()));
        }
    }

    private static Check atMost(Report report, String fact, String target, double limit, String unit) {
        String work = fact.replace('_', ' ');
        return report.line(SOAK)
                .flatMap(line -> line.fact(fact))
                .map(Series::max)
                .map(worst -> Check.atMost(work, target, limit, worst, unit))
                .orElseGet(() -> Check.missing(work, target, "it gave no result"));
    }
}
