package dev.assay.bench;

import dev.assay.bench.data.LoadRate;
import dev.assay.bench.measure.Series;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How fast rows with two foreign keys come into PostgreSQL, beside the bare bytes and beside JDBC's batches. */
@Command(name = "copy", description = "3,000,000 rows with two foreign keys into PostgreSQL, beside raw binary COPY")
final class Copy implements Callable<Integer> {
    private static final String ASSAY = "Assay";
    private static final String RAW = "raw binary COPY";
    private static final String RATE = "rows_per_s";

    @Mixin
    private final Setting setting = new Setting();

    @Option(names = "--rows", defaultValue = "3000000", description = "rows with foreign keys (${DEFAULT-VALUE})")
    private String rows = "";

    @Override
    public Integer call() throws Exception {
        try (Server server = Server.start()) {
            Report report = new Report(
                    "copy",
                    setting.command(),
                    Machine.here(),
                    Map.of("PostgreSQL", "18.1", "PostgreSQL's JDBC driver", "42.7.14"),
                    setting.measure(List.of(
                            contender(RAW, "raw", server.url()),
                            contender(ASSAY, "assay", server.url()),
                            contender(
                                    "JDBC, rewritten batches", "jdbc", server.url() + "&reWriteBatchedInserts=true"))),
                    RAW,
                    List.of());
            return setting.publish(report.with(List.of(check(report))));
        }
    }

    private Contender contender(String name, String how, String url) {
        return ProgramContender.of(
                name, List.of("-Xmx2g"), LoadRate.class, List.of(how, url, rows), setting.folder("copy"));
    }

    static Check check(Report report) {
        String work = "rows with two foreign keys into PostgreSQL";
        String target = ">= 0.80 of the rate of raw binary COPY";
        Optional<Series> assay = report.line(ASSAY).flatMap(line -> line.fact(RATE));
        Optional<Series> raw = report.line(RAW).flatMap(line -> line.fact(RATE));
        if (assay.isEmpty() || raw.isEmpty()) {
            return Check.missing(work, target, "one of the two gave no result");
        }
        return Check.atLeast(work, target, 0.8, assay.get().median() / raw.get().median(), "");
    }
}
