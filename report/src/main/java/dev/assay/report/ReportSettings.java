package dev.assay.report;

import dev.assay.report.terminal.Look;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@link Reports} writes, and where.
 *
 * @param folder the run's folder
 * @param out the terminal, or whatever stands for it
 * @param look what the terminal can show
 * @param sourceFolders where to look for the lines at which tests fail, such as {@code src/test/java}
 * @param page writes the page
 * @param slowest how many of the slowest tests the summary names
 * @since 0.1
 */
public record ReportSettings(
        RunFolder folder, PrintStream out, Look look, List<Path> sourceFolders, PageWriter page, int slowest) {
    /** How many of the slowest tests the summary names when nothing else is said. */
    public static final int SLOWEST = 10;

    /** Copies the list. */
    public ReportSettings {
        sourceFolders = List.copyOf(sourceFolders);
    }

    /** Writes the page from the run's journal when all other reports are there. */
    @FunctionalInterface
    public interface PageWriter {
        /**
         * Writes the page.
         *
         * @param journal the run's events
         * @param page the file to write
         * @throws IOException if that fails; the other reports are complete all the same
         */
        void write(Path journal, Path page) throws IOException;
    }
}
