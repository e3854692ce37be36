package dev.assay.run;

import dev.assay.event.Command;
import dev.assay.event.RunEvent;
import dev.assay.history.Costs;
import dev.assay.run.Worker.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides which worker runs what, when to start a further worker, and when to take work from a busy one.
 *
 * <p>As many classes run at once as there are cores. Further ones run beside them only where the CPU is idle, or where
 * they are known to wait; then a further worker is started, memory allowing. When nothing waits in the queue, the rest
 * of a class that runs step by step is shared.
 */
final class Schedule {
    private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long WORTH_SHARING = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long WORTH_A_WORKER = TimeUnit.SECONDS.toNanos(3);
    private static final double IDLE_BELOW = 0.75;
    private static final double BUSY_ABOVE = 0.90;
    private static final int WORKERS_PER_CORE = 4;
    private static final long MEMORY_OF_A_WORKER = 768L << 20;

    private final List<Lane> lanes;
    private final Crew crew;
    private final LockTable locks;
    private final Machine machine;
    private final LongSupplier clock;
    private final int limit;
    private final boolean elastic;
    private double cpu = 1;
    private int idleSamples;
    private long sampledAt;

    record Assignment(Worker worker, Part part) {}

    Schedule(RunOptions options, List<Lane> lanes, Crew crew, LockTable locks, Machine machine, LongSupplier clock) {
        this.lanes = lanes;
        this.crew = crew;
        this.locks = locks;
        this.machine = machine;
        this.clock = clock;
        this.elastic = options.workers() == 0;
        this.limit = elastic ? machine.cores() : options.workers();
    }

    /** Starts workers before it is known what they will run, so that they come up meanwhile. */
    void prestart(int classes) {
        if (lanes.size() == 1) {
            for (int i = 0; i < Math.min(limit, classes); i++) {
                crew.start(lanes.get(0), "core");
            }
        }
    }

    void add(Part part) {
        for (Lane lane : lanes) {
            if (lane.serves(part.task.suite)) {
                lane.queue.add(part);
                return;
            }
        }
        throw new IllegalStateException("no lane for " + part.task.suite.name());
    }

    void clear() {
        lanes.forEach(lane -> lane.queue.clear());
    }

    /** Estimates what some of a class's steps cost. */
    long expected(ClassTask task, List<String> steps, Costs costs) {
        long sum = 0;
        for (String step : steps) {
            sum += costs.ofTest(task.suite.name(), step);
        }
        return sum;
    }

    /** Finds a part for an idle worker; null if there is none to run now. */
    @Nullable Assignment next() {
        for (Worker worker : crew.idle()) {
            boolean crowded = elastic && crew.count(State.BUSY) >= limit && cpu > IDLE_BELOW;
            Part part = worker.lane.queue.poll(candidate -> mayRun(candidate, worker, crowded, true));
            if (part == null) {
                part = worker.lane.queue.poll(candidate -> mayRun(candidate, worker, crowded, false));
            }
            if (part != null) {
                return new Assignment(worker, part);
            }
        }
        return null;
    }

    private boolean mayRun(Part part, Worker worker, boolean crowded, boolean respectHomes) {
        return (!part.fresh || worker.partsRun == 0)
                && (!crowded || part.waits)
                && locks.canAcquire(part.locks)
                && !(respectHomes && isAtHomeElsewhere(part, worker));
    }

    /** A class whose Spring context is warm in another worker waits for that one, as long as there is other work. */
    private boolean isAtHomeElsewhere(Part part, Worker worker) {
        String context = part.task.type.contextKey();
        if (context.isEmpty() || context.equals(worker.lastContext)) {
            return false;
        }
        for (Worker other : crew.all()) {
            if (other != worker && other.lastContext.equals(context)) {
                return true;
            }
        }
        return false;
    }

    /** Starts and ends workers, so that every lane with waiting parts gets its share; shares what runs step by step. */
    void staff() {
        for (Lane lane : lanes) {
            if (!lane.queue.isEmpty()) {
                staff(lane);
            }
        }
        if (lanes.stream().allMatch(lane -> lane.queue.isEmpty())) {
            shareSteps();
        }
    }

    private void staff(Lane lane) {
        int coming = 0;
        List<Worker> unusable = new ArrayList<>();
        for (Worker worker : crew.all()) {
            if (worker.lane == lane && worker.state == State.STARTING) {
                coming++;
            } else if (worker.state == State.IDLE && isUnusable(worker, lane)) {
                unusable.add(worker);
            }
        }
        boolean startable = lane.queue.parts().stream().anyMatch(part -> locks.canAcquire(part.locks));
        int wanted = Math.min(lane.queue.size(), limit) - coming - usable(lane);
        while (startable && wanted-- > 0) {
            if (crew.size() >= limit && !unusable.isEmpty()) {
                crew.release(unusable.remove(0));
            }
            if (crew.size() >= limit) {
                return;
            }
            crew.start(lane, "core");
        }
    }

    private int usable(Lane lane) {
        int count = 0;
        for (Worker worker : crew.idle()) {
            count += worker.lane == lane && !isUnusable(worker, lane) ? 1 : 0;
        }
        return count;
    }

    /** An idle worker that can do nothing for what waits: of another lane with nothing to do, or no longer fresh. */
    private static boolean isUnusable(Worker worker, Lane lane) {
        if (worker.lane != lane) {
            return worker.lane.queue.isEmpty();
        }
        return worker.partsRun > 0 && lane.queue.parts().stream().allMatch(part -> part.fresh);
    }

    /** Measures how busy the machine is, and adds a worker when it idles although there is work. */
    void tick(Consumer<RunEvent> events) {
        long now = clock.getAsLong();
        if (now - sampledAt < SAMPLE_NANOS) {
            return;
        }
        sampledAt = now;
        cpu = machine.cpu();
        idleSamples = cpu < IDLE_BELOW ? idleSamples + 1 : 0;
        int queued = lanes.stream().mapToInt(lane -> lane.queue.size()).sum();
        events.accept(new RunEvent.Load(now, cpu, crew.count(State.BUSY), queued));
        crew.all().forEach(crew::sample);
        if (elastic
                && idleSamples >= 2
                && crew.count(State.STARTING) == 0
                && crew.idle().isEmpty()) {
            grow(queued);
        }
    }

    private void grow(int queued) {
        if (crew.size() >= machine.cores() * WORKERS_PER_CORE || machine.freeMemory() < MEMORY_OF_A_WORKER) {
            return;
        }
        for (Lane lane : lanes) {
            boolean useful = queued > 0
                    ? lane.queue.parts().stream().anyMatch(part -> locks.canAcquire(part.locks))
                    : remaining(shareable(lane)) > WORTH_A_WORKER;
            if (useful) {
                crew.start(lane, "waiting classes");
                return;
            }
        }
    }

    private void shareSteps() {
        Set<Lane> seen = new HashSet<>();
        for (Worker idle : crew.idle()) {
            boolean crowded = elastic && crew.count(State.BUSY) >= limit && cpu > BUSY_ABOVE;
            if (crowded || !seen.add(idle.lane)) {
                continue;
            }
            Worker busy = shareable(idle.lane);
            Part part = busy == null ? null : busy.part;
            if (busy != null && part != null && remaining(busy) > WORTH_SHARING) {
                part.releasing = true;
                busy.process.send(new Command.Release(part.id, part.stepsLeft.size() / 2));
            }
        }
    }

    /** The worker whose part has most steps to share; null if there is none. */
    private @Nullable Worker shareable(Lane lane) {
        Worker best = null;
        for (Worker worker : crew.all()) {
            Part part = worker.part;
            if (worker.lane == lane
                    && part != null
                    && !part.releasing
                    && !part.stepsLeft.isEmpty()
                    && (best == null || remaining(worker) > remaining(best))) {
                best = worker;
            }
        }
        return best;
    }

    /** Estimates what a part's steps that have not begun will take: by what is expected, else as those before. */
    private long remaining(@Nullable Worker worker) {
        Part part = worker == null ? null : worker.part;
        if (part == null || part.stepsLeft.isEmpty()) {
            return 0;
        }
        long elapsed = clock.getAsLong() - part.startedAt;
        long perStep = elapsed / Math.max(1, part.stepsDone);
        long byPace = perStep * part.stepsLeft.size();
        return part.task.cost == null ? byPace : Math.max(part.expectedNanos - elapsed, byPace / 4);
    }
}
