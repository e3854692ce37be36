package dev.assay.cli;

import dev.assay.cli.config.Key;
import dev.assay.cli.config.Layer;
import dev.assay.cli.config.Ordering;
import dev.assay.cli.config.ProjectConfig;
import dev.assay.cli.target.TargetRequest;
import dev.assay.history.LastFailure;
import dev.assay.report.terminal.Look;
import dev.assay.run.RunOptions;
import dev.assay.run.Selection;
import dev.assay.run.Suite;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * What {@code assay test} is asked to do, read and checked.
 *
 * @param target as the user named it
 * @param classpath what the classes of {@code scan} need besides
 * @param scan where test classes are taken from without Maven; empty for a target
 * @param folder the folder that relative paths start from
 * @param home Assay's distribution
 * @param config what {@code assay.toml} says
 * @param profile the profile in use; empty for none
 * @param settings what holds: the command line over the profile over the configuration
 * @param tests {@code Class} or {@code Class#method}; empty for all
 * @param lastFailed whether only what failed in the run before is run
 * @param debug whether the one worker waits for a debugger
 * @param leftovers whether what is left behind is narrowed down to the test
 * @param times how often the suite is run; more than once in random order
 * @param rebuild whether Maven is asked even where nothing seems to have changed
 * @param offline whether nothing may be fetched
 * @param out where to write the reports; empty for a folder of the run's own
 * @param look what the terminal can show
 * @param typed the words of the command line behind {@code assay test}, for running it again
 * @since 0.1
 */
public record RunRequest(
        String target,
        List<Path> classpath,
        List<Path> scan,
        Path folder,
        Path home,
        ProjectConfig config,
        Optional<String> profile,
        Layer settings,
        List<String> tests,
        boolean lastFailed,
        boolean debug,
        boolean leftovers,
        int times,
        boolean rebuild,
        boolean offline,
        Optional<Path> out,
        Look look,
        List<String> typed) {
    /** What tests' databases are told their tier by. */
    private static final String TIER = "assay.database.tier";

    /** Copies the lists. */
    public RunRequest {
        classpath = List.copyOf(classpath);
        scan = List.copyOf(scan);
        tests = List.copyOf(tests);
        typed = List.copyOf(typed);
    }

    /** Returns the folder that reports and history lie in: the project's, or the one the command was given in. */
    public Path base() {
        Path project = folder.resolve(target);
        boolean isFolder =
                scan.isEmpty() && !target.contains(":") && project.toFile().isDirectory();
        return (isFolder ? project : folder).toAbsolutePath().normalize();
    }

    /**
     * Returns the target's suites, whose tests are told of which tier their databases are.
     *
     * @param work a folder for what Maven writes on the way
     * @param progress told in a few words what takes time
     * @throws dev.assay.core.DiagnosisException if there are none to be had
     */
    List<Suite> suites(SuiteSource source, Path work, Consumer<String> progress) {
        TargetRequest request = new TargetRequest(
                target,
                classpath,
                scan,
                folder,
                work,
                HistoryFile.of(config, base(), settings),
                home,
                settings.get(Key.MVN_ARGS),
                rebuild,
                offline);
        Map<String, String> tiers = tiers();
        return source.suites(request, progress).stream()
                .map(suite -> suite.withSystemProperties(tiers))
                .toList();
    }

    /** What is not said here is left to the suites' own properties. */
    private Map<String, String> tiers() {
        Map<String, String> tiers = new LinkedHashMap<>();
        settings.find(Key.TIER).ifPresent(tier -> tiers.put(TIER, tier.name()));
        config.tiers().forEach((tag, tier) -> tiers.put(TIER + "." + tag, tier.name()));
        return tiers;
    }

    /**
     * Returns which tests are run.
     *
     * @param failed what failed before, where only that is to be run; empty for all
     */
    Selection selection(List<LastFailure> failed) {
        return new Selection(
                settings.get(Key.INCLUDE),
                settings.get(Key.EXCLUDE),
                tests,
                settings.get(Key.TAG_EXPRESSION),
                failed,
                settings.get(Key.FASTER_THAN));
    }

    /** Returns the order, with a seed drawn if it is random and names none. */
    Ordering ordering(Random random) {
        Ordering ordering = settings.get(Key.ORDER);
        boolean draws =
                ordering.order() == RunOptions.Order.RANDOM && ordering.seed().isEmpty();
        return draws ? Ordering.random(drawSeed(random)) : ordering;
    }

    /** Returns the command line that runs the same again, in the same order. */
    String command(Ordering ordering) {
        TypedCommand command = new TypedCommand(typed);
        return ordering.seed()
                .map(seed -> command.without("--times").with("--order", "random:" + seed))
                .orElse(command)
                .text();
    }

    /** Draws a seed that is short enough to be typed. */
    static long drawSeed(Random random) {
        return random.nextInt(1_000_000);
    }

    /** Tells whether all tests of the suites are asked for. */
    boolean runsEverything() {
        return tests.isEmpty()
                && !lastFailed
                && settings.get(Key.INCLUDE).isEmpty()
                && settings.get(Key.EXCLUDE).isEmpty()
                && settings.get(Key.TAG_EXPRESSION).isEmpty()
                && settings.get(Key.FASTER_THAN).isZero();
    }
}
