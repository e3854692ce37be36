package dev.assay.report;

import dev.assay.report.page.PageHistory;
import dev.assay.report.terminal.Look;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * What {@link Reports} writes, and where.
 *
 * @param folder the run's folder
 * @param out the terminal, or whatever stands for it
 * @param look what the terminal can show
 * @param sourceFolders where to look for the lines at which tests fail, such as {@code src/test/java}
 * @param history asks what earlier runs say, for the page, once the run is over
 * @param slowest how many of the slowest tests the summary names
 * @since 0.1
 */
public record ReportSettings(
        RunFolder folder,
        PrintStream out,
        Look look,
        List<Path> sourceFolders,
        Supplier<PageHistory> history,
        int slowest) {
    /** How many of the slowest tests the summary names when nothing else is said. */
    public static final int SLOWEST = 10;

    /** Copies the list. */
    public ReportSettings {
        sourceFolders = List.copyOf(sourceFolders);
    }
}
