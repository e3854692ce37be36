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
    private final int retries;
    private final LongSupplier clock;
    private final Consumer<RunEvent> events;
    private long discovered;
    private long outcomes;
    private boolean bad;

    Ledger(int retries, LongSupplier clock, Consumer<RunEvent> events) {
        this.retries = retries;
        this.clock = clock;
        this.events = events;
    }

    /** Takes an outcome from a worker. */
    void finished(Part part, TestFinished event) {
        part.ended(event.test().uniqueId());
        // A template that is being retried registers tests this time.
        event.test().templates().forEach(part.task.toRetry::remove);
        boolean isBad = event.outcome().isBad() || event.outcome() == Outcome.NOT_RUN && part.containerFailed;
        if (isBad && part.attempt <= retries) {
            part.task.toRetry.put(event.test().uniqueId(), event);
            events.accept(with(event, false));
            discovered--;
        } else {
            part.task.toRetry.remove(event.test().uniqueId());
            settle(with(event, true));
        }
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
        task.toRetry.clear();
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
        boolean last = part.attempt > retries;
        bad |= last;
        ContainerFailed settled = new ContainerFailed(event.at(), part.id, event.container(), event.failure(), last);
        if (!last) {
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
