package dev.assay.bench;

import dev.assay.bench.data.CsvRate;
import dev.assay.bench.measure.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How fast rows are streamed to nowhere as CSV, what a second thread adds, and whether memory is bounded. */
@Command(name = "csv", description = "rows streamed to /dev/null as CSV, on one thread and on two, within 64 MB")
final class Csv implements Callable<Integer> {
    private static final String ONE = "Assay, 1 thread";
    private static final String TWO = "Assay, 2 threads";
    private static final String MANY = "Assay, all rows, -Xmx64m";
    private static final String RATE = "rows_per_s";

    /** Slower by so much that fewer rows are enough to know its rate. */
    private static final int DATAFAKERS_PART = 150;

    @Mixin
    private final Setting setting = new Setting();

    @Option(names = "--rows", defaultValue = "30000000", description = "rows of a round (${DEFAULT-VALUE})")
    private long rows;

    @Option(
            names = "--all-rows",
            defaultValue = "100000000",
            description = "rows that are streamed once (${DEFAULT-VALUE}); 0 leaves it out")
    private long allRows;

    @Override
    public Integer call() throws Exception {
        List<Line> lines = new ArrayList<>(setting.measure(List.of(
                contender(ONE, "assay", rows, 1),
                contender(TWO, "assay", rows, 2),
                contender("Datafaker's CSV", "datafaker", rows / DATAFAKERS_PART, 1))));
        if (allRows > 0 && setting.wants(MANY)) {
            lines.addAll(new Rounds(System.out).run(1, List.of(contender(MANY, "assay", allRows, 2))));
        }
        Report report = new Report(
                "csv", setting.command(), Machine.here(), Map.of("Datafaker", "2.7.0"), lines, ONE, List.of());
        return setting.publish(report.with(checks(report, allRows)));
    }

    private Contender contender(String name, String how, long count, int threads) {
        List<String> memory = List.of(how.equals("assay") ? "-Xmx64m" : "-Xmx1g");
        List<String> arguments = List.of(how, String.valueOf(count), String.valueOf(threads));
        return ProgramContender.of(name, memory, CsvRate.class, arguments, setting.folder("csv"));
    }

    static List<Check> checks(Report report, long allRows) {
        List<Check> checks = new ArrayList<>();
        Optional<Series> one = rate(report, ONE);
        Optional<Series> two = rate(report, TWO);
        if (one.isPresent() && two.isPresent()) {
            double ratio = two.get().median() / one.get().median();
            checks.add(Check.atLeast("rows to /dev/null as CSV: 2 threads", ">= 1.8 x 1 thread", 1.8, ratio, " x"));
        }
        String work = Numbers.count(allRows) + " rows to /dev/null as CSV";
        String target = "-Xmx64m is enough";
        checks.add(rate(report, MANY)
                .map(rate -> new Check(work, target, Numbers.measure(rate.median()) + " rows a second", true))
                .orElseGet(() -> Check.missing(work, target, "left out, or it did not come to its end")));
        return checks;
    }

    private static Optional<Series> rate(Report report, String contender) {
        return report.line(contender).flatMap(line -> line.fact(RATE));
    }
}
