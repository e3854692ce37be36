package dev.assay.run;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.event.Command;
import dev.assay.event.RunEvent;
import dev.assay.event.RunEvent.RunFinished.End;
import dev.assay.event.Signal;
import dev.assay.history.Costs;
import dev.assay.run.Worker.State;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Drives a run: one thread takes what workers say, one message at a time, and answers.
 *
 * <p>{@link Dialogue} knows what to say to whom, {@link Schedule} who runs what, and {@link Closing} what is at its end;
 * what happens when a worker is gone, and how a run is stopped, stands here.
 */
final class Coordinator {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long DUMP_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final RunOptions options;
    private final LongSupplier clock;
    private final Consumer<RunEvent> events;
    private final Crew crew;
    private final Schedule schedule;
    private final Ledger ledger;
    private final Autopsy autopsy;
    private final StepChoice choice;
    private final Notices notices;
    private final Closing closing;
    private final Dialogue dialogue;
    private final Inbox inbox = new Inbox();
    private final RunEnd end = new RunEnd();
    private boolean interrupted;

    /** Asks for the run to be stopped; the content is the reason. */
    private record Stop(String reason) {}

    Coordinator(
            RunOptions options,
            List<Lane> lanes,
            Machine machine,
            AtomicInteger partIds,
            Path scratch,
            LongSupplier clock,
            Consumer<RunEvent> events) {
        this.options = options;
        this.clock = clock;
        this.events = events;
        this.crew = new Crew(options, scratch, clock, events, inbox);
        this.choice = new StepChoice(options);
        this.notices = new Notices(clock, events);
        this.ledger = new Ledger(options.retries(), clock, events, notices);
        this.autopsy = new Autopsy(options, ledger, clock);
        LockTable locks = new LockTable();
        this.schedule = new Schedule(options, lanes, crew, locks, machine, clock);
        this.closing = new Closing(options, clock, events, schedule, locks, ledger, autopsy, notices, end, partIds);
        this.dialogue =
                new Dialogue(options, clock, events, crew, schedule, locks, ledger, closing, choice, notices, partIds);
    }

    /** Asks the run to stop; from any thread. */
    void interrupt(String reason) {
        inbox.putNow(new Stop(reason));
    }

    /** Starts the first workers, while the plan is made; throws a Diagnosis if there can be no process. */
    void prestart(int classes) {
        schedule.prestart(classes);
    }

    /** Ends the first workers, since there is no plan for them. */
    void abandon() {
        try {
            stop(End.BROKEN, "there is no plan");
            endCrew();
        } finally {
            inbox.close();
        }
    }

    /** Runs all tasks to their end. */
    RunEvent.RunFinished run(Plan plan, Costs known) {
        choice.begin(known);
        schedule.begin(known);
        closing.begin(plan.tasks());
        try {
            drive();
            endCrew();
            RunEvent.RunFinished finished = finished();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return finished;
        } catch (RuntimeException | Error e) {
            crew.all().forEach(worker -> worker.process.kill());
            throw e;
        } finally {
            inbox.close();
        }
    }

    private void drive() {
        long nextTick = 0;
        try {
            dispatch();
            while (!isOver()) {
                Inbox.Message message = inbox.poll(TICK_NANOS);
                if (message != null) {
                    handle(message);
                }
                if (clock.getAsLong() >= nextTick) {
                    nextTick = clock.getAsLong() + TICK_NANOS;
                    tick();
                }
            }
        } catch (InterruptedException e) {
            interrupted = true;
            stop(End.INTERRUPTED, "the thread that ran it was interrupted");
        } catch (DiagnosisException e) {
            broken(e.diagnosis());
        }
    }

    private boolean isOver() {
        return end.isStopping() ? crew.isEmpty() : closing.isDone();
    }

    private void handle(Inbox.Message message) {
        if (message.content() instanceof Stop stop) {
            stop(End.INTERRUPTED, stop.reason());
            return;
        }
        Worker worker = crew.get(message.worker());
        if (worker == null) {
            return;
        }
        boolean changed = false;
        if (message.content() instanceof WorkerProcess.Gone gone) {
            gone(worker, gone);
            changed = true;
        } else if (message.content() instanceof Signal signal) {
            changed = dialogue.hear(worker, signal);
        }
        if (options.failFast() && ledger.isBad()) {
            stop(End.STOPPED, "stopped at the first failure");
        }
        if (changed) {
            dispatch();
        }
    }

    private void gone(Worker worker, WorkerProcess.Gone gone) {
        boolean expected = worker.state == State.ENDING && worker.part == null;
        boolean neverStarted = worker.state == State.STARTING;
        crew.remove(worker);
        String cause = Autopsy.cause(worker, gone.exitCode());
        crew.ended(worker, expected || end.isStopping(), gone.exitCode(), expected ? "" : cause, gone.lastOutput());
        worker.early.drain(events);
        Part part = worker.part;
        if (part != null) {
            closing.dead(worker, part, gone);
        } else if (neverStarted && !end.isStopping() && ++worker.lane.failedStarts > 1) {
            broken(RunErrors.workerCannotStart(
                    worker.lane.jvm.suite(), worker.command, gone.exitCode(), gone.lastOutput()));
        }
    }

    private void dispatch() {
        if (end.isStopping()) {
            return;
        }
        for (Schedule.Assignment next = schedule.next(); next != null; next = schedule.next()) {
            dialogue.assign(next.worker(), next.part());
        }
        schedule.staff();
    }

    private void tick() {
        schedule.tick(events);
        long now = clock.getAsLong();
        long limit = options.testTimeout().toNanos();
        for (Worker worker : crew.all()) {
            if (now > worker.killAt) {
                worker.process.kill();
            }
            worker.early.expire(now, events);
            Part part = worker.part;
            if (limit > 0 && part != null && worker.dump == null && now - silentSince(part) > limit) {
                worker.dump = "no thread dump: the JVM did not answer within " + DUMP_NANOS / 1_000_000_000 + " s";
                worker.killAt = now + DUMP_NANOS;
                worker.process.send(new Command.Dump());
            }
        }
        dispatch();
    }

    private static long silentSince(Part part) {
        long since = part.running.isEmpty() ? part.lastSignAt : Long.MAX_VALUE;
        for (Part.Running running : part.running.values()) {
            since = Math.min(since, running.since());
        }
        return since;
    }

    private void broken(Diagnosis diagnosis) {
        notices.error(diagnosis);
        stop(End.BROKEN, diagnosis.code() + ": " + diagnosis.what());
    }

    /** Ends what runs; what has not begun is not run. */
    private void stop(End how, String reason) {
        if (end.isStopping()) {
            return;
        }
        end.stop(how, reason);
        notRun(reason);
        for (Worker worker : crew.all()) {
            crew.terminate(worker);
        }
    }

    private void notRun(String reason) {
        for (Part waiting : schedule.clear()) {
            autopsy.notRun(waiting, reason);
        }
    }

    private void endCrew() {
        for (Worker worker : crew.all()) {
            if (worker.state != State.ENDING) {
                crew.release(worker);
            }
        }
        try {
            while (!crew.isEmpty()) {
                Inbox.Message message = inbox.poll(TICK_NANOS);
                if (message != null) {
                    handle(message);
                }
                for (Worker worker : crew.all()) {
                    if (clock.getAsLong() > worker.killAt) {
                        worker.process.kill();
                    }
                }
            }
        } catch (InterruptedException e) {
            interrupted = true;
            crew.all().forEach(worker -> worker.process.kill());
        }
    }

    private RunEvent.RunFinished finished() {
        // What came back from a worker after the queues had been emptied.
        notRun(end.reason());
        closing.settleRest();
        if (ledger.discovered() != ledger.outcomes()) {
            Diagnosis diagnosis = RunErrors.outcomesMissing(ledger.discovered(), ledger.outcomes());
            notices.error(diagnosis);
            end.broken(diagnosis.code() + ": " + diagnosis.what());
        }
        long now = clock.getAsLong();
        return new RunEvent.RunFinished(now, now, crew.cpuNanos(), ledger.discovered(), end.how(), end.reason());
    }
}
