package dev.assay.run;

import dev.assay.event.Failure;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.RunEvent.ContainerFailed;
import dev.assay.event.RunEvent.TestFinished;
import dev.assay.event.TestRef;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives every discovered test its one outcome, and counts both sides, so that a test that gets lost is noticed.
 *
 * <p>A failed attempt that is tried again is superseded: the test is discovered anew by the part that retries it.
 */
final class Ledger {
    /** More tests of a class than this are not tried again: they would be held, with their failures, until it ends. */
    static final int MAX_RETRIED = 1_000;

    /** Failures of tests that wait for their retry take no more characters than this in the whole run. */
    private static final long MAX_HELD = 32L << 20;

    private final int retries;
    private final LongSupplier clock;
    private final Consumer<RunEvent> events;
    private long discovered;
    private final Notices notices;
    private long held;
    private long outcomes;
    private boolean bad;

    Ledger(int retries, LongSupplier clock, Consumer<RunEvent> events, Notices notices) {
        this.retries = retries;
        this.clock = clock;
        this.events = events;
        this.notices = notices;
    }

    /** Takes an outcome from a worker. */
    void finished(Part part, TestFinished event) {
        part.ended(event.test().uniqueId());
        // A template that is being retried registers tests this time.
        event.test().templates().forEach(template -> drop(part.task, template));
        boolean isBad = event.outcome().isBad() || event.outcome() == Outcome.NOT_RUN && part.containerFailed;
        drop(part.task, event.test().uniqueId());
        if (isBad && part.attempt <= retries && hasRoom(part.task)) {
            held += size(event.failure());
            part.task.toRetry.put(event.test().uniqueId(), event);
            events.accept(with(event, false));
            discovered--;
        } else {
            settle(with(event, true));
        }
    }

    private void drop(ClassTask task, String id) {
        TestFinished dropped = task.toRetry.remove(id);
        held -= dropped == null ? 0 : size(dropped.failure());
    }

    private boolean hasRoom(ClassTask task) {
        if (task.toRetry.size() + task.containerFailures.size() < MAX_RETRIED && held < MAX_HELD) {
            return true;
        }
        notices.warning("too much failed in " + task.name() + " to try all of it again: what goes beyond " + MAX_RETRIED
                + " tests of a class, or " + (MAX_HELD >> 20) + " MiB of failures in the run, stands as it is");
        return false;
    }

    private static long size(@Nullable Failure failure) {
        return failure == null
                ? 0
                : (long) failure.message().length() + failure.stackTrace().length();
    }

    /** Counts the tests of a part that ended as it should. */
    void discovered(int tests) {
        discovered += tests;
    }

    /** Gives a test an outcome that no worker can give any more. */
    void conclude(Part part, TestRef test, Outcome outcome, long wall, @Nullable Failure failure, String reason) {
        if (outcome == Outcome.NOT_RUN && part.task.toRetry.containsKey(test.uniqueId())) {
            // What it failed with before stands.
            part.ended(test.uniqueId());
            return;
        }
        discovered++;
        finished(
                part,
                new TestFinished(clock.getAsLong(), part.id, test, outcome, wall, part.attempt, true, failure, reason));
    }

    /** Lets the last attempt's outcome stand for tests and containers whose retry did not happen. */
    void settleUnretried(ClassTask task) {
        settleContainers(task);
        List<TestFinished> left = new ArrayList<>(task.toRetry.values());
        left.forEach(event -> drop(task, event.test().uniqueId()));
        for (TestFinished event : left) {
            discovered++;
            settle(with(event, true));
        }
    }

    private void settle(TestFinished event) {
        outcomes++;
        bad |= event.outcome().isBad();
        events.accept(event);
    }

    private static TestFinished with(TestFinished event, boolean last) {
        if (event.last() == last) {
            return event;
        }
        return new TestFinished(
                event.at(),
                event.part(),
                event.test(),
                event.outcome(),
                event.wallNanos(),
                event.attempt(),
                last,
                event.failure(),
                event.reason());
    }

    /** Takes a failure that belongs to no test; it counts unless the class is tried again. */
    void containerFailed(Part part, ContainerFailed event) {
        part.containerFailed = true;
        boolean last = part.attempt > retries || !hasRoom(part.task);
        bad |= last;
        ContainerFailed settled = new ContainerFailed(event.at(), part.id, event.container(), event.failure(), last);
        if (!last) {
            held += size(event.failure());
            part.task.containerFailures.add(settled);
        }
        events.accept(settled);
    }

    /** Lets failures of containers count after all, since no retry follows. */
    private void settleContainers(ClassTask task) {
        for (ContainerFailed event : task.containerFailures) {
            bad = true;
            events.accept(new ContainerFailed(event.at(), event.part(), event.container(), event.failure(), true));
        }
        forgetContainers(task);
    }

    /** Drops the failures of containers: the class is tried again, or they have been settled. */
    void forgetContainers(ClassTask task) {
        for (ContainerFailed event : task.containerFailures) {
            held -= size(event.failure());
        }
        task.containerFailures.clear();
    }

    /** Tells whether anything failed for good. */
    boolean isBad() {
        return bad;
    }

    long discovered() {
        return discovered;
    }

    long outcomes() {
        return outcomes;
    }
}
