package dev.assay.cli.parallel;

import dev.assay.event.Journal;
import dev.assay.event.RunEvent;
import dev.assay.event.RunListener;
import dev.assay.history.Costs;
import dev.assay.run.Run;
import dev.assay.run.RunOptions;
import dev.assay.run.Selection;
import dev.assay.run.Suite;
import dev.assay.run.WorkerCount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Runs suites again and again, each time otherwise. History is not asked and not told: what fails here may fail for the
 * sake of the experiment.
 */
public final class Rounds implements Experiment.Runner {
    private final Setup setup;
    private int rounds;

    /**
     * What all rounds have in common.
     *
     * @param selection which tests
     * @param folder where each round has a folder with its events
     * @param running told of each run as it begins, so that it can be interrupted
     * @param asked tells whether to end; no round begins then
     */
    public record Setup(
            String target,
            List<Suite> suites,
            Path workerJar,
            Selection selection,
            Duration testTimeout,
            List<String> jvmArgs,
            Path folder,
            Consumer<Run> running,
            BooleanSupplier asked) {}

    /** Begins with none. */
    public Rounds(Setup setup) {
        this.setup = setup;
    }

    /** How a round runs: in which order, by which seed if it is random, and on how many workers. */
    public record Way(RunOptions.Order kind, long seed, int workers) {
        /** By the classes' names, one after another. */
        public static final Way FIRST = new Way(RunOptions.Order.DISCOVERY, 0, 1);

        /** The same backwards. */
        public static final Way BACK = new Way(RunOptions.Order.REVERSE, 0, 1);

        /** Returns a random one. */
        public static Way random(long seed, int workers) {
            return new Way(RunOptions.Order.RANDOM, seed, workers);
        }

        /** Returns the order as {@code assay test --order} takes it. */
        public String order() {
            String name = kind.name().toLowerCase(Locale.ROOT);
            return kind == RunOptions.Order.RANDOM ? name + ":" + seed : name;
        }
    }

    @Override
    public Observation run(Way way, List<String> classes) {
        Observation seen = new Observation();
        if (setup.asked.getAsBoolean()) {
            return seen; // which is not complete
        }
        rounds++;
        Path folder = setup.folder.resolve(String.valueOf(rounds));
        try {
            Files.createDirectories(folder);
            try (Journal journal = Journal.create(folder.resolve("events.bin"))) {
                Run run = new Run(
                        options(way, classes), setup.suites, Costs::unknown, List.<RunListener>of(journal, seen));
                setup.running.accept(run);
                if (setup.asked.getAsBoolean()) {
                    run.interrupt(); // whoever asked may have seen the run before
                }
                RunEvent.RunFinished finished = run.execute();
                if (finished.end() == RunEvent.RunFinished.End.BROKEN) {
                    throw ParallelErrors.broken(finished.reason(), folder).exception();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seen;
    }

    private RunOptions options(Way way, List<String> classes) {
        Selection all = setup.selection;
        Selection some = classes.isEmpty()
                ? all
                : new Selection(all.includes(), all.excludes(), classes, all.tags(), List.of(), all.fasterThan());
        return new RunOptions(
                "parallelize-" + rounds,
                setup.target,
                "assay parallelize " + setup.target,
                setup.workerJar,
                WorkerCount.exactly(way.workers),
                some,
                way.kind,
                way.seed,
                false,
                0,
                setup.testTimeout,
                setup.jvmArgs,
                rounds == 1);
    }
}
