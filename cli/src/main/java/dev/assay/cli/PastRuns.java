package dev.assay.cli;

import dev.assay.core.Diagnosis;
import dev.assay.event.RunEvent;
import dev.assay.event.RunListener;
import dev.assay.history.Costs;
import dev.assay.history.History;
import dev.assay.history.LastFailure;
import dev.assay.history.PastRun;
import dev.assay.history.TestHistory;
import dev.assay.report.page.PageHistory;
import dev.assay.run.Suite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** History as a run needs it: opened on a thread beside, and waited for only where it is asked. */
final class PastRuns implements AutoCloseable {
    private static final int TREND = 100;
    private static final int FLAKIEST = 50;

    private final CompletableFuture<History> history;
    private final CompletableFuture<String> commit;
    private final ConcurrentLinkedQueue<Diagnosis> warnings;

    private PastRuns(
            CompletableFuture<History> history,
            CompletableFuture<String> commit,
            ConcurrentLinkedQueue<Diagnosis> warnings) {
        this.history = history;
        this.commit = commit;
        this.warnings = warnings;
    }

    /** Begins to open the file that the request's settings name. */
    static PastRuns open(RunRequest request) {
        ConcurrentLinkedQueue<Diagnosis> warnings = new ConcurrentLinkedQueue<>();
        Path file = HistoryFile.of(request.config(), request.base(), request.settings());
        return new PastRuns(
                CompletableFuture.supplyAsync(() -> History.open(file, warnings::add)),
                CompletableFuture.supplyAsync(() -> Commit.of(request)),
                warnings);
    }

    /** Returns what classes cost. */
    Costs costs() {
        return history.join().costs();
    }

    /** Returns what failed when it last ran, of some suites: a file may remember those of other targets too. */
    List<LastFailure> lastFailed(List<Suite> suites) {
        Set<String> names = suites.stream().map(Suite::name).collect(Collectors.toSet());
        return history.join().lastFailed().stream()
                .filter(failure -> names.contains(failure.suite()))
                .toList();
    }

    /**
     * Returns a listener that remembers a run.
     *
     * @param everything whether the run was asked to run all tests of its suites
     */
    RunListener recorder(boolean everything) {
        return new Late(everything);
    }

    /** Returns what a run's page shows of the runs before it. */
    PageHistory forPage(String target) {
        List<PageHistory.Run> runs = new ArrayList<>();
        for (PastRun run : history.join().trend(TREND)) {
            if (run.target().equals(target)) {
                runs.add(new PageHistory.Run(
                        run.id(),
                        run.startMillis(),
                        run.wallNanos(),
                        run.cpuNanos(),
                        run.tests(),
                        run.failed() + run.lost(),
                        run.flaky()));
            }
        }
        List<PageHistory.Flaky> flaky = new ArrayList<>();
        for (TestHistory test : history.join().flakiest(FLAKIEST)) {
            double unclean = test.failed() + test.flaky();
            flaky.add(new PageHistory.Flaky(
                    test.suite(),
                    test.className(),
                    test.name(),
                    test.recent().stream().map(PastRuns::letter).collect(Collectors.joining()),
                    unclean / Math.max(1, unclean + test.passed())));
        }
        return new PageHistory(runs, flaky);
    }

    private static String letter(TestHistory.PastOutcome outcome) {
        return outcome.flaky() ? "Y" : outcome.outcome().name().substring(0, 1);
    }

    /** Returns what was the matter with the file. */
    List<Diagnosis> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public void close() {
        history.join().close();
    }

    /** Keeps the first events until the plan is there; it needed history, so that nobody waits for it here. */
    private final class Late implements RunListener {
        private final boolean everything;
        private final List<RunEvent> early = new ArrayList<>();
        private @Nullable RunListener recorder;

        Late(boolean everything) {
            this.everything = everything;
        }

        @Override
        public void on(RunEvent event) {
            RunListener ready = recorder;
            if (ready != null) {
                ready.on(event);
                return;
            }
            early.add(event);
            if (event instanceof RunEvent.RunPlanned) {
                ready = history.join().recorder(commit.join(), everything);
                early.forEach(ready::on);
                early.clear();
                recorder = ready;
            }
        }
    }
}
