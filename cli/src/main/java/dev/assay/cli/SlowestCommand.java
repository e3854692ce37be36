package dev.assay.cli;

import dev.assay.cli.TextTable.Paint;
import dev.assay.history.TestHistory;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay slowest}. */
@Command(name = "slowest", description = "Lists the tests that cost most, as past runs measured them.")
final class SlowestCommand implements Callable<Integer> {
    @Mixin
    private HistoryOptions options = new HistoryOptions();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "How many (${DEFAULT-VALUE}).")
    private int limit = 20;

    @Override
    public Integer call() {
        return options.read(history -> {
            List<TestHistory> slowest = history.slowest(options.checked(limit));
            if (slowest.isEmpty()) {
                options.out().println("  No test has passed yet.");
                return CommandLine.ExitCode.OK;
            }
            TextTable table = new TextTable(options.colours()).titles(" cost", " tests", "test");
            for (TestHistory test : slowest) {
                table.row(
                        TextTable.time(test.wallNanos()),
                        TextTable.count(test.invocations(), Paint.NONE),
                        TextTable.text(HistoryOptions.name(test)));
            }
            table.print(options.out());
            return CommandLine.ExitCode.OK;
        });
    }
}
