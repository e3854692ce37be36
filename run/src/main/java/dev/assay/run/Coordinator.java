package dev.assay.run;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.event.Command;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.RunEvent.RunFinished.End;
import dev.assay.event.Signal;
import dev.assay.event.TestRef;
import dev.assay.history.Costs;
import dev.assay.run.Worker.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Drives a run: one thread takes what workers say, one message at a time, and answers.
 *
 * <p>Longer than most classes, because it is the one place where signals, scheduling and faults meet; what each of them
 * needs to know lives in {@link Plan}, {@link Crew}, {@link Schedule}, {@link Ledger} and {@link Autopsy}.
 */
final class Coordinator {
    private static final int INBOX = 1_024;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long READY_NANOS = TimeUnit.SECONDS.toNanos(90);
    private static final long DUMP_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final RunOptions options;
    private final LongSupplier clock;
    private final Consumer<RunEvent> events;
    private final Crew crew;
    private final Schedule schedule;
    private final Ledger ledger;
    private final Autopsy autopsy;
    private final LockTable locks = new LockTable();
    private final AtomicInteger partIds;
    private final BlockingQueue<Message> inbox = new ArrayBlockingQueue<>(INBOX);
    private final Set<String> remarks = new HashSet<>();
    private final Set<ClassTask> open = new LinkedHashSet<>();
    private End end = End.COMPLETE;
    private String endReason = "";
    private boolean stopping;
    private boolean interrupted;
    private Costs costs = Costs.unknown();

    private record Message(int worker, Object content) {}

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
        this.partIds = partIds;
        this.crew = new Crew(options, scratch, clock, events, this::receive);
        this.ledger = new Ledger(options.retries(), clock, events);
        this.autopsy = new Autopsy(options, ledger, clock);
        this.schedule = new Schedule(options, lanes, crew, locks, machine, clock);
    }

    private void receive(int worker, Object content) {
        try {
            inbox.put(new Message(worker, content));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the run to stop; from any thread. */
    void interrupt(String reason) {
        receive(0, new Stop(reason));
    }

    /** Starts the first workers, while the plan is made; throws a Diagnosis if there can be no process. */
    void prestart(int classes) {
        schedule.prestart(classes);
    }

    /** Ends the first workers, since there is no plan for them. */
    void abandon() {
        stop(End.BROKEN, "there is no plan");
        endCrew();
    }

    /** Runs all tasks to their end. */
    RunEvent.RunFinished run(Plan plan, Costs known) {
        costs = known;
        schedule.begin(known);
        open.addAll(plan.tasks());
        for (ClassTask task : plan.tasks()) {
            task.openParts = 1;
        }
        long nextTick = 0;
        try {
            dispatch();
            while (!isOver()) {
                Message message = inbox.poll(TICK_NANOS, TimeUnit.NANOSECONDS);
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
        } catch (RuntimeException | Error e) {
            crew.all().forEach(worker -> worker.process.kill());
            throw e;
        }
        endCrew();
        RunEvent.RunFinished finished = finished();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return finished;
    }

    private boolean isOver() {
        return stopping ? crew.isEmpty() : open.isEmpty();
    }

    private void handle(Message message) {
        if (message.content() instanceof Stop stop) {
            stop(End.INTERRUPTED, stop.reason());
            return;
        }
        Worker worker = crew.get(message.worker());
        if (worker == null) {
            return;
        }
        if (message.content() instanceof WorkerProcess.Gone gone) {
            gone(worker, gone);
        } else if (message.content() instanceof Signal signal) {
            signal(worker, signal);
        }
    }

    private void signal(Worker worker, Signal signal) {
        if (signal instanceof Signal.Happened happened) {
            happened(worker, happened.event());
        } else if (signal instanceof Signal.Hello hello) {
            hello(worker, hello);
        } else if (signal instanceof Signal.Discovered discovered) {
            discovered(worker, discovered);
        } else if (signal instanceof Signal.TemplateFinished template) {
            Part part = worker.part;
            if (part != null) {
                part.openTemplates.remove(template.id());
            }
        } else if (signal instanceof Signal.Released released) {
            released(worker, released);
        } else if (signal instanceof Signal.Ready) {
            if (worker.state == State.STARTING) {
                started(worker);
            } else {
                ready(worker);
            }
        } else if (signal instanceof Signal.Exiting exiting) {
            worker.exitReason =
                    exiting.trace().isEmpty() ? exiting.reason() : exiting.reason() + firstUserFrame(exiting.trace());
        } else if (signal instanceof Signal.Dumped dumped) {
            if (worker.dump != null) {
                worker.dump = dumped.threads();
                worker.process.kill();
            }
        }
    }

    private static String firstUserFrame(String trace) {
        for (String frame : trace.split("\n")) {
            if (!frame.contains("at java.")) {
                return " " + frame.trim().replace("app//", "");
            }
        }
        return "";
    }

    private void hello(Worker worker, Signal.Hello hello) {
        if (worker.state == State.STARTING && !options.testTimeout().isZero()) {
            worker.killAt = clock.getAsLong() + READY_NANOS;
        }
        events.accept(new RunEvent.WorkerStarted(
                clock.getAsLong(), worker.number, hello.pid(), worker.lane.jvm.suite(), worker.reason));
        for (String remark : hello.notices()) {
            notice(RunEvent.Notice.Level.INFO, remark);
        }
        List<Command.Welcome.Property> properties = new ArrayList<>();
        worker.lane
                .jvm
                .systemProperties()
                .forEach((key, value) ->
                        properties.add(new Command.Welcome.Property(key, Jvm.numbered(value, worker.slot))));
        worker.process.send(new Command.Welcome(clock.getAsLong(), properties));
    }

    /** A worker that said hello has yet to open its launcher; if it ends before that, it has not started. */
    private void started(Worker worker) {
        worker.lane.failedStarts = 0;
        worker.killAt = Long.MAX_VALUE;
        worker.state = State.IDLE;
        dispatch();
    }

    private void notice(RunEvent.Notice.Level level, String text) {
        if (remarks.add(text)) {
            events.accept(new RunEvent.Notice(clock.getAsLong(), level, text));
        }
    }

    private void happened(Worker worker, RunEvent event) {
        Part part = worker.part;
        if (event instanceof RunEvent.Output output) {
            events.accept(new RunEvent.Output(
                    output.channel() == RunEvent.Output.Channel.PROCESS ? clock.getAsLong() : output.at(),
                    part == null ? output.part() : part.id,
                    output.testId() == null && part != null && part.running.size() == 1
                            ? part.running.keySet().iterator().next()
                            : output.testId(),
                    output.channel(),
                    output.bytes()));
        } else if (event instanceof RunEvent.Notice said) {
            notice(said.level(), said.text());
        } else if (part == null) {
            return;
        } else if (event instanceof RunEvent.TestStarted started) {
            part.lastSignAt = clock.getAsLong();
            part.started(started.test(), part.lastSignAt);
            events.accept(event);
        } else if (event instanceof RunEvent.TestFinished finished) {
            part.lastSignAt = clock.getAsLong();
            part.reported++;
            if (worker.dump != null && worker.state == State.BUSY) {
                // It ended just before it would have been ended.
                worker.dump = null;
                worker.killAt = Long.MAX_VALUE;
            }
            ledger.finished(part, finished);
            stopIfAsked();
        } else if (event instanceof RunEvent.ContainerFailed failed) {
            ledger.containerFailed(part, failed);
            stopIfAsked();
        } else if (event instanceof RunEvent.PartFinished finished) {
            partFinished(worker, part, finished);
        }
    }

    private void stopIfAsked() {
        if (options.failFast() && ledger.isBad()) {
            stop(End.STOPPED, "stopped at the first failure");
        }
    }

    private void partFinished(Worker worker, Part part, RunEvent.PartFinished finished) {
        part.finished = true;
        ledger.discovered(finished.discovered());
        continueInvocations(part);
        if (!part.openTests.isEmpty() || !part.openTemplates.isEmpty()) {
            // Only a defect of an engine, or of Assay, comes here; the run is broken by it, and nothing is lost.
            ledger.discovered(-part.openTests.size() - part.openTemplates.size());
            autopsy.notRun(part, "its worker did not say how it ended");
            end = End.BROKEN;
            endReason = "a worker did not tell every outcome of " + part.task.name();
        }
        if (part.attempt == 1) {
            part.task.wallNanos += finished.wallNanos();
            part.task.cpuNanos += finished.cpuNanos();
        }
        if (finished.discovered() == 0
                && part.select.isEmpty()
                && part.task.type.looksLikeTest()
                && isUnfiltered(part)) {
            notice(
                    RunEvent.Notice.Level.WARNING,
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

    private void discovered(Worker worker, Signal.Discovered discovered) {
        Part part = worker.part;
        if (part == null) {
            return;
        }
        List<String> excluded = tooSlow(discovered);
        part.discovered(discovered);
        excluded.forEach(part.stepsLeft::remove);
        if (!discovered.locks().isEmpty() || holds(part)) {
            if (!discovered.locks().equals(part.locks)) {
                locks.release(part.locks);
                part.locks = discovered.locks();
                part.refused = !locks.canAcquire(part.locks);
                locks.acquire(part.refused ? List.of() : part.locks);
            }
            worker.process.send(new Command.Proceed(part.id, !part.refused, excluded, order(part)));
            if (part.refused) {
                return;
            }
        }
        excluded.forEach(id -> {
            part.openTests.remove(id);
            part.openTemplates.remove(id);
        });
        events.accept(new RunEvent.PartDiscovered(clock.getAsLong(), part.id, part.openTests.size()));
    }

    /** Held parts wait for an answer also where no locks are needed. */
    private boolean holds(Part part) {
        return part.stepwise || !options.selection().fasterThan().isZero();
    }

    private List<String> tooSlow(Signal.Discovered discovered) {
        long limit = options.selection().fasterThan().toNanos();
        List<String> ids = new ArrayList<>();
        if (limit > 0) {
            List<TestRef> all = new ArrayList<>(discovered.tests());
            all.addAll(discovered.templates());
            for (TestRef test : all) {
                if (costs.ofTest(test.suite(), test.staticId()) >= limit) {
                    ids.add(test.uniqueId());
                }
            }
        }
        return ids;
    }

    /** Steps in the order in which to run them: unknown and dear ones first, while others can still take the rest. */
    private List<String> order(Part part) {
        List<String> steps = new ArrayList<>(part.stepsLeft);
        if (options.order() == RunOptions.Order.RANDOM) {
            Collections.shuffle(
                    steps, new Random(options.seed() + part.task.name().hashCode()));
        } else if (options.order() == RunOptions.Order.HISTORY) {
            steps.sort(Comparator.comparingLong((String step) -> {
                        long cost = costs.ofTest(part.task.suite.name(), step);
                        return cost == 0 ? Long.MAX_VALUE : cost;
                    })
                    .reversed());
        }
        return steps;
    }

    private void released(Worker worker, Signal.Released released) {
        Part part = worker.part;
        if (part == null || part.id != released.part()) {
            return;
        }
        List<String> steps = released.steps();
        Part.Known known = part.released(steps);
        if (steps.isEmpty()) {
            return;
        }
        part.task.openParts++;
        schedule.add(Part.of(part.task)
                .select(steps)
                .stepwise(true)
                .label("split")
                .attempt(part.attempt)
                .expected(schedule.expected(part.task, steps))
                .waits(part.waits || worker.isWaiting(clock.getAsLong()))
                .locks(part.locks)
                .known(known)
                .build(partIds.incrementAndGet()));
        dispatch();
    }

    private void ready(Worker worker) {
        Part part = worker.part;
        worker.part = null;
        worker.partsRun++;
        if (worker.state == State.BUSY) {
            worker.state = State.IDLE;
        }
        if (part != null) {
            if (part.refused) {
                locks.release(List.of());
                part.reset();
                schedule.add(part);
            } else {
                locks.release(part.locks);
                if (!part.task.suite.reuseJvm() && worker.state == State.IDLE) {
                    crew.release(worker);
                }
                closePart(part);
            }
        }
        dispatch();
    }

    /** Where a part ran as many invocations as were asked for, there may be more. */
    private void continueInvocations(Part part) {
        if (!part.continues || part.reported < Invocations.BATCH) {
            return;
        }
        List<String> next = new ArrayList<>();
        part.lastRegistered.values().forEach(last -> next.addAll(Invocations.after(last)));
        part.task.openParts++;
        schedule.add(rest(part, next, Part.Known.NOTHING));
    }

    private Part rest(Part part, List<String> ids, Part.Known known) {
        return Part.of(part.task)
                .select(ids)
                .exact(part.exact)
                .continues(!part.exact)
                .label("rest")
                .attempt(part.attempt)
                .expected(part.expectedNanos)
                .waits(part.waits)
                .locks(part.locks)
                .known(known)
                .build(partIds.incrementAndGet());
    }

    private void closePart(Part part) {
        ClassTask task = part.task;
        if (part.attempt > task.attempts) {
            task.attempts = part.attempt;
        }
        task.openParts--;
        if (task.openParts > 0) {
            return;
        }
        if (!task.toRetry.isEmpty() && task.attempts <= options.retries() && !stopping) {
            task.attempts++;
            task.openParts++;
            task.containerFailures.clear();
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
        events.accept(new RunEvent.ClassFinished(
                clock.getAsLong(), task.suite.name(), task.name(), task.wallNanos, task.cpuNanos));
        stopIfAsked();
    }

    private void gone(Worker worker, WorkerProcess.Gone gone) {
        boolean expected = worker.state == State.ENDING && worker.part == null;
        boolean neverStarted = worker.state == State.STARTING;
        crew.remove(worker);
        String cause = Autopsy.cause(worker, gone.exitCode());
        crew.ended(worker, expected || stopping, gone.exitCode(), expected ? "" : cause, gone.lastOutput());
        Part part = worker.part;
        if (part != null) {
            dead(worker, part, gone);
        } else if (neverStarted && !stopping && ++worker.lane.failedStarts > 1) {
            broken(RunErrors.workerCannotStart(
                    worker.lane.jvm.suite(), worker.command, gone.exitCode(), gone.lastOutput()));
        }
        dispatch();
    }

    private void dead(Worker worker, Part part, WorkerProcess.Gone gone) {
        locks.release(part.refused ? List.of() : part.locks);
        if (stopping) {
            if (!part.finished) {
                ledger.discovered(part.reported);
                for (Part.Running running : List.copyOf(part.running.values())) {
                    ledger.conclude(
                            part,
                            running.test(),
                            Outcome.NOT_RUN,
                            clock.getAsLong() - running.since(),
                            null,
                            endReason);
                }
                autopsy.notRun(part, endReason);
            }
        } else if (!part.finished) {
            List<String> left = List.of();
            boolean nobodyRan = part.running.isEmpty();
            if (part.isDiscovered || part.task.undiscoveredDeaths++ > 0) {
                left = autopsy.settle(worker, part, gone.exitCode(), gone.lastOutput());
            } else {
                // Nothing shows that its worker died of it: what an earlier class left may have ended it.
                part.task.openParts++;
                schedule.add(part.again(partIds.incrementAndGet()));
            }
            events.accept(new RunEvent.PartFinished(
                    clock.getAsLong(),
                    part.id,
                    worker.number,
                    part.task.suite.name(),
                    part.task.name(),
                    clock.getAsLong() - part.startedAt,
                    0,
                    part.reported,
                    List.of()));
            if (!left.isEmpty()) {
                if (nobodyRan) {
                    notice(
                            RunEvent.Notice.Level.WARNING,
                            "worker " + worker.number + " ended between two tests of " + part.task.name() + ": "
                                    + Autopsy.cause(worker, gone.exitCode()) + "; the rest ran in another");
                }
                part.task.openParts++;
                schedule.add(rest(part, left, part.known()));
            }
        }
        closePart(part);
        stopIfAsked();
    }

    private void dispatch() {
        if (stopping) {
            return;
        }
        for (Schedule.Assignment next = schedule.next(); next != null; next = schedule.next()) {
            assign(next.worker(), next.part());
        }
        schedule.staff();
    }

    private void assign(Worker worker, Part part) {
        ClassTask task = part.task;
        task.begun = true;
        worker.part = part;
        worker.state = State.BUSY;
        worker.lastContext = task.type.contextKey();
        worker.subjects.add(task.subject);
        part.startedAt = clock.getAsLong();
        part.lastSignAt = part.startedAt;
        locks.acquire(part.locks);
        events.accept(new RunEvent.PartStarted(
                part.startedAt, part.id, worker.number, task.suite.name(), task.name(), part.label));
        worker.process.send(new Command.Run(
                part.id,
                task.suite.name(),
                task.name(),
                part.select,
                task.methods,
                tags(task.suite),
                part.stepwise,
                part.attempt,
                holds(part)));
    }

    private List<String> tags(Suite suite) {
        List<String> tags = new ArrayList<>();
        if (!suite.groups().isBlank()) {
            tags.add(suite.groups());
        }
        if (!suite.excludedGroups().isBlank()) {
            tags.add("!(" + suite.excludedGroups() + ")");
        }
        if (!options.selection().tags().isBlank()) {
            tags.add(options.selection().tags());
        }
        return tags;
    }

    private void tick() {
        schedule.tick(events);
        long now = clock.getAsLong();
        long limit = options.testTimeout().toNanos();
        for (Worker worker : crew.all()) {
            if (now > worker.killAt) {
                worker.process.kill();
            }
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
        events.accept(new RunEvent.Notice(clock.getAsLong(), RunEvent.Notice.Level.ERROR, diagnosis.render()));
        stop(End.BROKEN, diagnosis.code() + ": " + diagnosis.what());
    }

    /** Ends what runs; what has not begun is not run. */
    private void stop(End how, String reason) {
        if (stopping) {
            return;
        }
        stopping = true;
        if (end != End.BROKEN) {
            end = how;
            endReason = reason;
        }
        for (Part waiting : schedule.clear()) {
            autopsy.notRun(waiting, reason);
        }
        for (Worker worker : crew.all()) {
            crew.terminate(worker);
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
                Message message = inbox.poll(TICK_NANOS, TimeUnit.NANOSECONDS);
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
        for (ClassTask task : List.copyOf(open)) {
            ledger.settleUnretried(task);
            if (task.begun) {
                events.accept(new RunEvent.ClassFinished(
                        clock.getAsLong(), task.suite.name(), task.name(), task.wallNanos, task.cpuNanos));
            } else {
                events.accept(new RunEvent.ClassNotRun(clock.getAsLong(), task.suite.name(), task.name(), endReason));
            }
        }
        if (ledger.discovered() != ledger.outcomes()) {
            Diagnosis diagnosis = RunErrors.outcomesMissing(ledger.discovered(), ledger.outcomes());
            events.accept(new RunEvent.Notice(clock.getAsLong(), RunEvent.Notice.Level.ERROR, diagnosis.render()));
            end = End.BROKEN;
            endReason = diagnosis.code() + ": " + diagnosis.what();
        }
        long now = clock.getAsLong();
        return new RunEvent.RunFinished(now, now, crew.cpuNanos(), ledger.discovered(), end, endReason);
    }
}
