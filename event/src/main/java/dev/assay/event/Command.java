package dev.assay.event;

import java.util.List;

/**
 * What a coordinator tells a worker.
 *
 * @since 0.1
 */
public sealed interface Command {
    /**
     * Answers the worker's hello.
     *
     * @param runNanos nanoseconds since the run began
     * @param properties system properties to set before anything of the suite is loaded
     * @param leftoversByTest whether to look after each test for what it left behind, and not only after each class
     */
    record Welcome(long runNanos, List<Property> properties, boolean leftoversByTest) implements Command {
        /** A system property. */
        public record Property(String key, String value) {}
    }

    /**
     * Run a class, or a part of one.
     *
     * @param part the part's number
     * @param suite the suite's name, for the tests' {@link TestRef}
     * @param className binary name of the class
     * @param select unique ids to run; empty for the whole class
     * @param methods names of methods to run, or {@code $Nested#method}, {@code *} allowed; empty for all
     * @param tags JUnit's tag expressions, all of which must hold
     * @param stepwise whether to run method by method, so that the rest can be released to other workers
     * @param attempt 1, or more for a retry
     * @param hold whether to wait for {@link Proceed} also where no locks are needed
     */
    record Run(
            int part,
            String suite,
            String className,
            List<String> select,
            List<String> methods,
            List<String> tags,
            boolean stepwise,
            int attempt,
            boolean hold)
            implements Command {}

    /**
     * Answers {@link Signal.Discovered} where locks are needed or the part is held.
     *
     * @param go whether to run the part; if not, it is dropped
     * @param exclude unique ids of static tests and templates not to run
     * @param order the steps of a stepwise part in the order in which to run them; empty for their own
     */
    record Proceed(int part, boolean go, List<String> exclude, List<String> order) implements Command {}

    /** Give back the methods of a stepwise part that have not begun, but for {@code keep} of them. */
    record Release(int part, int keep) implements Command {}

    /** Send a thread dump. */
    record Dump() implements Command {}

    /** End now: no more parts follow. */
    record Shutdown() implements Command {}
}
