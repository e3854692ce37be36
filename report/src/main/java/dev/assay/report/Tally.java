package dev.assay.report;

import dev.assay.event.Failure;
import dev.assay.event.Leftover;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.RunListener;
import dev.assay.event.TestRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sums a run up: what the terminal's summary, {@code run.json} and a front's exit code are made of.
 *
 * <p>Memory is bounded: of what a run may have very many, the first {@link #MOST} are kept, and all are counted.
 *
 * @since 0.1
 */
public final class Tally implements RunListener {
    /** How many failures, flaky tests, leftovers and notices are kept. */
    public static final int MOST = 1000;

    private static final int MESSAGE = 2000;

    private final int slowestKept;
    private final PriorityQueue<Slow> slowest = new PriorityQueue<>(Comparator.comparingLong(Slow::wallNanos));
    private final Databases databases = new Databases();
    private final HeapTrend heap = new HeapTrend();
    private final List<Bad> bad = new ArrayList<>();
    private final List<Flaky> flaky = new ArrayList<>();
    private final List<Left> leftovers = new ArrayList<>();
    private final Map<Said, Integer> notices = new LinkedHashMap<>();
    private final Map<String, Long> notRun = new LinkedHashMap<>();
    private final Map<Integer, Long> workersSince = new LinkedHashMap<>();
    private Counts counts = Counts.NONE;
    private RunEvent.@Nullable RunStarted started;
    private RunEvent.@Nullable RunPlanned planned;
    private RunEvent.@Nullable RunFinished finished;
    private long containersFailed;
    private long classesNotRun;
    private long leftoversFound;
    private int workersStarted;
    private int workersAtOnce;
    private long firstFailureAt = -1;
    private long firstPartAt = -1;
    private long workerNanos;
    private long occupiedNanos;
    private long testNanos;
    private long startNanos;
    private long lastAt;

    /** A test and how long it took. */
    public record Slow(TestRef test, long wallNanos) {}

    /**
     * A failed or lost test, or a failed container.
     *
     * @param outcome {@link Outcome#FAILED} or {@link Outcome#LOST}
     * @param type binary name of the throwable's class; empty where there is none
     * @param message its message, shortened, or why the test was lost
     */
    public record Bad(
            long at, TestRef test, boolean container, Outcome outcome, String type, String message, int attempt) {}

    /** A test that passed at the given attempt only. */
    public record Flaky(TestRef test, int attempt) {}

    /** What a class left behind. */
    public record Left(String suite, String className, Leftover leftover) {}

    /** A notice, without the time at which it was given. */
    public record Said(RunEvent.Notice.Level level, String text) {}

    /**
     * Where the workers' time went, in nanoseconds; all four together are all there was.
     *
     * @param tests in tests, before-each and after-each included
     * @param fixtures in classes but not in tests: before-all, after-all, loading, discovering
     * @param idle in workers that had no class
     * @param start until the first workers were ready
     */
    public record Time(long tests, long fixtures, long idle, long start) {
        /** Returns the sum. */
        public long total() {
            return tests + fixtures + idle + start;
        }
    }

    /**
     * Begins with nothing.
     *
     * @param slowest how many of the slowest tests to keep
     */
    public Tally(int slowest) {
        this.slowestKept = slowest;
    }

    @Override
    public void on(RunEvent event) {
        lastAt = event.at();
        if (event instanceof RunEvent.TestFinished test) {
            finished(test);
            databases.on(event);
        } else if (event instanceof RunEvent.PartStarted) {
            firstPartAt = firstPartAt < 0 ? event.at() : firstPartAt;
            heap.on(event);
        } else if (event instanceof RunEvent.PartFinished part) {
            finished(part);
            heap.on(event);
        } else if (event instanceof RunEvent.ContainerFailed failed && failed.last()) {
            containersFailed++;
            Failure failure = failed.failure();
            add(new Bad(
                    event.at(), failed.container(), true, Outcome.FAILED, failure.type(), cut(failure.message()), 1));
        } else if (event instanceof RunEvent.ClassNotRun left) {
            classesNotRun++;
            count(notRun, "class not begun: " + left.reason());
        } else if (event instanceof RunEvent.Notice notice) {
            Said said = new Said(notice.level(), notice.text());
            if (notices.size() < MOST || notices.containsKey(said)) {
                notices.merge(said, 1, Integer::sum);
            }
        } else {
            databases.on(event);
            heap.on(event);
            onRun(event);
        }
    }

    private void onRun(RunEvent event) {
        if (event instanceof RunEvent.WorkerStarted worker) {
            workersSince.put(worker.worker(), event.at());
            workersStarted++;
            workersAtOnce = Math.max(workersAtOnce, workersSince.size());
            startNanos += firstPartAt < 0 ? event.at() : 0;
        } else if (event instanceof RunEvent.WorkerEnded worker) {
            Long since = workersSince.remove(worker.worker());
            workerNanos += since == null ? 0 : event.at() - since;
        } else if (event instanceof RunEvent.RunStarted run) {
            started = run;
        } else if (event instanceof RunEvent.RunPlanned plan) {
            planned = plan;
        } else if (event instanceof RunEvent.RunFinished run) {
            finished = run;
            workersSince.values().forEach(since -> workerNanos += event.at() - since);
            workersSince.clear();
        }
    }

    private void finished(RunEvent.TestFinished test) {
        counts = counts.plus(test);
        testNanos += test.wallNanos();
        if (!test.last()) {
            return;
        }
        if (test.outcome() != Outcome.SKIPPED && test.outcome() != Outcome.NOT_RUN) {
            slow(test);
        }
        if (test.outcome().isBad()) {
            Failure failure = test.failure();
            add(new Bad(
                    test.at(),
                    test.test(),
                    false,
                    test.outcome(),
                    failure == null ? "" : failure.type(),
                    cut(failure == null ? test.reason() : failure.message()),
                    test.attempt()));
        } else if (test.flaky()) {
            if (flaky.size() < MOST) {
                flaky.add(new Flaky(test.test(), test.attempt()));
            }
        } else if (test.outcome() == Outcome.NOT_RUN) {
            count(notRun, test.reason());
        }
    }

    private void slow(RunEvent.TestFinished test) {
        if (slowest.size() < slowestKept) {
            slowest.add(new Slow(test.test(), test.wallNanos()));
        } else if (slowestKept > 0 && slowest.element().wallNanos() < test.wallNanos()) {
            slowest.remove();
            slowest.add(new Slow(test.test(), test.wallNanos()));
        }
    }

    private void finished(RunEvent.PartFinished part) {
        occupiedNanos += part.wallNanos();
        leftoversFound += part.leftovers().size();
        for (Leftover leftover : part.leftovers()) {
            if (leftovers.size() < MOST) {
                leftovers.add(new Left(part.suite(), part.className(), leftover));
            }
        }
    }

    private void add(Bad one) {
        firstFailureAt = firstFailureAt < 0 ? one.at() : firstFailureAt;
        if (bad.size() < MOST) {
            bad.add(one);
        }
    }

    private static void count(Map<String, Long> reasons, String reason) {
        String key = reasons.size() < MOST || reasons.containsKey(reason) ? reason : "other reasons";
        reasons.merge(key, 1L, Long::sum);
    }

    private static String cut(String message) {
        return message.length() <= MESSAGE ? message : message.substring(0, MESSAGE) + "...";
    }

    /** Returns the run's first event; null before it. */
    public RunEvent.@Nullable RunStarted started() {
        return started;
    }

    /** Returns the plan; null before it. */
    public RunEvent.@Nullable RunPlanned planned() {
        return planned;
    }

    /** Returns the run's last event; null before it. */
    public RunEvent.@Nullable RunFinished finished() {
        return finished;
    }

    /** Returns how many tests have which outcome. */
    public Counts counts() {
        return counts;
    }

    /** Returns how many containers failed for good. */
    public long containersFailed() {
        return containersFailed;
    }

    /** Returns how many classes were never begun. */
    public long classesNotRun() {
        return classesNotRun;
    }

    /** Returns failed and lost tests and failed containers, in the order in which they ended. */
    public List<Bad> bad() {
        return List.copyOf(bad);
    }

    /** Returns tests that passed at a later attempt. */
    public List<Flaky> flaky() {
        return List.copyOf(flaky);
    }

    /** Returns the slowest tests, the slowest first, by their last attempt. */
    public List<Slow> slowest() {
        return slowest.stream()
                .sorted(Comparator.comparingLong(Slow::wallNanos).reversed())
                .toList();
    }

    /** Returns what stayed in the workers' heaps. */
    public HeapTrend heap() {
        return heap;
    }

    /** Returns what tests did with their databases. */
    public Databases databases() {
        return databases;
    }

    /** Returns what classes left behind. */
    public List<Left> leftovers() {
        return List.copyOf(leftovers);
    }

    /** Returns how many leftovers were found, kept or not. */
    public long leftoversFound() {
        return leftoversFound;
    }

    /** Returns the notices in order, and how often each was given. */
    public Map<Said, Integer> notices() {
        return new LinkedHashMap<>(notices);
    }

    /** Returns why tests and classes were not run, and how many for each reason. */
    public Map<String, Long> notRun() {
        return new LinkedHashMap<>(notRun);
    }

    /** Returns how many workers there were at once. */
    public int workers() {
        return workersAtOnce;
    }

    /** Returns how many worker JVMs were started in all. */
    public int workersStarted() {
        return workersStarted;
    }

    /** Returns when the first test failed, in nanoseconds since the run began; -1 if none did. */
    public long firstFailureAt() {
        return firstFailureAt;
    }

    /** Returns how long classes occupied workers, in nanoseconds. */
    public long occupiedNanos() {
        return occupiedNanos;
    }

    /** Returns the run's wall time, in nanoseconds; so far, while it goes on. */
    public long wallNanos() {
        return finished == null ? lastAt : finished.wallNanos();
    }

    /** Returns the part of the machine that the workers' CPU time filled, from 0 to 1. */
    public double cpuUtilisation() {
        if (finished == null || started == null || finished.wallNanos() <= 0) {
            return 0;
        }
        return (double) finished.cpuNanos() / finished.wallNanos() / Math.max(1, started.cores());
    }

    /** Returns where the workers' time went. */
    public Time time() {
        return new Time(
                testNanos,
                Math.max(0, occupiedNanos - testNanos),
                Math.max(0, workerNanos - Math.max(occupiedNanos, testNanos)),
                startNanos);
    }
}
