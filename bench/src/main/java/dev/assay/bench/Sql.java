package dev.assay.bench;

import dev.assay.bench.data.Isolation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a sandbox costs a test, beside the same statements between BEGIN and ROLLBACK. */
@Command(name = "sql", description = "a test's isolation in a sandbox, beside BEGIN and ROLLBACK by hand")
final class Sql implements Callable<Integer> {
    private static final String ISOLATION = "isolation";

    @Mixin
    private final Setting setting = new Setting();

    @Option(names = "--times", defaultValue = "3000", description = "how often a JVM does each (${DEFAULT-VALUE})")
    private String times = "";

    @Override
    public Integer call() throws Exception {
        try (Server server = Server.start()) {
            List<String> arguments = List.of(server.url(), times);
            Report report = new Report(
                    "sql",
                    setting.command(),
                    Machine.here(),
                    Map.of("PostgreSQL", "18.1", "PostgreSQL's JDBC driver", "42.7.14", "HikariCP", "5.1.0"),
                    setting.measure(List.of(ProgramContender.of(
                            ISOLATION, List.of("-Xmx512m"), Isolation.class, arguments, setting.folder("sql")))),
                    ISOLATION,
                    List.of());
            return setting.publish(report.with(List.of(check(report))));
        }
    }

    static Check check(Report report) {
        String work = "a test's isolation: own, one insert, one read, roll back";
        String target = "<= 1.3 x BEGIN and ROLLBACK";
        return report.line(ISOLATION)
                .flatMap(line -> line.fact("times_plain"))
                .map(times -> Check.atMost(work, target, 1.3, times.median(), " x"))
                .orElseGet(() -> Check.missing(work, target, "it gave no result"));
    }
}
