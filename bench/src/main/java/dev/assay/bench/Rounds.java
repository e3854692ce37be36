package dev.assay.bench;

import dev.assay.bench.measure.Job;
import dev.assay.bench.measure.Measurement;
import dev.assay.bench.measure.Meter;
import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs contenders in turn (A B C A B C), so that what else the machine does meets all of them.
 *
 * <p>A contender that breaks is named and left out from then on; the others are still measured.
 */
final class Rounds {
    private final Meter meter = new Meter();
    private final PrintStream progress;

    Rounds(PrintStream progress) {
        this.progress = progress;
    }

    List<Line> run(int rounds, List<Contender> contenders) throws IOException, InterruptedException {
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        List<Contender> left = new ArrayList<>(contenders);
        for (int round = 1; round <= rounds; round++) {
            for (Contender contender : List.copyOf(left)) {
                try {
                    Run run = run(round, rounds, contender);
                    runs.computeIfAbsent(contender.name(), name -> new ArrayList<>())
                            .add(run);
                } catch (DiagnosisException e) {
                    progress.println(e.getMessage());
                    left.remove(contender);
                }
            }
        }
        List<Line> lines = new ArrayList<>();
        runs.forEach((name, each) -> lines.add(new Line(name, each)));
        return lines;
    }

    private Run run(int round, int rounds, Contender contender) throws IOException, InterruptedException {
        Job job = contender.job(round);
        Measurement measurement = meter.run(job);
        Result result;
        try {
            result = contender.read(round);
        } catch (IOException | IllegalArgumentException e) {
            throw Diagnosis.of("ASSAY-BENCH-002", "a contender ended without a result.")
                    .with("contender", contender.name() + ", round " + round)
                    .with("exit codes", measurement.exitCodes())
                    .with("log", job.log())
                    .with("cause", e)
                    .because("a time without its counts could be that of a run that did nothing")
                    .toFix("read the log; then run again with --only \"" + contender.name() + "\"")
                    .exception(e);
        }
        progress.printf(
                Locale.ROOT,
                "round %d of %d  %-28s %8.2f s wall %8.2f s CPU  %s%n",
                round,
                rounds,
                contender.name(),
                measurement.wallMillis() / 1000,
                measurement.cpuMillis() / 1000,
                result);
        return new Run(measurement, result);
    }
}
