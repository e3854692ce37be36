package dev.assay.run;

import dev.assay.core.DiagnosisException;
import dev.assay.event.RunEvent;
import dev.assay.event.RunListener;
import dev.assay.history.Costs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs suites in worker JVMs and tells listeners what happens.
 *
 * <p>A run is used once: {@link #execute} from one thread, {@link #interrupt} from any.
 *
 * @since 0.1
 */
public final class Run {
    private final RunOptions options;
    private final List<Suite> suites;
    private final Supplier<Costs> costs;
    private final List<RunListener> listeners;
    private final AtomicReference<@Nullable Coordinator> coordinator = new AtomicReference<>();
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final long epoch = System.nanoTime();

    /**
     * Prepares a run.
     *
     * @param costs what history knows; asked once, after the first workers were started, so that it may load meanwhile
     * @param listeners told of every event, in order, from the thread that executes the run
     */
    public Run(RunOptions options, List<Suite> suites, Supplier<Costs> costs, List<RunListener> listeners) {
        this.options = options;
        this.suites = List.copyOf(suites);
        this.costs = costs;
        this.listeners = new ArrayList<>(listeners);
    }

    /**
     * Runs the selected tests to their end.
     *
     * @return the run's last event, which all listeners were told too
     * @throws DiagnosisException if there is nothing to run ({@code ASSAY-RUN-003}) or the classes cannot be read;
     *     nothing has been started then
     */
    public RunEvent.RunFinished execute() {
        Machine machine = new Machine();
        Map<Suite, List<String>> found = Plan.find(suites, options.selection());
        long discoveryNanos = now();
        if (found.values().stream().allMatch(List::isEmpty)) {
            throw RunErrors.nothingToRun(suites.stream().map(Suite::name).toList(), 0, describe(options.selection()))
                    .exception();
        }
        emit(new RunEvent.RunStarted(
                0,
                options.runId(),
                System.currentTimeMillis() - now() / 1_000_000,
                options.target(),
                options.command(),
                machine.cores(),
                Runtime.version().toString(),
                suites.stream().map(Suite::name).toList()));
        for (Suite suite : suites) {
            for (String notice : suite.notices()) {
                emit(new RunEvent.Notice(now(), RunEvent.Notice.Level.WARNING, suite.name() + ": " + notice));
            }
        }
        Path scratch = createScratch();
        try {
            return execute(machine, found, discoveryNanos, scratch);
        } finally {
            delete(scratch);
        }
    }

    private RunEvent.RunFinished execute(
            Machine machine, Map<Suite, List<String>> found, long discoveryNanos, Path scratch) {
        AtomicInteger partIds = new AtomicInteger();
        Costs known = costs.get();
        Plan plan = Plan.of(found, options, known, partIds);
        emit(new RunEvent.RunPlanned(
                now(), plan.tasks().size(), plan.expectedTests(), known.expectedWallNanos(), discoveryNanos));
        Coordinator newCoordinator =
                new Coordinator(options, known, plan.lanes(), machine, partIds, scratch, this::now, this::emit);
        coordinator.set(newCoordinator);
        if (interrupted.get()) {
            newCoordinator.interrupt("interrupted");
        }
        RunEvent.RunFinished finished = newCoordinator.run(plan);
        emit(finished);
        return finished;
    }

    /** Stops the run: workers end, what runs or waits is reported as not run. Returns at once. */
    public void interrupt() {
        interrupted.set(true);
        Coordinator running = coordinator.get();
        if (running != null) {
            running.interrupt("interrupted");
        }
    }

    private long now() {
        return System.nanoTime() - epoch;
    }

    private void emit(RunEvent event) {
        for (RunListener listener : List.copyOf(listeners)) {
            try {
                listener.on(event);
            } catch (RuntimeException e) {
                listeners.remove(listener);
                emit(new RunEvent.Notice(
                        now(),
                        RunEvent.Notice.Level.ERROR,
                        "a reader of the run's events failed and reads no more: " + e));
            }
        }
    }

    private static String describe(Selection selection) {
        List<String> conditions = new ArrayList<>();
        selection.includes().forEach(include -> conditions.add("include " + include));
        selection.excludes().forEach(exclude -> conditions.add("exclude " + exclude));
        selection.tests().forEach(test -> conditions.add("test " + test));
        if (!selection.tags().isEmpty()) {
            conditions.add("tags " + selection.tags());
        }
        return conditions.isEmpty() ? "everything that the suites include" : String.join(", ", conditions);
    }

    private static Path createScratch() {
        try {
            return Files.createTempDirectory("assay-run-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // The system's temporary folder is cleaned by the system.
            folder.toFile().deleteOnExit();
        }
    }
}
