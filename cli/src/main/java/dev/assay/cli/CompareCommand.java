package dev.assay.cli;

import dev.assay.cli.TextTable.Cell;
import dev.assay.cli.TextTable.Paint;
import dev.assay.core.DiagnosisException;
import dev.assay.event.Outcome;
import dev.assay.report.compare.Comparison;
import dev.assay.report.compare.Comparison.Difference;
import dev.assay.report.compare.Side;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay compare}. */
@Command(
        name = "compare",
        description = "Compares two runs test by test: folders of Assay's runs, or of Surefire's reports. Ends with 0"
                + " when all outcomes are equal, with 1 when some differ.")
final class CompareCommand implements Callable<Integer> {
    private static final int DIFFERENT = 1;
    private static final int CLASSES = 10;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A", description = "A run's folder.")
    private Path a = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "The other run's folder.")
    private Path b = Path.of("");

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "Tests to show of each kind (${DEFAULT-VALUE}); 0 for all.")
    private int limit = 50;

    @Option(names = "--no-color", description = "Plain text.")
    private boolean noColor;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Override
    public Integer call() {
        try {
            Comparison comparison = Comparison.of(a, b);
            print(comparison);
            return comparison.isEqual() ? CommandLine.ExitCode.OK : DIFFERENT;
        } catch (DiagnosisException e) {
            spec.commandLine().getErr().println(e.diagnosis().render());
            spec.commandLine().getErr().flush();
            return CommandLine.ExitCode.USAGE;
        }
    }

    private void print(Comparison comparison) {
        PrintWriter out = spec.commandLine().getOut();
        TextTable sides = table().titles(
                        "",
                        " tests",
                        " passed",
                        " failed",
                        " aborted",
                        " skipped",
                        " lost",
                        " not run",
                        " flaky",
                        " wall",
                        " sum",
                        "");
        sides.row(side("A", comparison.a()));
        sides.row(side("B", comparison.b()));
        sides.print(out);
        print("differ", comparison.differences());
        print("are only in A", comparison.onlyInA());
        print("are only in B", comparison.onlyInB());
        tiers(comparison);
        out.println();
        if (comparison.isEqual()) {
            out.println("  " + paint("Equal", Paint.GREEN) + ": every test has the same outcome in both.");
        }
        out.println("  " + time(comparison));
        out.flush();
    }

    /** Shows what it cost to have databases isolated otherwise, where tests told how they were. */
    private void tiers(Comparison comparison) {
        Side a = comparison.a();
        Side b = comparison.b();
        if (a.tiers().isEmpty() && b.tiers().isEmpty()) {
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        TextTable table = table().titles("class", " A", " B", " B / A");
        table.row(
                TextTable.text("tier", Paint.BOLD),
                TextTable.text(tier(a)),
                TextTable.text(tier(b)),
                TextTable.text(""));
        table.row(
                TextTable.text("in databases", Paint.BOLD),
                TextTable.time(a.databaseNanos()),
                TextTable.time(b.databaseNanos()),
                TextTable.text(ratio(a.databaseNanos(), b.databaseNanos())));
        int shown = limit > 0 ? Math.min(CLASSES, limit) : Integer.MAX_VALUE;
        comparison.times().stream()
                .limit(shown)
                .forEach(of -> table.row(
                        TextTable.text(of.className()),
                        TextTable.time(of.a()),
                        TextTable.time(of.b()),
                        TextTable.text(ratio(of.a(), of.b()))));
        table.print(out);
    }

    private static String tier(Side side) {
        return side.tiers().isEmpty() ? "none" : String.join(", ", side.tiers()).toLowerCase(Locale.ROOT);
    }

    private static String ratio(long a, long b) {
        return a <= 0 ? "" : String.format(Locale.ROOT, "%.2f", (double) b / a);
    }

    private Cell[] side(String name, Side side) {
        String note = side.complete() ? "" : " (did not come to its end)";
        return new Cell[] {
            TextTable.text(name, Paint.BOLD),
            TextTable.count(side.tests(), Paint.BOLD),
            TextTable.count(side.count(Outcome.PASSED), Paint.GREEN),
            TextTable.count(side.count(Outcome.FAILED), Paint.RED),
            TextTable.count(side.count(Outcome.ABORTED), Paint.NONE),
            TextTable.count(side.count(Outcome.SKIPPED), Paint.NONE),
            TextTable.count(side.count(Outcome.LOST), Paint.RED),
            TextTable.count(side.count(Outcome.NOT_RUN), Paint.YELLOW),
            TextTable.count(side.flaky(), Paint.YELLOW),
            TextTable.time(side.wallNanos()),
            TextTable.time(side.workNanos()),
            TextTable.text(side.folder() + note, side.complete() ? Paint.NONE : Paint.YELLOW)
        };
    }

    private void print(String what, List<Difference> tests) {
        if (tests.isEmpty()) {
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.printf("  %s%n", paint(String.format(Locale.ROOT, "%,d %s", tests.size(), what), Paint.BOLD));
        int shown = limit > 0 ? Math.min(limit, tests.size()) : tests.size();
        TextTable table = table();
        for (Difference test : tests.subList(0, shown)) {
            table.row(
                    TextTable.text(test.className() + "#" + test.name()),
                    outcome(test.a()),
                    TextTable.text(test.a() != null && test.b() != null ? "->" : "", Paint.DIM),
                    outcome(test.b()));
        }
        table.print(out);
        if (shown < tests.size()) {
            out.printf("  and %,d more: --limit 0 shows all%n", tests.size() - shown);
        }
    }

    private static Cell outcome(@Nullable Outcome outcome) {
        if (outcome == null) {
            return TextTable.text("");
        }
        Paint paint = switch (outcome) {
            case PASSED -> Paint.GREEN;
            case FAILED, LOST -> Paint.RED;
            case ABORTED, SKIPPED, NOT_RUN -> Paint.YELLOW;
        };
        return TextTable.text(outcome.words(), paint);
    }

    private static String time(Comparison comparison) {
        double ratio = comparison.timeRatio();
        if (Double.isNaN(ratio)) {
            return "Their times are not known.";
        }
        String times = comparison.isWallKnown() ? "wall time" : "sum of all classes' times";
        return String.format(Locale.ROOT, "B's %s is %.2f of A's.", times, ratio);
    }

    private TextTable table() {
        return new TextTable(colours());
    }

    private String paint(String text, Paint paint) {
        return colours() ? paint.on(text) : text;
    }

    private boolean colours() {
        return !noColor && spec.commandLine().getColorScheme().ansi().enabled();
    }
}
