package dev.assay.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.assay.bench.measure.Series;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * All rounds of one contender.
 *
 * @param contender its name
 * @param runs at least one
 */
record Line(String contender, List<Run> runs) {
    Line {
        runs = List.copyOf(runs);
    }

    Series wallMillis() {
        return series(run -> run.measurement().wallMillis());
    }

    Series cpuMillis() {
        return series(run -> run.measurement().cpuMillis());
    }

    Series othersCpuMillis() {
        return series(run -> run.measurement().othersCpuMillis());
    }

    Series utilisation(int cores) {
        return series(run -> run.measurement().utilisation(cores));
    }

    Series coordinatorMib() {
        return series(run -> run.measurement().coordinatorPeakKib() / 1024.0);
    }

    Series treeMib() {
        return series(run -> run.measurement().treePeakKib() / 1024.0);
    }

    @JsonProperty
    double medianWallMillis() {
        return wallMillis().median();
    }

    @JsonProperty
    double medianCpuMillis() {
        return cpuMillis().median();
    }

    /** Returns a measure that the contender took itself, where every round has it. */
    Optional<Series> fact(String name) {
        boolean complete = runs.stream().allMatch(run -> run.result().facts().containsKey(name));
        return complete ? Optional.of(series(run -> run.result().facts().getOrDefault(name, 0.0))) : Optional.empty();
    }

    /** Returns the counts of the last round. */
    Counts counts() {
        return runs.get(runs.size() - 1).result().counts();
    }

    /** Tells whether all rounds counted alike. */
    boolean steady() {
        return runs.stream().map(run -> run.result().counts()).distinct().count() == 1;
    }

    private Series series(ToDoubleFunction<Run> measure) {
        return new Series(runs.stream().map(measure::applyAsDouble).toList());
    }
}
