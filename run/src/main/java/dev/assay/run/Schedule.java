package dev.assay.run;

import dev.assay.event.RunEvent;
import dev.assay.history.Costs;
import dev.assay.run.Worker.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** What a worker's start, and its cold code, cost in CPU time is not spent for less. */
    static final long WORTH_A_WORKER = TimeUnit.SECONDS.toNanos(2);

    private static final double IDLE_BELOW = 0.75;
    private static final double BUSY_ABOVE = 0.9;
    private static final long MEMORY_OF_A_WORKER = 768L << 20;

    private final List<Lane> lanes;
    private final Crew crew;
    private final LockTable locks;
    private final Machine machine;
    private final LongSupplier clock;
    private final int limit;
    private final int most;
    private final boolean elastic;
    private final boolean byCost;
    private final Forecast forecast;
    private final Sharing sharing;
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
        this.elastic = options.workers().measured();
        this.limit = options.workers().computing(machine.cores());
        this.most = options.workers().most(machine.cores());
        this.forecast = new Forecast(lanes, crew, limit, clock);
        this.sharing = new Sharing(crew, forecast, clock);
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
        forecast.begin(known);
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
                    mayRun(candidate, crowded) && fits(candidate, worker) && !isAtHomeElsewhere(candidate, worker));
            if (part == null) {
                part = worker.lane.queue.poll(candidate -> mayRun(candidate, crowded) && fits(candidate, worker));
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

    /** Starts and ends workers, so that what could run now does; shares what runs step by step. */
    void staff() {
        List<Lane> dearestFirst = new ArrayList<>(lanes);
        dearestFirst.removeIf(lane -> lane.queue.isEmpty());
        if (byCost) {
            dearestFirst.sort(Comparator.comparingLong(lane -> -lane.queue.first().expectedNanos));
        }
        Map<Lane, Integer> shares = sharesOfDearest(dearestFirst);
        for (Lane lane : dearestFirst) {
            boolean urgent = crew.idle().stream().anyMatch(worker -> isUrgent(lane, worker.lane));
            staff(lane, Math.max(shares.getOrDefault(lane, 0), urgent ? 1 : 0));
        }
        sharing.withIdle(room() <= 0);
    }

    /** How many of the dearest parts, of those that could run at once, are each lane's. */
    private Map<Lane, Integer> sharesOfDearest(List<Lane> waiting) {
        Map<Lane, Integer> shares = new HashMap<>();
        if (waiting.size() < 2 || !byCost) {
            waiting.forEach(lane -> shares.put(lane, limit));
            return shares;
        }
        record Head(Lane lane, long nanos) {}
        List<Head> heads = new ArrayList<>();
        for (Lane lane : waiting) {
            lane.queue.first(limit).forEach(part -> heads.add(new Head(lane, part.expectedNanos)));
        }
        heads.sort(Comparator.comparingLong(Head::nanos).reversed());
        heads.stream().limit(limit).forEach(head -> shares.merge(head.lane(), 1, Integer::sum));
        return shares;
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
                && part.expectedNanos > forecast.untilEnd() / 2
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
                        && crew.size() < most
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
        sharing.whatWouldSetTheEnd(elastic);
    }

    /** Returns what some of a class's steps cost, as history knows; 0 where it knows nothing. */
    long expected(ClassTask task, Collection<String> steps) {
        return forecast.steps(task, steps);
    }
}
