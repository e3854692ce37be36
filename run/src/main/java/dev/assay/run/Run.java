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
    private List<RunListener> listeners;
    private final AtomicReference<@Nullable Coordinator> coordinator = new AtomicReference<>();
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final long epoch = System.nanoTime();
    private boolean readerFailed;

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
        this.listeners = List.copyOf(listeners);
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
        Plan.Found found = Plan.find(suites, options.selection());
        long discoveryNanos = now();
        if (found.isEmpty()) {
            throw nothingToRun(found);
        }
        Path scratch = createScratch(options.runId());
        emit(new RunEvent.RunStarted(
                0,
                options.runId(),
                System.currentTimeMillis() - now() / 1_000_000,
                options.target(),
                options.command(),
                options.orderText(),
                machine.cores(),
                Runtime.version().toString(),
                suites.stream().map(Suite::name).toList()));
        for (Suite suite : suites) {
            for (String notice : suite.notices()) {
                emit(new RunEvent.Notice(now(), RunEvent.Notice.Level.WARNING, suite.name() + ": " + notice));
            }
        }
        try {
            return execute(machine, found, discoveryNanos, scratch);
        } finally {
            delete(scratch);
        }
    }

    private RunEvent.RunFinished execute(Machine machine, Plan.Found found, long discoveryNanos, Path scratch) {
        AtomicInteger partIds = new AtomicInteger();
        List<Lane> lanes = Plan.lanes(found, options);
        Coordinator newCoordinator = new Coordinator(options, lanes, machine, partIds, scratch, this::now, this::emit);
        Costs known;
        Plan plan;
        try {
            newCoordinator.prestart(
                    found.names().values().stream().mapToInt(List::size).sum());
            known = costs.get();
            plan = Plan.of(found, lanes, options, known, options.workers().computing(machine.cores()), partIds);
            if (plan.tasks().isEmpty()) {
                throw nothingToRun(found);
            }
        } catch (RuntimeException | Error e) {
            newCoordinator.abandon();
            throw e;
        }
        emit(new RunEvent.RunPlanned(
                now(), plan.tasks().size(), plan.expectedTests(), plan.expectedWallNanos(), discoveryNanos));
        for (ClassTask task : plan.tasks()) {
            if (!task.type.state().isEmpty()) {
                emit(new RunEvent.ClassTrait(
                        now(),
                        task.suite.name(),
                        task.name(),
                        RunEvent.ClassTrait.Trait.STATIC_STATE,
                        task.type.state()));
            }
        }
        coordinator.set(newCoordinator);
        if (interrupted.get()) {
            newCoordinator.interrupt("interrupted");
        }
        RunEvent.RunFinished finished = newCoordinator.run(plan, known);
        if (readerFailed && finished.end() == RunEvent.RunFinished.End.COMPLETE) {
            finished = new RunEvent.RunFinished(
                    finished.at(),
                    finished.wallNanos(),
                    finished.cpuNanos(),
                    finished.discovered(),
                    RunEvent.RunFinished.End.BROKEN,
                    "a reader of the run's events failed, and what it was to tell is missing");
        }
        emit(finished);
        return finished;
    }

    private DiagnosisException nothingToRun(Plan.Found found) {
        return RunErrors.nothingToRun(
                        suites.stream().map(Run::describe).toList(), found.classFiles(), describe(options.selection()))
                .exception();
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
        for (RunListener listener : listeners) {
            try {
                listener.on(event);
            } catch (RuntimeException | Error e) {
                // Whatever one reader lacks, memory or a class, the tests and the other readers go on.
                listeners =
                        listeners.stream().filter(other -> other != listener).toList();
                readerFailed = true;
                emit(new RunEvent.Notice(
                        now(),
                        RunEvent.Notice.Level.ERROR,
                        "a reader of the run's events failed and reads no more: " + e));
            }
        }
    }

    private static String describe(Suite suite) {
        List<String> conditions = new ArrayList<>();
        suite.includes().forEach(include -> conditions.add("include " + include));
        suite.excludes().forEach(exclude -> conditions.add("exclude " + exclude));
        if (!suite.groups().isEmpty()) {
            conditions.add("tags " + suite.groups());
        }
        if (!suite.excludedGroups().isEmpty()) {
            conditions.add("not tags " + suite.excludedGroups());
        }
        return conditions.isEmpty() ? suite.name() : suite.name() + " (" + String.join(", ", conditions) + ")";
    }

    private static String describe(Selection selection) {
        List<String> conditions = new ArrayList<>();
        selection.includes().forEach(include -> conditions.add("include " + include));
        selection.excludes().forEach(exclude -> conditions.add("exclude " + exclude));
        selection.tests().forEach(test -> conditions.add("test " + test));
        if (!selection.tags().isEmpty()) {
            conditions.add("tags " + selection.tags());
        }
        if (!selection.failed().isEmpty()) {
            conditions.add("failed before (" + selection.failed().size() + ")");
        }
        if (!selection.fasterThan().isZero()) {
            conditions.add("faster than " + selection.fasterThan().toMillis() + " ms");
        }
        return conditions.isEmpty() ? "everything that the suites include" : String.join(", ", conditions);
    }

    private static Path createScratch(String runId) {
        try {
            Path scratch = Files.createTempDirectory("assay-run-");
            RunMark.write(scratch, runId);
            return scratch;
        } catch (IOException e) {
            throw RunErrors.noScratch(System.getProperty("java.io.tmpdir"), e).exception(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // The system's temporary folder is cleaned by the system.
            folder.toFile().deleteOnExit();
        }
    }
}
