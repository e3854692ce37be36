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
     * @param notices what the coordinator should tell the user, such as a setting that was overridden
     */
    record Hello(long pid, List<String> notices) implements Signal {}

    /** An event of the run. */
    record Happened(RunEvent event) implements Signal {}

    /**
     * A part's tests were found. When {@code locks} is not empty, or the part is held, the worker waits for {@link Command.Proceed}.
     *
     * @param tests tests that are known before they run
     * @param templates methods that register tests when they run: parameterized tests, factories
     * @param steps unique ids of what a stepwise part runs one by one, in order; empty otherwise
     * @param locks what it must hold across workers
     */
    record Discovered(int part, List<TestRef> tests, List<TestRef> templates, List<String> steps, List<Lock> locks)
            implements Signal {}

    /** A template or factory ended: it registers no more tests. */
    record TemplateFinished(int part, String id) implements Signal {}

    /** Answers {@link Command.Release}: these steps will not be run here. */
    record Released(int part, List<String> steps) implements Signal {}

    /** The JVM is about to exit although nobody asked it to; the trace shows who did, where it is known. */
    record Exiting(String reason, String trace) implements Signal {}

    /**
     * The worker is through with a part and waits for the next.
     *
     * @param full whether so much of its heap stays in use that a new JVM would be better for the next
     */
    record Ready(int part, boolean full) implements Signal {}

    /** Answers {@link Command.Dump}. */
    record Dumped(String threads) implements Signal {}

    /**
     * An invocation of a class template registered one of its methods, ahead of running it.
     *
     * @param test the test, or the template that registers tests in its turn
     */
    record Registered(int part, TestRef test, boolean isTemplate) implements Signal {}

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
