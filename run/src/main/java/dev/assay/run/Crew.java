package dev.assay.run;

import dev.assay.event.Command;
import dev.assay.event.RunEvent;
import dev.assay.run.Worker.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The workers: starts, ends and counts them. Used by the coordinator's thread alone. */
final class Crew {
    private static final Duration HELLO_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration DEBUGGER_TIMEOUT = Duration.ofDays(1);

    private final RunOptions options;
    private final Path scratch;
    private final LongSupplier clock;
    private final Consumer<RunEvent> events;
    private final Inbox inbox;
    private final Map<Integer, Worker> workers = new LinkedHashMap<>();
    private int lastNumber;
    private boolean spare = true;
    private long cpuOfEnded;

    Crew(RunOptions options, Path scratch, LongSupplier clock, Consumer<RunEvent> events, Inbox inbox) {
        this.options = options;
        this.scratch = scratch;
        this.clock = clock;
        this.events = events;
        this.inbox = inbox;
    }

    /** Starts a worker; throws a Diagnosis if there can be no process. */
    void start(Lane lane, String reason) {
        int number = ++lastNumber;
        int slot = freeSlot();
        String command = lane.jvm.java() + " " + String.join(" ", lane.jvm.jvmArgs());
        try {
            ProcessBuilder process = lane.jvm.command(options.workerJar(), options.jvmArgs(), number, slot, scratch);
            process.environment().put(RunMark.VARIABLE, RunMark.in(scratch).toString());
            Duration patience = options.testTimeout().isZero() ? DEBUGGER_TIMEOUT : HELLO_TIMEOUT;
            workers.put(
                    number,
                    new Worker(
                            number,
                            slot,
                            lane,
                            WorkerProcess.start(number, process, scratch, patience, inbox),
                            reason,
                            command));
        } catch (IOException e) {
            throw RunErrors.noProcess(lane.jvm.suite(), command, e).exception(e);
        }
    }

    /** The lowest number that no living worker has, as Surefire counts its forks: ports and schemas hang on it. */
    private int freeSlot() {
        Set<Integer> taken = new HashSet<>();
        for (Worker worker : workers.values()) {
            taken.add(worker.slot);
        }
        int slot = 1;
        while (taken.contains(slot)) {
            slot++;
        }
        return slot;
    }

    @Nullable Worker get(int number) {
        return workers.get(number);
    }

    Collection<Worker> all() {
        return List.copyOf(workers.values());
    }

    List<Worker> idle() {
        return workers.values().stream()
                .filter(worker -> worker.state == State.IDLE)
                .toList();
    }

    int count(State state) {
        int count = 0;
        for (Worker worker : workers.values()) {
            count += worker.state == state ? 1 : 0;
        }
        return count;
    }

    /** Returns how many workers live that are not about to end. */
    int size() {
        return workers.size() - count(State.ENDING);
    }

    boolean isEmpty() {
        return workers.isEmpty();
    }

    /** Lets a worker end by itself, its shutdown hooks included. */
    void release(Worker worker) {
        sample(worker);
        if (worker.state == State.STARTING) {
            worker.process.terminate();
        } else {
            worker.process.send(new Command.Shutdown());
        }
        worker.state = State.ENDING;
        worker.killAt = clock.getAsLong() + Duration.ofSeconds(15).toNanos();
    }

    /** Ends a worker in the midst of its work. */
    void terminate(Worker worker) {
        sample(worker);
        worker.state = State.ENDING;
        worker.process.terminate();
    }

    void remove(Worker worker) {
        workers.remove(worker.number);
        cpuOfEnded += worker.cpuNanos;
    }

    void ended(Worker worker, boolean expected, int exitCode, String reason, String lastOutput) {
        events.accept(new RunEvent.WorkerEnded(
                clock.getAsLong(), worker.number, expected, exitCode, reason, expected ? "" : lastOutput));
    }

    /** Takes readings of all workers' CPU time; tells whether the machine had CPU time to spare meanwhile. */
    void sample(boolean spareTime) {
        spare = spareTime;
        workers.values().forEach(this::sample);
    }

    private void sample(Worker worker) {
        worker.sampled(worker.process.cpuNanos(), clock.getAsLong(), spare);
    }

    long cpuNanos() {
        return cpuOfEnded
                + workers.values().stream().mapToLong(worker -> worker.cpuNanos).sum();
    }
}
