package dev.assay.cli;

import dev.assay.cli.TextTable.Cell;
import dev.assay.cli.TextTable.Paint;
import dev.assay.core.Diagnosis;
import dev.assay.history.History;
import dev.assay.history.PastRun;
import dev.assay.history.TestHistory;
import dev.assay.history.TestHistory.PastOutcome;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay history}. */
@Command(
        name = "history",
        description = "Tells what past runs say of a test, or the last runs and the worst tests.",
        subcommands = HistoryCommand.MergeCommand.class)
final class HistoryCommand implements Callable<Integer> {
    private static final int RUNS = 10;
    private static final int NEAR = 3;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

    @Mixin
    private HistoryOptions options = new HistoryOptions();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "Tests to show (${DEFAULT-VALUE}).")
    private int limit = 20;

    @Parameters(
            arity = "0..1",
            paramLabel = "TEST",
            description = "Class, Class#method or method, simple or qualified; * stands for anything.")
    private @Nullable String test;

    @Override
    public Integer call() {
        String wanted = test;
        options.checked(limit);
        return options.read(history -> {
            if (wanted == null) {
                printRuns(history.trend(RUNS));
                options.out().println();
                FlakyCommand.print(history.flakiest(limit), options);
            } else {
                printTests(history, wanted);
            }
            return CommandLine.ExitCode.OK;
        });
    }

    private void printRuns(List<PastRun> runs) {
        TextTable table = new TextTable(options.colours())
                .titles("began", " wall", " CPU", " tests", " failed", " lost", " flaky", "end", "target");
        for (PastRun run : runs) {
            table.row(
                    TextTable.text(DATE.format(Instant.ofEpochMilli(run.startMillis()))),
                    TextTable.time(run.wallNanos()),
                    TextTable.time(run.cpuNanos()),
                    TextTable.count(run.tests(), Paint.NONE),
                    TextTable.count(run.failed(), Paint.RED),
                    TextTable.count(run.lost(), Paint.RED),
                    TextTable.count(run.flaky(), Paint.YELLOW),
                    TextTable.text(run.end().name().toLowerCase(Locale.ROOT), Paint.DIM),
                    TextTable.text(run.target()));
        }
        table.print(options.out());
    }

    private void printTests(History history, String wanted) {
        List<TestHistory> found = history.find(wanted);
        if (found.isEmpty()) {
            throw unknown(wanted, history.near(wanted, NEAR)).exception();
        }
        PrintWriter out = options.out();
        for (TestHistory each : found.subList(0, Math.min(limit, found.size()))) {
            out.println("  " + each.className() + " " + bold(each.name()));
            details(each).print(out);
            out.println();
        }
        if (found.size() > limit) {
            out.printf("  and %,d more: --limit %d%n", found.size() - limit, found.size());
        }
    }

    private TextTable details(TestHistory each) {
        TextTable table = new TextTable(options.colours());
        String cost = each.wallNanos() < 0 ? "unknown: it never passed" : TextTable.duration(each.wallNanos());
        table.row(
                label("cost"),
                TextTable.text(
                        each.invocations() == 1
                                ? cost
                                : cost + " for " + String.format(Locale.ROOT, "%,d", each.invocations())
                                        + " invocations"));
        table.row(
                label("runs"),
                TextTable.text(String.format(
                        Locale.ROOT,
                        "%,d passed, %,d failed, %,d passed on a retry, %,d flips with the same commit",
                        each.passed(),
                        each.failed(),
                        each.flaky(),
                        each.flips())));
        PastOutcome last = each.last();
        if (last != null) {
            table.row(label("last"), TextTable.text(describe(last), HistoryOptions.paint(last)));
            table.row(
                    label("newest last"),
                    TextTable.text(options.letters(each, each.recent().size())));
        }
        return table;
    }

    private static String describe(PastOutcome last) {
        String outcome = last.outcome().name().toLowerCase(Locale.ROOT) + (last.flaky() ? " on a retry" : "");
        return last.runId().isEmpty()
                ? outcome
                : outcome + ", " + DATE.format(Instant.ofEpochMilli(last.startMillis())) + ", run " + last.runId();
    }

    private static Cell label(String text) {
        return TextTable.text("  " + text, Paint.DIM);
    }

    private String bold(String text) {
        return options.colours() ? Paint.BOLD.on(text) : text;
    }

    private static Diagnosis unknown(String wanted, List<String> near) {
        Diagnosis diagnosis = Diagnosis.of("ASSAY-HIST-008", "history knows no such test.")
                .with("test", wanted)
                .because("a test is known once it ran; the name is Class, Class#method or method, * for anything");
        for (String name : near) {
            diagnosis = diagnosis.toFix("assay history '" + name + "'");
        }
        return near.isEmpty() ? diagnosis.toFix("assay slowest, which lists names") : diagnosis;
    }

    /** {@code assay history merge}. */
    @Command(
            name = "merge",
            description = "Adds the runs of other histories that are not known here; doing so twice changes nothing.")
    static final class MergeCommand implements Callable<Integer> {
        @Mixin
        private HistoryOptions options = new HistoryOptions();

        @Parameters(arity = "1..*", paramLabel = "FILE", description = "Histories of other runs.")
        private List<Path> files = List.of();

        @Override
        public Integer call() {
            return options.write(history -> {
                for (Path file : files) {
                    options.out().printf("  %,d runs added from %s%n", history.merge(file), file);
                }
                return CommandLine.ExitCode.OK;
            });
        }
    }
}
