package dev.assay.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run. The stream of these is all that the terminal, the reports and history know.
 *
 * <p>The order of the permitted records is part of the wire form: new ones go to the end.
 *
 * @since 0.1
 */
public sealed interface RunEvent {
    /** Nanoseconds since the run began. */
    long at();

    /**
     * The run began; always the first event.
     *
     * @param runId the run's name, unique among its siblings: {@code 20261120-141503-7f3a}
     * @param epochMillis when it began
     * @param target what was run, as the user named it
     * @param command the command line, for running it again
     * @param order of the classes: {@code history}, {@code discovery}, {@code reverse}, or {@code random:42} with its seed
     * @param cores processors that the run may use
     * @param jdk version of the Java that runs the tests
     * @param suites names of the suites, in order
     */
    record RunStarted(
            long at,
            String runId,
            long epochMillis,
            String target,
            String command,
            String order,
            int cores,
            String jdk,
            List<String> suites)
            implements RunEvent {}

    /**
     * The plan is made.
     *
     * @param classes how many classes are queued
     * @param expectedTests how many tests history expects; 0 where it knows none
     * @param expectedWallNanos how long history expects the run to take; 0 where it knows too little
     * @param discoveryNanos how long it took to find the classes
     */
    record RunPlanned(long at, int classes, int expectedTests, long expectedWallNanos, long discoveryNanos)
            implements RunEvent {}

    /** Something worth a line: a setting that is not honoured, a class that looks like a test and is none. */
    record Notice(long at, Level level, String text) implements RunEvent {
        /** How much a notice matters. */
        public enum Level {
            /** Good to know. */
            INFO,
            /** Something should be mended. */
            WARNING,
            /** The run is broken. */
            ERROR
        }
    }

    /**
     * A worker JVM is ready for classes.
     *
     * @param worker its number, from 1; never used again in this run
     * @param reason why it was started: {@code core}, or {@code waiting classes} where there are more than cores
     */
    record WorkerStarted(long at, int worker, long pid, String suite, String reason) implements RunEvent {}

    /**
     * A worker JVM ended.
     *
     * @param expected whether Assay ended it
     * @param exitCode the process's exit code; 128 + n for signal n
     * @param reason what is known of the cause, as a sentence; empty when expected
     * @param lastOutput the last lines it wrote to its own standard streams
     */
    record WorkerEnded(long at, int worker, boolean expected, int exitCode, String reason, String lastOutput)
            implements RunEvent {}

    /**
     * A worker began with a class, or with a part of one.
     *
     * @param part number of this part, unique in the run
     * @param label empty for a whole class, else what part it is: {@code split} of one that runs elsewhere, {@code rest}
     *     of one whose worker died, {@code retry 1}
     */
    record PartStarted(long at, int part, int worker, String suite, String className, String label)
            implements RunEvent {}

    /**
     * A test began. Left out of a test that was over before its worker had told of the beginning, as most are that take
     * less than some milliseconds: the outcome says how long it took.
     */
    record TestStarted(long at, int part, TestRef test) implements RunEvent {}

    /**
     * A test has an outcome.
     *
     * @param wallNanos how long it took, its own before and after methods included
     * @param attempt 1, or more when it was retried
     * @param last whether this is the test's outcome; if not, another attempt follows
     * @param failure what it failed or was aborted with
     * @param reason why it was skipped, lost or not run; empty otherwise
     */
    record TestFinished(
            long at,
            int part,
            TestRef test,
            Outcome outcome,
            long wallNanos,
            int attempt,
            boolean last,
            @Nullable Failure failure,
            String reason)
            implements RunEvent {
        /** Tells whether the test passed after an attempt that failed. */
        public boolean flaky() {
            return last && outcome == Outcome.PASSED && attempt > 1;
        }
    }

    /**
     * A container failed: a class that cannot be loaded, a before-all or after-all method that threw.
     *
     * @param last whether it counts; if not, another attempt follows
     */
    record ContainerFailed(long at, int part, TestRef container, Failure failure, boolean last) implements RunEvent {}

    /**
     * Something was written.
     *
     * @param testId unique id of the test it belongs to; null for a fixture, or when no test ran
     * @param bytes as written, in whatever encoding
     */
    record Output(long at, int part, @Nullable String testId, Channel channel, byte[] bytes) implements RunEvent {
        /** Where it was written to. */
        public enum Channel {
            /** {@code System.out}. */
            OUT,
            /** {@code System.err}. */
            ERR,
            /** The process's own streams, past Java: native code, the JVM itself. */
            PROCESS
        }
    }

    /**
     * A worker is through with a part.
     *
     * @param wallNanos how long the part occupied the worker, fixtures included
     * @param cpuNanos CPU time of the worker's process in that time
     * @param discovered how many tests it found, registered ones included
     */
    record PartFinished(
            long at,
            int part,
            int worker,
            String suite,
            String className,
            long wallNanos,
            long cpuNanos,
            int discovered,
            List<Leftover> leftovers)
            implements RunEvent {}

    /** Every test of a class has its outcome; wall and CPU are summed over its parts, retries excluded. */
    record ClassFinished(long at, String suite, String className, long wallNanos, long cpuNanos) implements RunEvent {}

    /**
     * How busy the machine is, a few times a second.
     *
     * @param cpu the machine's CPU utilisation since the last one, from 0 to 1
     * @param busy workers that have a part
     * @param queued classes that wait
     */
    record Load(long at, double cpu, int busy, int queued) implements RunEvent {}

    /**
     * The run ended; always the last event.
     *
     * @param cpuNanos CPU time of all workers
     * @param discovered tests discovered, as the workers counted them: equal to the outcomes, or the run is broken
     * @param end how it ended
     * @param reason why it is broken or was stopped; empty otherwise
     */
    record RunFinished(long at, long wallNanos, long cpuNanos, long discovered, End end, String reason)
            implements RunEvent {
        /** How a run ended. */
        public enum End {
            /** Everything planned was run. */
            COMPLETE,
            /** Stopped at a failure, as asked. */
            STOPPED,
            /** Stopped by the user. */
            INTERRUPTED,
            /** Outcomes are missing, or workers could not be started. */
            BROKEN
        }
    }

    /** A class was queued and never begun, for the reason given: its tests were not discovered. */
    record ClassNotRun(long at, String suite, String className, String reason) implements RunEvent {}

    /**
     * A test or container that is about to be reported as failed says how it is run again with the data that it had.
     *
     * @param testId unique id of the test or container
     * @param line what to type
     */
    record Replay(long at, int part, String testId, String line) implements RunEvent {}

    /**
     * What a test did with its databases, or a container in its fixtures. Comes before its outcome; once for each attempt.
     */
    record DatabaseUsed(long at, int part, TestRef test, DatabaseUse use) implements RunEvent {}

    /**
     * Something dear was opened for a test or a container.
     *
     * @param name what it is called
     * @param nanos how long it took
     */
    record FixtureOpened(long at, int part, TestRef test, String name, long nanos) implements RunEvent {}

    /**
     * What a class has for which it may not run beside all others.
     *
     * @param names the static fields that may be state, or the resources that the class locks
     */
    record ClassTrait(long at, String suite, String className, Trait trait, List<String> names) implements RunEvent {
        /** What it has. */
        public enum Trait {
            /** Static fields that tests may change; comes before the first class begins. */
            STATIC_STATE,
            /**
             * Resources that JUnit's {@code @ResourceLock} names, but for what each JVM has for itself; {@link
             * Signal.Lock#GLOBAL} for {@code @Isolated}.
             */
            LOCKS
        }
    }

    /**
     * How much of its worker's heap stayed in use when all of it was last collected; told behind a part if that has happened
     * since it was told before. A part's own objects may be among it, as it may have run at that time.
     *
     * @param bytes how much that was
     * @param most how much there can be
     */
    record HeapKept(long at, int part, long bytes, long most) implements RunEvent {}
}
