package dev.assay.report.compare;

import dev.assay.event.Journal;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.RunEvent.ClassFinished;
import dev.assay.event.RunEvent.ContainerFailed;
import dev.assay.event.RunEvent.RunFinished;
import dev.assay.event.RunEvent.TestFinished;
import java.io.IOException;
import java.nio.file.Path;

/** Reads a run of Assay's own. */
final class JournalResults {
    private JournalResults() {}

    static Results read(Path folder, Path journal) throws IOException {
        Results results = new Results(folder, Side.Kind.RUN);
        results.complete = false;
        Journal.read(journal, event -> add(results, event));
        return results;
    }

    private static void add(Results results, RunEvent event) {
        results.databases.on(event);
        if (event instanceof TestFinished test) {
            if (test.last()) {
                results.add(test.test().className(), test.test().name(), test.outcome(), test.flaky());
            }
        } else if (event instanceof ContainerFailed failed) {
            if (failed.last()) {
                results.add(failed.container().className(), failed.container().name(), Outcome.FAILED, false);
            }
        } else if (event instanceof ClassFinished end) {
            results.workNanos += end.wallNanos();
            results.classNanos.merge(end.className(), end.wallNanos(), Long::sum);
        } else if (event instanceof RunFinished end) {
            results.wallNanos = end.wallNanos();
            results.complete = end.end() == RunFinished.End.COMPLETE;
        }
    }
}
