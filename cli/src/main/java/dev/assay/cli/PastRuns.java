package dev.assay.cli;

import dev.assay.cli.config.Key;
import dev.assay.core.Diagnosis;
import dev.assay.event.RunEvent;
import dev.assay.event.RunListener;
import dev.assay.history.Costs;
import dev.assay.history.History;
import dev.assay.history.LastFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** History as a run needs it: opened on a thread beside, and waited for only where it is asked. */
final class PastRuns implements AutoCloseable {
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
        Path base = request.config().file().isPresent() ? request.config().folder() : request.base();
        Path file = base.resolve(request.settings().get(Key.HISTORY));
        return new PastRuns(
                CompletableFuture.supplyAsync(() -> History.open(file, warnings::add)),
                CompletableFuture.supplyAsync(() -> Commit.of(request)),
                warnings);
    }

    /** Returns what classes cost. */
    Costs costs() {
        return history.join().costs();
    }

    /** Returns the unique ids of what failed when it last ran. */
    List<String> lastFailed() {
        return history.join().lastFailed().stream()
                .map(LastFailure::uniqueId)
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

    History history() {
        return history.join();
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
