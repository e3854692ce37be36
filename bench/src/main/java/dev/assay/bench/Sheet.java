package dev.assay.bench;

import dev.assay.bench.measure.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Renders a report as Markdown: medians, ratios, and the rows of what was to be reached. */
final class Sheet {
    private static final List<String> PHASES = List.of("discovery_ms", "first_failure_ms", "wall_ms");

    private final Report report;

    Sheet(Report report) {
        this.report = report;
    }

    String render() {
        StringBuilder text = new StringBuilder("## ").append(report.name()).append("\n\n");
        text.append(report.machine()).append("; ").append(versions()).append("\n");
        text.append("`").append(report.command()).append("`\n");
        if (!report.lines().isEmpty()) {
            boolean tests =
                    report.lines().stream().anyMatch(line -> !line.counts().equals(Counts.NONE));
            text.append("\n").append(tests ? contenders() + phases() : facts());
        }
        if (!report.checks().isEmpty()) {
            text.append("\n").append(checks());
        }
        return text.toString();
    }

    private String versions() {
        return String.join(
                ", ",
                report.versions().entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue())
                        .sorted()
                        .toList());
    }

    private String contenders() {
        Optional<Double> base = report.line(report.baseline()).map(Line::medianWallMillis);
        MarkdownTable table = new MarkdownTable(
                "contender",
                "wall s",
                "min-max",
                "of " + report.baseline(),
                "CPU s",
                "CPU used",
                "coordinator MiB",
                "all MiB",
                "tests",
                "failed",
                "skipped",
                "others' CPU s");
        for (Line line : report.lines()) {
            Series wall = line.wallMillis();
            Counts counts = line.counts();
            table.row(
                    line.contender(),
                    seconds(wall.median()),
                    seconds(wall.min()) + "-" + seconds(wall.max()),
                    base.map(value -> Numbers.ratio(wall.median() / value)).orElse(""),
                    seconds(line.cpuMillis().median()),
                    Numbers.whole(100
                                    * line.utilisation(report.machine().cores()).median()) + " %",
                    Numbers.whole(line.coordinatorMib().max()),
                    Numbers.whole(line.treeMib().max()),
                    Numbers.count(counts.tests()) + (line.steady() ? "" : " (rounds differ)"),
                    Numbers.count(counts.failed()),
                    Numbers.count(counts.skipped()),
                    seconds(line.othersCpuMillis().median()));
        }
        return table.render();
    }

    /** The times of requirement 112, for the contenders that tell them. */
    private String phases() {
        MarkdownTable table = new MarkdownTable("contender", "collection s", "first failure s", "full s");
        boolean any = false;
        for (Line line : report.lines()) {
            if (line.fact("wall_ms").isPresent()) {
                any = true;
                table.row(line.contender(), phase(line, 0), phase(line, 1), phase(line, 2));
            }
        }
        return any ? "\n" + table.render() : "";
    }

    private static String phase(Line line, int index) {
        return line.fact(PHASES.get(index))
                .map(series -> seconds(series.median()))
                .orElse("none");
    }

    /** What programs measured themselves, where there are no tests to count. */
    private String facts() {
        List<String> names = report.lines().stream()
                .flatMap(line -> line.runs().stream())
                .flatMap(run -> run.result().facts().keySet().stream())
                .distinct()
                .sorted()
                .toList();
        List<String> head = new ArrayList<>(List.of("contender"));
        for (String name : names) {
            head.add(name.replace('_', ' '));
            head.add("min-max");
        }
        head.addAll(List.of("all MiB", "CPU s", "others' CPU s"));
        MarkdownTable table = new MarkdownTable(head.toArray(String[]::new));
        for (Line line : report.lines()) {
            List<String> row = new ArrayList<>(List.of(line.contender()));
            for (String name : names) {
                Optional<Series> fact = line.fact(name);
                row.add(fact.map(series -> Numbers.measure(series.median())).orElse(""));
                row.add(fact.map(series -> Numbers.measure(series.min()) + "-" + Numbers.measure(series.max()))
                        .orElse(""));
            }
            row.add(Numbers.whole(line.treeMib().max()));
            row.add(seconds(line.cpuMillis().median()));
            row.add(seconds(line.othersCpuMillis().median()));
            table.row(row.toArray(String[]::new));
        }
        return table.render();
    }

    private String checks() {
        return checks(report.checks());
    }

    /** Renders rows of what was to be reached. */
    static String checks(List<Check> checks) {
        MarkdownTable table = new MarkdownTable("work", "to reach", "measured", "reached");
        for (Check check : checks) {
            table.row(check.work(), check.target(), check.measured(), check.met() ? "yes" : "no");
        }
        return table.render();
    }

    private static String seconds(double millis) {
        return Numbers.decimal(millis / 1000);
    }
}
