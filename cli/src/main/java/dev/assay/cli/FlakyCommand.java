package dev.assay.cli;

import dev.assay.cli.TextTable.Paint;
import dev.assay.history.TestHistory;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay flaky}. */
@Command(
        name = "flaky",
        description = "Lists the tests that contradict themselves: that pass on a retry, or pass and fail with the same"
                + " commit.")
final class FlakyCommand implements Callable<Integer> {
    private static final int LETTERS = 40;

    @Mixin
    private HistoryOptions options = new HistoryOptions();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "How many (${DEFAULT-VALUE}).")
    private int limit = 20;

    @Override
    public Integer call() {
        return options.read(history -> {
            print(history.flakiest(options.checked(limit)), options);
            return CommandLine.ExitCode.OK;
        });
    }

    static void print(List<TestHistory> flakiest, HistoryOptions options) {
        if (flakiest.isEmpty()) {
            options.out().println("  No test has contradicted itself.");
            return;
        }
        TextTable table = new TextTable(options.colours())
                .titles(" on retry", " flips", " failed", " passed", "test", "newest last");
        for (TestHistory test : flakiest) {
            table.row(
                    TextTable.count(test.flaky(), Paint.YELLOW),
                    TextTable.count(test.flips(), Paint.YELLOW),
                    TextTable.count(test.failed(), Paint.RED),
                    TextTable.count(test.passed(), Paint.NONE),
                    TextTable.text(HistoryOptions.name(test)),
                    TextTable.text(options.letters(test, LETTERS)));
        }
        table.print(options.out());
        options.out().println("  P passed  Y passed on a retry  F failed  L lost  A aborted  S skipped");
    }
}
