package dev.assay.run;

import dev.assay.event.Command;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Takes work from busy workers: steps of a class that have not begun go back to the queue, for others to take. */
final class Sharing {
    /** Less is done before another worker would have begun with it. */
    private static final long WORTH_SHARING = TimeUnit.MILLISECONDS.toNanos(400);

    /** How long an unknown class that waits may take before it is shared. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(4);

    private final Crew crew;
    private final Forecast forecast;
    private final LongSupplier clock;

    Sharing(Crew crew, Forecast forecast, LongSupplier clock) {
        this.crew = crew;
        this.forecast = forecast;
        this.clock = clock;
    }

    /**
     * Shares each class that would set the run's end.
     *
     * @param elastic whether workers may be added for what waits, so that it is worth sharing too
     */
    void whatWouldSetTheEnd(boolean elastic) {
        long untilEnd = forecast.untilEnd();
        for (Worker worker : crew.all()) {
            Part part = worker.part;
            if (part == null || part.releasing || part.stepsLeft.isEmpty()) {
                continue;
            }
            long left = forecast.stepsLeft(part);
            boolean setsEnd = part.task.cost != null && left > untilEnd;
            boolean waitsLong = elastic
                    && part.task.cost == null
                    && worker.isWaiting(clock.getAsLong())
                    && clock.getAsLong() - part.startedAt > PATIENCE
                    && left > untilEnd / 2;
            if (left > Schedule.WORTH_A_WORKER && (setsEnd || waitsLong)) {
                release(worker, part);
            }
        }
    }

    /**
     * Lets idle workers have half of what the longest class still has to do.
     *
     * @param crowded whether as many compute as may, so that only what waits is worth sharing
     */
    void withIdle(boolean crowded) {
        Set<Lane> seen = new HashSet<>();
        for (Worker idle : crew.idle()) {
            Worker busy = seen.add(idle.lane) ? longest(idle.lane) : null;
            Part part = busy == null ? null : busy.part;
            if (busy != null
                    && part != null
                    && (!crowded || busy.isWaiting(clock.getAsLong()))
                    && forecast.stepsLeft(part) > WORTH_SHARING) {
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
            if (worker.lane == lane && part != null && !part.releasing && forecast.stepsLeft(part) > most) {
                best = worker;
                most = forecast.stepsLeft(part);
            }
        }
        return best;
    }
}
