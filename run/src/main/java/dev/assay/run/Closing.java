package dev.assay.run;

import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Sees parts, and the classes that they belong to, to their end. Used by the coordinator's thread alone. */
final class Closing {
    private final RunOptions options;
    private final LongSupplier clock;
    private final Consumer<RunEvent> events;
    private final Schedule schedule;
    private final LockTable locks;
    private final Ledger ledger;
    private final Autopsy autopsy;
    private final Notices notices;
    private final RunEnd end;
    private final AtomicInteger partIds;
    private final Set<ClassTask> open = new LinkedHashSet<>();

    Closing(
            RunOptions options,
            LongSupplier clock,
            Consumer<RunEvent> events,
            Schedule schedule,
            LockTable locks,
            Ledger ledger,
            Autopsy autopsy,
            Notices notices,
            RunEnd end,
            AtomicInteger partIds) {
        this.options = options;
        this.clock = clock;
        this.events = events;
        this.schedule = schedule;
        this.locks = locks;
        this.ledger = ledger;
        this.autopsy = autopsy;
        this.notices = notices;
        this.end = end;
        this.partIds = partIds;
    }

    void begin(List<ClassTask> tasks) {
        open.addAll(tasks);
        for (ClassTask task : tasks) {
            task.openParts = 1;
        }
    }

    /** Tells whether no class is open any more. */
    boolean isDone() {
        return open.isEmpty();
    }

    /** Ends the classes that the run's end has left open. */
    void settleRest() {
        for (ClassTask task : List.copyOf(open)) {
            ledger.settleUnretried(task);
            if (task.begun) {
                events.accept(classFinished(task));
            } else {
                events.accept(
                        new RunEvent.ClassNotRun(clock.getAsLong(), task.suite.name(), task.name(), end.reason()));
            }
        }
    }

    private RunEvent.ClassFinished classFinished(ClassTask task) {
        return new RunEvent.ClassFinished(
                clock.getAsLong(), task.suite.name(), task.name(), task.wallNanos, task.cpuNanos);
    }

    /** Takes a worker's word that it is through with a part. */
    void finished(Worker worker, Part part, RunEvent.PartFinished finished) {
        part.finished = true;
        ledger.discovered(finished.discovered());
        autopsy.notRegistered(part);
        continueInvocations(part);
        if (!part.openTests.isEmpty() || !part.openTemplates.isEmpty()) {
            // Only a defect of an engine, or of Assay, comes here; the run is broken by it, and nothing is lost.
            ledger.discovered(-part.openTests.size() - part.openTemplates.size());
            autopsy.notRun(part, "its worker did not say how it ended");
            end.broken("a worker did not tell every outcome of " + part.task.name());
        }
        if (part.attempt == 1) {
            part.task.wallNanos += finished.wallNanos();
            part.task.cpuNanos += finished.cpuNanos();
        }
        if (finished.discovered() == 0
                && part.select.isEmpty()
                && part.task.type.looksLikeTest()
                && isUnfiltered(part)) {
            notices.warning(
                    part.task.name() + " looks like a test, and no engine on the suite's classpath found one in it");
        }
        events.accept(new RunEvent.PartFinished(
                finished.at(),
                part.id,
                worker.number,
                part.task.suite.name(),
                part.task.name(),
                finished.wallNanos(),
                finished.cpuNanos(),
                finished.discovered(),
                finished.leftovers()));
    }

    private boolean isUnfiltered(Part part) {
        return part.task.methods.isEmpty()
                && options.selection().tags().isEmpty()
                && options.selection().fasterThan().isZero()
                && part.task.suite.groups().isEmpty()
                && part.task.suite.excludedGroups().isEmpty()
                && !part.containerFailed;
    }

    /** Where a part ran as many invocations as were asked for, there may be more. */
    private void continueInvocations(Part part) {
        List<String> next = Rest.following(part);
        if (!next.isEmpty()) {
            part.task.openParts++;
            schedule.add(rest(part, next, part.continuing, Part.Known.NOTHING));
        }
    }

    private Part rest(Part part, List<String> ids, Set<String> continuing, Part.Known known) {
        return Part.of(part.task)
                .select(ids)
                .exact(part.exact)
                .continuing(continuing)
                .label("rest")
                .attempt(part.attempt)
                .expected(part.expectedNanos)
                .waits(part.waits)
                .locks(part.locks)
                .known(known)
                .build(partIds.incrementAndGet());
    }

    /** Closes a part that no worker has any more, and its class with the last of them. */
    void closed(Part part) {
        ClassTask task = part.task;
        if (part.attempt > task.attempts) {
            task.attempts = part.attempt;
        }
        task.openParts--;
        if (task.openParts > 0) {
            return;
        }
        if (!task.toRetry.isEmpty() && task.attempts <= options.retries() && !end.isStopping()) {
            task.attempts++;
            task.openParts++;
            ledger.forgetContainers(task);
            schedule.add(Part.of(task)
                    .select(List.copyOf(task.toRetry.keySet()))
                    .exact(true)
                    .label("retry " + (task.attempts - 1))
                    .attempt(task.attempts)
                    .locks(part.locks)
                    .build(partIds.incrementAndGet()));
            return;
        }
        ledger.settleUnretried(task);
        open.remove(task);
        events.accept(classFinished(task));
    }

    /** Takes back a part that its worker has discovered and not run, since the locks it needs are held elsewhere. */
    void refused(Worker worker, Part part) {
        events.accept(ended(worker, part));
        schedule.add(part.again(partIds.incrementAndGet()));
    }

    /** A part's end of which its worker says nothing. */
    private RunEvent.PartFinished ended(Worker worker, Part part) {
        return new RunEvent.PartFinished(
                clock.getAsLong(),
                part.id,
                worker.number,
                part.task.suite.name(),
                part.task.name(),
                clock.getAsLong() - part.startedAt,
                0,
                part.reported,
                List.of());
    }

    /** Takes a part from a worker that is gone. */
    void dead(Worker worker, Part part, WorkerProcess.Gone gone) {
        locks.release(part.refused ? List.of() : part.locks);
        if (end.isStopping()) {
            if (!part.finished) {
                ledger.discovered(part.reported);
                for (Part.Running running : List.copyOf(part.running.values())) {
                    ledger.conclude(
                            part,
                            running.test(),
                            Outcome.NOT_RUN,
                            clock.getAsLong() - running.since(),
                            null,
                            end.reason());
                }
                autopsy.notRun(part, end.reason());
            }
        } else if (!part.finished) {
            List<String> left = List.of();
            boolean nobodyRan = part.running.isEmpty();
            if (!part.refused && (part.isDiscovered || part.task.undiscoveredDeaths++ > 0)) {
                left = autopsy.settle(worker, part, gone.exitCode(), gone.lastOutput());
            } else {
                // Nothing shows that its worker died of it: what an earlier class left may have ended it.
                part.task.openParts++;
                schedule.add(part.again(partIds.incrementAndGet()));
            }
            events.accept(ended(worker, part));
            if (!left.isEmpty()) {
                if (nobodyRan) {
                    notices.warning("worker " + worker.number + " ended between two tests of " + part.task.name() + ": "
                            + Autopsy.cause(worker, gone.exitCode()) + "; the rest ran in another");
                }
                part.task.openParts++;
                schedule.add(rest(part, left, part.unfinished(), part.known()));
            }
        }
        closed(part);
    }
}
