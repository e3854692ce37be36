package dev.assay.cli.config;

import dev.assay.run.RunOptions;
import dev.assay.run.WorkerCount;
import dev.assay.sql.Tier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A setting of a run: what it is called in {@code assay.toml} and what it may be. This table serves the checks, the
 * command line and the documentation alike.
 *
 * @param name as in {@code assay.toml}
 * @param kind what its value may be
 * @param standard its value where nobody sets it
 * @param example a value as written in TOML
 * @param description what it does, one sentence
 * @since 0.1
 */
public record Key<T>(String name, Kind<T> kind, T standard, String example, String description) {
    /** How many worker JVMs. */
    public static final Key<WorkerCount> WORKERS = new Key<>(
            "workers",
            Kind.WORKERS,
            WorkerCount.AUTO,
            "4",
            "How many worker JVMs; `\"auto\"` begins with the cores and adds one while they idle.");

    /** Patterns of classes to run. */
    public static final Key<List<String>> INCLUDE = new Key<>(
            "include",
            Kind.TEXTS,
            List.of(),
            "[\"**/*Test.java\"]",
            "Patterns of the classes to run, as Surefire writes them; all of the suite's where it is empty.");

    /** Patterns of classes to leave out. */
    public static final Key<List<String>> EXCLUDE = new Key<>(
            "exclude", Kind.TEXTS, List.of(), "[\"**/*SlowTest.java\"]", "Patterns of the classes to leave out.");

    /** Which tags to run. */
    public static final Key<String> TAG_EXPRESSION = new Key<>(
            "tag-expression",
            Kind.TEXT,
            "",
            "\"!slow & (db | web)\"",
            "JUnit's tag expression of the tests to run; all where it is empty.");

    /** Only tests measured faster than this. */
    public static final Key<Duration> FASTER_THAN = new Key<>(
            "faster-than",
            Kind.SPAN_OF_TIME,
            Duration.ZERO,
            "\"100ms\"",
            "Only the tests that past runs measured faster than this, and those not measured yet.");

    /** The order of classes. */
    public static final Key<Ordering> ORDER = new Key<>(
            "order",
            Kind.ORDER,
            new Ordering(RunOptions.Order.HISTORY, Optional.empty()),
            "\"random:42\"",
            "The order of the classes: dearest first as history knows, shuffled by a seed, as found, or that backwards.");

    /** Whether the first failure ends the run. */
    public static final Key<Boolean> FAIL_FAST =
            new Key<>("fail-fast", Kind.FLAG, false, "true", "Whether the run stops at the first failure.");

    /** How often a failed test is tried again. */
    public static final Key<Integer> RETRIES = new Key<>(
            "retries", Kind.COUNT, 0, "2", "How often a failed or lost test is tried again, each time in a fresh JVM.");

    /** What a flaky test means. */
    public static final Key<Boolean> FLAKY_FAILS = new Key<>(
            "flaky",
            Kind.FLAKY_FAILS,
            false,
            "\"fail\"",
            "Whether a run whose only trouble is tests that passed on a retry passes or fails.");

    /** What leftovers mean. */
    public static final Key<Leaks> LEAKS = new Key<>(
            "leaks",
            Kind.LEAKS,
            Leaks.WARN,
            "\"fail\"",
            "Whether what classes leave behind makes the run fail, naming the test, is reported, or is passed over.");

    /** How long one test may take. */
    public static final Key<Duration> TEST_TIMEOUT = new Key<>(
            "test-timeout",
            Kind.SPAN_OF_TIME,
            RunOptions.DEFAULT_TEST_TIMEOUT,
            "\"2m\"",
            "After how long a test is ended, with a thread dump in the report; `\"0\"` for never.");

    /** How long the run may take. */
    public static final Key<Duration> TIME_BUDGET = new Key<>(
            "time-budget",
            Kind.SPAN_OF_TIME,
            Duration.ZERO,
            "\"5m\"",
            "How long the run may take; one that takes longer fails after it finished.");

    /** Whether coverage is recorded. */
    public static final Key<Boolean> COVERAGE = new Key<>(
            "coverage",
            Kind.FLAG,
            false,
            "true",
            "Whether JaCoCo records coverage, merged over all workers into one file and one page.");

    /** Whether a flight recording is made. */
    public static final Key<Boolean> RECORDING = new Key<>(
            "recording",
            Kind.FLAG,
            false,
            "true",
            "Whether each worker makes a flight recording (JFR), shown as one flame graph.");

    /** How many of the slowest tests are listed. */
    public static final Key<Integer> SLOWEST =
            new Key<>("slowest", Kind.COUNT, 10, "50", "How many of the slowest tests the summary lists.");

    /** How tests' databases are their own. */
    public static final Key<Tier> TIER = new Key<>(
            "tier",
            Kind.TIER,
            Tier.SANDBOX,
            "\"memory\"",
            "How tests' databases are their own where no `@Database` says it.");

    /** Arguments for every worker's JVM. */
    public static final Key<List<String>> JVM_ARGS = new Key<>(
            "jvm-args",
            Kind.TEXTS,
            List.of(),
            "[\"-Xmx1g\"]",
            "Added to every worker's JVM arguments; `${surefire.forkNumber}` stands for its number.");

    /** Arguments for Maven. */
    public static final Key<List<String>> MVN_ARGS = new Key<>(
            "mvn-args",
            Kind.TEXTS,
            List.of(),
            "[\"-Pintegration\"]",
            "Added to Maven's arguments where Maven compiles or describes the project.");

    /** The file of history. */
    public static final Key<String> HISTORY = new Key<>(
            "history",
            Kind.TEXT,
            ".assay/history.db",
            "\"/var/cache/assay/history.db\"",
            "The file that remembers past runs, seen from the folder of `assay.toml`.");

    /** All of them, in the order in which they are documented. */
    public static final List<Key<?>> ALL = List.of(
            WORKERS,
            INCLUDE,
            EXCLUDE,
            TAG_EXPRESSION,
            FASTER_THAN,
            ORDER,
            FAIL_FAST,
            RETRIES,
            FLAKY_FAILS,
            LEAKS,
            TEST_TIMEOUT,
            TIME_BUDGET,
            COVERAGE,
            RECORDING,
            SLOWEST,
            TIER,
            JVM_ARGS,
            MVN_ARGS,
            HISTORY);
}
