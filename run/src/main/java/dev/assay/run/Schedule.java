package dev.assay.run;

import dev.assay.event.Command;
import dev.assay.event.RunEvent;
import dev.assay.history.ClassCost;
import dev.assay.history.Costs;
import dev.assay.run.Worker.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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
 * <p>As many classes compute at once as there are cores. One that waits, as history knows or its process's CPU time
 * shows, holds no core: another runs beside it, in a further worker if need be, memory allowing. A class that runs step
 * by step is shared when nothing else is left to do, or earlier when it would set the run's end.
 */
final class Schedule {
    private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** Less is done before another worker would have begun with it. */
    private static final long WORTH_SHARING = TimeUnit.MILLISECONDS.toNanos(400);

    /** What a worker's start, and its cold code, cost in CPU time is not spent for less. */
    private static final long WORTH_A_WORKER = TimeUnit.SECONDS.toNanos(2);

    /** How long an unknown class that waits may take before it is shared. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(4);

    private static final double IDLE_BELOW = 0.75;
    private static final double BUSY_ABOVE = 0.9;
    private static final int WORKERS_PER_CORE = 4;
    private static final long MEMORY_OF_A_WORKER = 768L << 20;

    private final List<Lane> lanes;
    private final Crew crew;
    private final LockTable locks;
    private final Machine machine;
    private final LongSupplier clock;
    private final int limit;
    private final boolean elastic;
    private final boolean byCost;
    private Costs costs = Costs.unknown();
    private int idleSamples;
    private long sampledAt;

    record Assignment(Worker worker, Part part) {}

    Schedule(RunOptions options, List<Lane> lanes, Crew crew, LockTable locks, Machine machine, LongSupplier clock) {
        this.lanes = lanes;
        this.crew = crew;
        this.locks = locks;
        this.machine = machine;
        this.clock = clock;
        this.byCost = options.order() == RunOptions.Order.HISTORY;
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

    void begin(Costs known) {
        costs = known;
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

    /** Empties the queues, and returns what waited in them. */
    List<Part> clear() {
        List<Part> waiting = new ArrayList<>();
        for (Lane lane : lanes) {
            waiting.addAll(lane.queue.clear());
        }
        return waiting;
    }

    /** Finds a part for an idle worker; null if there is none to run now. */
    @Nullable Assignment next() {
        boolean crowded = room() <= 0;
        for (Worker worker : crew.idle()) {
            if (lanes.stream().anyMatch(lane -> isUrgent(lane, worker.lane))) {
                continue;
            }
            Part part = worker.lane.queue.poll(candidate ->
                    mayRun(candidate, crowded) && fits(candidate, worker) && home(candidate, worker) == null);
            if (part == null) {
                part = worker.lane.queue.poll(candidate ->
                        mayRun(candidate, crowded) && fits(candidate, worker) && !isShareable(home(candidate, worker)));
            }
            if (part != null) {
                return new Assignment(worker, part);
            }
        }
        return null;
    }

    /** Returns how many more classes may compute: one more than there are cores where the machine idles all the same. */
    private int room() {
        if (!elastic) {
            return limit - crew.count(State.BUSY);
        }
        int computing = 0;
        for (Worker worker : crew.all()) {
            computing += worker.state == State.BUSY && !worker.isWaiting(clock.getAsLong()) ? 1 : 0;
        }
        return limit + (idleSamples >= 2 ? 1 : 0) - computing;
    }

    private boolean mayRun(Part part, boolean crowded) {
        return (!crowded || part.waits) && locks.canAcquire(part.locks);
    }

    private static boolean fits(Part part, Worker worker) {
        return !part.fresh || worker.partsRun == 0;
    }

    /**
     * The other worker in which a class would find its Spring context, or what it tests, warm; null if there is none. The
     * class waits for that one as long as there is other work, and it does not set the run's end. A part of a class that was
     * cut goes anywhere.
     */
    private @Nullable Worker home(Part part, Worker worker) {
        String context = part.task.type.contextKey();
        String subject = part.task.subject;
        boolean contextIsHere = context.isEmpty() || context.equals(worker.lastContext);
        boolean subjectIsHere = subject.isEmpty() || worker.subjects.contains(subject);
        boolean isWhole = part.select.isEmpty();
        if (!isWhole || contextIsHere && subjectIsHere) {
            return null;
        }
        for (Worker other : crew.all()) {
            if (!contextIsHere && other != worker && other.lastContext.equals(context)) {
                return other;
            }
            if (!subjectIsHere
                    && other.lane == worker.lane
                    && other.subjects.contains(subject)
                    && (part.stepwise || left(other) + part.expectedNanos <= expectedUntilEnd())) {
                return other;
            }
        }
        return null;
    }

    private boolean isShareable(@Nullable Worker worker) {
        Part part = worker == null ? null : worker.part;
        return part != null && remaining(part) > WORTH_SHARING;
    }

    /** How long what a worker runs is expected to take yet. */
    private long left(Worker worker) {
        Part part = worker.part;
        return part == null ? 0 : Math.max(0, part.expectedNanos - (clock.getAsLong() - part.startedAt));
    }

    /** Starts and ends workers, so that what could run now does; shares what runs step by step. */
    void staff() {
        List<Lane> dearestFirst = new ArrayList<>(lanes);
        dearestFirst.removeIf(lane -> lane.queue.isEmpty());
        if (byCost) {
            dearestFirst.sort(Comparator.comparingLong(lane -> -lane.queue.first().expectedNanos));
        }
        for (Lane lane : dearestFirst) {
            staff(lane, byCost ? amongDearest(lane) : limit);
        }
        shareWithIdle();
    }

    /** How many of the dearest parts, of those that could run at once, are a lane's. */
    private int amongDearest(Lane lane) {
        if (lanes.size() == 1) {
            return limit;
        }
        List<Part> heads = new ArrayList<>();
        for (Lane each : lanes) {
            each.queue.first(limit).forEach(heads::add);
        }
        heads.sort(Comparator.comparingLong(part -> -part.expectedNanos));
        return (int) heads.stream()
                .limit(limit)
                .filter(part -> lane.serves(part.task.suite))
                .count();
    }

    /**
     * Tells whether a lane's dearest class takes half of the time that is left, so that it must not wait until another
     * lane's queue is empty: a worker of that one is replaced.
     */
    private boolean isUrgent(Lane lane, Lane other) {
        if (lane == other || !byCost || lane.queue.isEmpty() || other.queue.isEmpty()) {
            return false;
        }
        Part part = lane.queue.first();
        return part.task.cost != null
                && !part.waits
                && part.expectedNanos > Math.max(WORTH_A_WORKER, other.queue.first().expectedNanos)
                && part.expectedNanos > expectedUntilEnd() / 2
                && locks.canAcquire(part.locks)
                && crew.all().stream()
                        .noneMatch(worker ->
                                worker.lane == lane && (worker.state == State.STARTING || worker.state == State.IDLE));
    }

    private void staff(Lane lane, int share) {
        int ready = 0;
        List<Worker> unusable = new ArrayList<>();
        boolean wantsFresh = lane.queue.wantsFresh();
        for (Worker worker : crew.all()) {
            boolean usable = worker.lane == lane && (!wantsFresh || worker.partsRun == 0);
            if (worker.state == State.STARTING && usable || worker.state == State.IDLE && usable) {
                ready++;
            } else if (worker.state == State.IDLE
                    && (worker.lane == lane || worker.lane.queue.isEmpty() || isUrgent(lane, worker.lane))) {
                unusable.add(worker);
            }
        }
        int room = room();
        int wanted = 0;
        for (Part part : lane.queue) {
            boolean computes = !part.waits && wanted < Math.min(room, share);
            boolean waits = part.waits && (room > wanted || elastic && part.expectedNanos > WORTH_A_WORKER);
            if ((computes || waits) && locks.canAcquire(part.locks)) {
                wanted++;
            }
            if (wanted >= Math.max(limit, room) || wanted >= room && !lane.queue.hasOneThatWaits()) {
                break;
            }
        }
        for (int missing = wanted - ready; missing > 0; missing--) {
            if (!unusable.isEmpty() && !mayGrow()) {
                crew.release(unusable.remove(0));
            }
            if (!mayGrow()) {
                return;
            }
            crew.start(lane, crew.size() < limit ? "core" : "waiting classes");
        }
    }

    private boolean mayGrow() {
        return crew.size() < limit
                || elastic
                        && crew.size() < machine.cores() * WORKERS_PER_CORE
                        && crew.count(State.STARTING) == 0
                        && machine.freeMemory() > MEMORY_OF_A_WORKER;
    }

    /** Measures how busy the machine and the workers are, and shares a class that would set the end. */
    void tick(Consumer<RunEvent> events) {
        long now = clock.getAsLong();
        if (now - sampledAt < SAMPLE_NANOS) {
            return;
        }
        sampledAt = now;
        double cpu = machine.cpu();
        idleSamples = cpu < IDLE_BELOW ? idleSamples + 1 : 0;
        int queued = lanes.stream().mapToInt(lane -> lane.queue.size()).sum();
        events.accept(new RunEvent.Load(now, cpu, crew.count(State.BUSY), queued));
        crew.sample(cpu < BUSY_ABOVE);
        shareWhatWouldSetTheEnd();
    }

    private void shareWhatWouldSetTheEnd() {
        long untilEnd = expectedUntilEnd();
        for (Worker worker : crew.all()) {
            Part part = worker.part;
            if (part == null || part.releasing || part.stepsLeft.isEmpty()) {
                continue;
            }
            long left = remaining(part);
            boolean setsEnd = part.task.cost != null && left > untilEnd;
            boolean waitsLong = elastic
                    && part.task.cost == null
                    && worker.isWaiting(clock.getAsLong())
                    && clock.getAsLong() - part.startedAt > PATIENCE
                    && left > untilEnd / 2;
            if (left > WORTH_A_WORKER && (setsEnd || waitsLong)) {
                release(worker, part);
            }
        }
    }

    /** Estimates how long the run still takes if all cores are kept busy; 0 where too little is known. */
    private long expectedUntilEnd() {
        long sum = 0;
        for (Lane lane : lanes) {
            for (Part part : lane.queue) {
                ClassCost cost = part.task.cost;
                sum += cost == null ? 0 : Math.min(part.expectedNanos, cost.cpuNanos());
            }
        }
        for (Worker worker : crew.all()) {
            Part part = worker.part;
            if (part != null && !part.waits) {
                sum += Math.max(remaining(part), left(worker));
            }
        }
        return sum / limit;
    }

    /** Lets idle workers have half of what the longest class still has to do. */
    private void shareWithIdle() {
        boolean crowded = room() <= 0;
        Set<Lane> seen = new HashSet<>();
        for (Worker idle : crew.idle()) {
            Worker busy = seen.add(idle.lane) ? longest(idle.lane) : null;
            Part part = busy == null ? null : busy.part;
            if (busy != null
                    && part != null
                    && (!crowded || busy.isWaiting(clock.getAsLong()))
                    && remaining(part) > WORTH_SHARING) {
                release(busy, part);
            }
        }
    }

    private static void release(Worker worker, Part part) {
        part.releasing = true;
        worker.process.send(new Command.Release(part.id, (part.stepsLeft.size() + 1) / 2));
    }

    /** The worker whose part has most steps to share; null if there is none. */
    private @Nullable Worker longest(Lane lane) {
        Worker best = null;
        long most = 0;
        for (Worker worker : crew.all()) {
            Part part = worker.part;
            if (worker.lane == lane && part != null && !part.releasing && remaining(part) > most) {
                best = worker;
                most = remaining(part);
            }
        }
        return best;
    }

    /** Estimates what a part's steps that have not begun will take: as measured before, else as those before them. */
    private long remaining(Part part) {
        if (part.stepsLeft.isEmpty()) {
            return 0;
        }
        long known = expected(part.task, part.stepsLeft);
        long elapsed = clock.getAsLong() - part.startedAt;
        return known > 0 ? known : elapsed / Math.max(1, part.stepsDone) * part.stepsLeft.size();
    }

    /** Returns what some of a class's steps cost, as history knows; 0 where it knows nothing. */
    long expected(ClassTask task, Collection<String> steps) {
        long sum = 0;
        for (String step : steps) {
            sum += costs.ofTest(task.suite.name(), step);
        }
        return sum;
    }
}
