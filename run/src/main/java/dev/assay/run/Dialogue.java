package dev.assay.run;

import dev.assay.event.Command;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.Signal;
import dev.assay.run.Worker.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** What a worker is told, and what happens when it says something. Used by the coordinator's thread alone. */
final class Dialogue {
    private static final long READY_NANOS = TimeUnit.SECONDS.toNanos(90);

    private final RunOptions options;
    private final LongSupplier clock;
    private final Consumer<RunEvent> events;
    private final Crew crew;
    private final Schedule schedule;
    private final LockTable locks;
    private final Ledger ledger;
    private final Closing closing;
    private final StepChoice choice;
    private final Notices notices;
    private final AtomicInteger partIds;

    Dialogue(
            RunOptions options,
            LongSupplier clock,
            Consumer<RunEvent> events,
            Crew crew,
            Schedule schedule,
            LockTable locks,
            Ledger ledger,
            Closing closing,
            StepChoice choice,
            Notices notices,
            AtomicInteger partIds) {
        this.options = options;
        this.clock = clock;
        this.events = events;
        this.crew = crew;
        this.schedule = schedule;
        this.locks = locks;
        this.ledger = ledger;
        this.closing = closing;
        this.choice = choice;
        this.notices = notices;
        this.partIds = partIds;
    }

    /**
     * Takes in what a worker says, and answers it.
     *
     * @return whether a worker or a part has become free, so that something could be given out
     */
    boolean hear(Worker worker, Signal signal) {
        if (signal instanceof Signal.Happened happened) {
            happened(worker, happened.event());
        } else if (signal instanceof Signal.Hello hello) {
            hello(worker, hello);
        } else if (signal instanceof Signal.Discovered discovered) {
            discovered(worker, discovered);
        } else if (signal instanceof Signal.TemplateFinished template) {
            Part part = worker.part;
            if (part != null) {
                part.templateFinished(template.id());
            }
        } else if (signal instanceof Signal.Registered registered) {
            Part part = worker.part;
            if (part != null) {
                part.registered(registered.test(), registered.isTemplate());
            }
        } else if (signal instanceof Signal.Released released) {
            return released(worker, released);
        } else if (signal instanceof Signal.Ready ready) {
            if (worker.state == State.STARTING) {
                started(worker);
            } else {
                ready(worker, ready.full());
            }
            return true;
        } else if (signal instanceof Signal.Exiting exiting) {
            worker.exitReason =
                    exiting.trace().isEmpty() ? exiting.reason() : exiting.reason() + firstUserFrame(exiting.trace());
        } else if (signal instanceof Signal.Dumped dumped) {
            if (worker.dump != null) {
                worker.dump = dumped.threads();
                worker.process.kill();
            }
        }
        return false;
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
            notices.info(remark);
        }
        List<Command.Welcome.Property> properties = new ArrayList<>();
        worker.lane
                .jvm
                .systemProperties()
                .forEach((key, value) ->
                        properties.add(new Command.Welcome.Property(key, Jvm.numbered(value, worker.slot))));
        worker.process.send(new Command.Welcome(clock.getAsLong(), properties, options.leftoversByTest()));
    }

    /** A worker that said hello has yet to open its launcher; if it ends before that, it has not started. */
    private void started(Worker worker) {
        worker.lane.failedStarts = 0;
        worker.killAt = Long.MAX_VALUE;
        worker.state = State.IDLE;
    }

    private void happened(Worker worker, RunEvent event) {
        Part part = worker.part;
        if (event instanceof RunEvent.Output output) {
            wrote(worker, output);
        } else if (event instanceof RunEvent.Notice said) {
            notices.say(said.level(), said.text());
        } else if (part == null) {
            return;
        } else if (event instanceof RunEvent.TestStarted started) {
            part.lastSignAt = clock.getAsLong();
            part.started(started.test(), part.lastSignAt);
            worker.early.settle(started.test().uniqueId(), started.at(), Long.MAX_VALUE, events);
            events.accept(event);
        } else if (event instanceof RunEvent.TestFinished finished) {
            part.lastSignAt = clock.getAsLong();
            part.reported++;
            if (!part.running.containsKey(finished.test().uniqueId())) {
                part.ran(finished.test());
                if (finished.outcome() != Outcome.SKIPPED && finished.outcome() != Outcome.NOT_RUN) {
                    long began = finished.at() - finished.wallNanos();
                    worker.early.settle(finished.test().uniqueId(), began, finished.at(), events);
                }
            }
            if (worker.dump != null && worker.state == State.BUSY) {
                // It ended just before it would have been ended.
                worker.dump = null;
                worker.killAt = Long.MAX_VALUE;
            }
            ledger.finished(part, finished);
        } else if (event instanceof RunEvent.Replay
                || event instanceof RunEvent.DatabaseUsed
                || event instanceof RunEvent.FixtureOpened
                || event instanceof RunEvent.HeapKept) {
            events.accept(event);
        } else if (event instanceof RunEvent.ContainerFailed failed) {
            worker.early.drain(events);
            ledger.containerFailed(part, failed);
        } else if (event instanceof RunEvent.PartFinished finished) {
            worker.early.drain(events);
            closing.finished(worker, part, finished);
        }
    }

    private void wrote(Worker worker, RunEvent.Output output) {
        Part part = worker.part;
        boolean isProcess = output.channel() == RunEvent.Output.Channel.PROCESS;
        RunEvent.Output told = new RunEvent.Output(
                isProcess ? clock.getAsLong() : output.at(),
                part == null ? output.part() : part.id,
                output.testId() == null && part != null && part.running.size() == 1
                        ? part.running.keySet().iterator().next()
                        : output.testId(),
                output.channel(),
                output.bytes());
        if (isProcess && part != null && part.running.isEmpty()) {
            worker.early.hold(told);
        } else {
            events.accept(told);
        }
    }

    private void discovered(Worker worker, Signal.Discovered discovered) {
        Part part = worker.part;
        if (part == null) {
            return;
        }
        List<String> excluded = choice.tooSlow(discovered);
        part.discovered(discovered);
        excluded.forEach(part.stepsLeft::remove);
        if (!discovered.locks().isEmpty() || choice.holds(part)) {
            if (!discovered.locks().equals(part.locks)) {
                locks.release(part.locks);
                part.locks = discovered.locks();
                part.refused = !locks.canAcquire(part.locks);
                locks.acquire(part.refused ? List.of() : part.locks);
            }
            worker.process.send(new Command.Proceed(part.id, !part.refused, excluded, choice.order(part)));
            if (part.refused) {
                return;
            }
        }
        if (!part.locks.isEmpty()) {
            events.accept(new RunEvent.ClassTrait(
                    clock.getAsLong(),
                    part.task.suite.name(),
                    part.task.name(),
                    RunEvent.ClassTrait.Trait.LOCKS,
                    part.locks.stream().map(Signal.Lock::key).toList()));
        }
        excluded.forEach(id -> {
            part.openTests.remove(id);
            part.openTemplates.remove(id);
        });
    }

    private boolean released(Worker worker, Signal.Released released) {
        Part part = worker.part;
        if (part == null || part.id != released.part()) {
            return false;
        }
        List<String> steps = released.steps();
        Part.Known known = part.released(steps);
        if (steps.isEmpty()) {
            return false;
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
        return true;
    }

    private void ready(Worker worker, boolean full) {
        Part part = worker.part;
        worker.part = null;
        worker.early.drain(events);
        // A dump that was asked for is about what it has just ended.
        worker.dump = null;
        worker.killAt = worker.state == State.ENDING ? worker.killAt : Long.MAX_VALUE;
        if (worker.state == State.BUSY) {
            worker.state = State.IDLE;
        }
        if (part != null) {
            if (part.refused) {
                locks.release(List.of());
                closing.refused(worker, part);
            } else {
                worker.partsRun++;
                locks.release(part.locks);
                boolean worn = full && !worker.lane.queue.isEmpty();
                if ((worn || !part.task.suite.reuseJvm()) && worker.state == State.IDLE) {
                    crew.release(worker);
                }
                closing.closed(part);
            }
        }
    }

    /** Gives an idle worker a part. */
    void assign(Worker worker, Part part) {
        ClassTask task = part.task;
        task.begun = true;
        worker.part = part;
        worker.state = State.BUSY;
        worker.lastContext = task.type.contextKey();
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
                choice.holds(part)));
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
}
