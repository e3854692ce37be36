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
     */
    record Welcome(long runNanos) implements Command {}

    /**
     * Run a class, or a part of one.
     *
     * @param part the part's number
     * @param className binary name of the class; empty when {@code select} is used on its own
     * @param select unique ids to run; empty for the whole class
     * @param exclude unique ids of static tests not to run
     * @param stepwise whether to run method by method, so that the rest can be released to other workers
     * @param order unique ids of methods in the order in which to run them when stepwise; others follow
     * @param attempt 1, or more for a retry
     * @param hold whether to wait for {@link Proceed} after discovery also when no locks are needed
     */
    record Run(
            int part,
            String className,
            List<String> select,
            List<String> exclude,
            boolean stepwise,
            List<String> order,
            int attempt,
            boolean hold)
            implements Command {}

    /** Answers {@link Signal.Discovered}: run the part, or with {@code go} false drop it. */
    record Proceed(int part, boolean go) implements Command {}

    /** Give back the methods of a stepwise part that have not begun, but for {@code keep} of them. */
    record Release(int part, int keep) implements Command {}

    /** Send a thread dump. */
    record Dump() implements Command {}

    /** End now: no more parts follow. */
    record Shutdown() implements Command {}
}
