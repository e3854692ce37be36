package dev.assay.event;

import java.util.List;

/**
 * What a worker tells its coordinator.
 *
 * @since 0.1
 */
public sealed interface Signal {
    /**
     * The worker is up; always its first signal.
     *
     * @param token proves that the coordinator started it
     * @param notices what the coordinator should tell the user, such as a setting that was overridden
     */
    record Hello(String token, long pid, String javaVersion, List<String> engines, List<String> notices)
            implements Signal {}

    /** An event of the run. */
    record Happened(RunEvent event) implements Signal {}

    /**
     * A part's tests were found. When {@code locks} is not empty, or the part was to be held, the worker waits for
     * {@link Command.Proceed}.
     *
     * @param tests static tests, and templates and factories that register tests when they run
     * @param methods unique ids of the class's own methods, in order, where it can be run method by method
     * @param locks what it must hold across workers
     */
    record Discovered(int part, List<TestRef> tests, List<String> methods, List<Lock> locks) implements Signal {}

    /** Answers {@link Command.Release}: these methods' unique ids will not be run here. */
    record Released(int part, List<String> methods) implements Signal {}

    /** A method of a stepwise part is about to run. */
    record Stepped(int part, String method) implements Signal {}

    /** The worker is through with a part and waits for the next. */
    record Ready(int part) implements Signal {}

    /** Answers {@link Command.Dump}. */
    record Dumped(String threads) implements Signal {}

    /** Something the user should know. */
    record Remark(String text) implements Signal {}

    /**
     * A resource that a class uses, as JUnit's {@code @ResourceLock} declares it.
     *
     * @param key the resource's name; {@link #GLOBAL} for {@code @Isolated}
     * @param exclusive whether nobody else may use it meanwhile
     */
    record Lock(String key, boolean exclusive) {
        /** JUnit's key of the lock that an isolated class takes. */
        public static final String GLOBAL =
                "org.junit.platform.engine.support.hierarchical.ExclusiveResource.GLOBAL_KEY";
    }
}
