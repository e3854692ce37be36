package dev.assay.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How a run is carried out.
 *
 * @param runId the run's name: its folder's, where it has one
 * @param target what is run, as the user named it; for the reports
 * @param command the command line, for running it again; for the reports
 * @param workerJar Assay's worker, one jar
 * @param workers how many worker JVMs
 * @param selection which tests to run
 * @param order in which order to run the classes
 * @param seed of a random order
 * @param failFast whether to stop at the first failure
 * @param retries how often a failed or lost test is tried again, each time in a fresh JVM
 * @param testTimeout after how long a test is ended; {@link Duration#ZERO} for never
 * @param jvmArgs added to every worker's arguments; <code>${surefire.forkNumber}</code> stands for its number among those
 *     that live, <code>${assay.worker}</code> for one that no other worker of the run ever has
 * @param leftoversByTest whether workers look after every test, and not only after every class, for what it left behind
 * @since 0.1
 */
public record RunOptions(
        String runId,
        String target,
        String command,
        Path workerJar,
        WorkerCount workers,
        Selection selection,
        Order order,
        long seed,
        boolean failFast,
        int retries,
        Duration testTimeout,
        List<String> jvmArgs,
        boolean leftoversByTest) {

    /** How long a test may take when nothing else is said. */
    public static final Duration DEFAULT_TEST_TIMEOUT = Duration.ofMinutes(10);

    /** Copies the arguments. */
    public RunOptions {
        jvmArgs = List.copyOf(jvmArgs);
    }

    /** Returns the order as it can be asked for again: {@code history}, {@code discovery}, {@code reverse} or {@code random:42}. */
    String orderText() {
        String name = order.name().toLowerCase(Locale.ROOT);
        return order == Order.RANDOM ? name + ":" + seed : name;
    }

    /** In which order classes are run. */
    public enum Order {
        /** Dearest first, as history knows or the class file suggests. */
        HISTORY,
        /** Shuffled by the seed, and so are the methods of classes that can be split. */
        RANDOM,
        /** As found: by name. */
        DISCOVERY,
        /** As found, backwards: what came before another now comes behind it. */
        REVERSE
    }
}
