package dev.assay.bench;

import dev.assay.bench.measure.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Made-up rounds to judge. */
final class Figures {
    private Figures() {}

    /** A contender whose rounds took the given seconds, each with the same CPU time and memory. */
    static Line line(String name, double cpuSeconds, long coordinatorMib, double... wallSeconds) {
        return line(name, new Counts(57_446, 1, 14), Map.of(), cpuSeconds, coordinatorMib, wallSeconds);
    }

    static Line line(
            String name,
            Counts counts,
            Map<String, Double> facts,
            double cpuSeconds,
            long coordinatorMib,
            double... wallSeconds) {
        List<Run> runs = new ArrayList<>();
        for (double wall : wallSeconds) {
            runs.add(new Run(
                    new Measurement(
                            wall * 1000,
                            cpuSeconds * 1000,
                            coordinatorMib * 1024,
                            coordinatorMib * 2048,
                            500,
                            List.of(0)),
                    new Result(counts, facts)));
        }
        return new Line(name, runs);
    }

    static Report report(List<Line> lines, List<Check> checks) {
        return new Report(
                "lang3",
                "bench/run lang3 --rounds 3",
                new Machine(2, 24_105, "Linux amd64", "Vendor 17.0.15"),
                Map.of("Surefire", "3.6.1", "JUnit", "5.13.4"),
                lines,
                "Surefire forkCount=1",
                checks);
    }
}
