package dev.assay.cli;

import dev.assay.event.RunEvent.RunFinished;
import dev.assay.event.RunEvent.RunFinished.End;
import dev.assay.report.Counts;
import dev.assay.report.Tally;

/**
 * What a run comes to.
 *
 * @param flakyFails whether a test that passed on a retry counts as failed
 * @param mishap whether something else makes the run fail: a budget, a tag
 * @param unwritten whether reports are missing
 */
record Verdict(RunFinished finished, Tally tally, boolean flakyFails, boolean mishap, boolean unwritten) {
    /** Returns the gravest of what applies. */
    ExitCode exitCode() {
        Counts counts = tally.counts();
        if (finished.end() == End.INTERRUPTED) {
            return ExitCode.INTERRUPTED;
        }
        if (finished.end() == End.BROKEN || counts.lost() > 0) {
            return ExitCode.BROKEN;
        }
        if (finished.discovered() != counts.total()) {
            return ExitCode.BROKEN;
        }
        if (finished.end() == End.COMPLETE && counts.notRun() > 0 && tally.containersFailed() == 0) {
            // Nothing explains why these did not run, so that a green end would be wrong.
            return ExitCode.BROKEN;
        }
        boolean failed = counts.failed() > 0 || tally.containersFailed() > 0;
        if (failed || mishap || (flakyFails && counts.flaky() > 0)) {
            return ExitCode.FAILED;
        }
        if (unwritten) {
            return ExitCode.BROKEN;
        }
        return counts.total() == counts.notRun() ? ExitCode.NOTHING : ExitCode.PASSED;
    }
}
