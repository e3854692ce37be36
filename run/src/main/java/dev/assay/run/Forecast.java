package dev.assay.run;

import dev.assay.history.ClassCost;
import dev.assay.history.Costs;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;

/** Estimates how long what is left will take: parts, workers, the run. */
final class Forecast {
    private final List<Lane> lanes;
    private final Crew crew;
    private final int cores;
    private final LongSupplier clock;
    private Costs costs = Costs.unknown();

    Forecast(List<Lane> lanes, Crew crew, int cores, LongSupplier clock) {
        this.lanes = lanes;
        this.crew = crew;
        this.cores = cores;
        this.clock = clock;
    }

    void begin(Costs known) {
        costs = known;
    }

    /** How long the run still takes if all cores are kept busy; 0 where too little is known. */
    long untilEnd() {
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
                sum += Math.max(stepsLeft(part), left(worker));
            }
        }
        return sum / cores;
    }

    /** How long what a worker runs takes yet. */
    long left(Worker worker) {
        Part part = worker.part;
        return part == null ? 0 : Math.max(0, part.expectedNanos - (clock.getAsLong() - part.startedAt));
    }

    /** What a part's steps that have not begun will take: as measured before, else as those before them. */
    long stepsLeft(Part part) {
        if (part.stepsLeft.isEmpty()) {
            return 0;
        }
        long known = steps(part.task, part.stepsLeft);
        long elapsed = clock.getAsLong() - part.startedAt;
        return known > 0 ? known : elapsed / Math.max(1, part.stepsDone) * part.stepsLeft.size();
    }

    /** What some of a class's steps take, as history knows; 0 where it knows nothing. */
    long steps(ClassTask task, Collection<String> steps) {
        long sum = 0;
        for (String step : steps) {
            sum += costs.ofTest(task.suite.name(), step);
        }
        return sum;
    }
}
