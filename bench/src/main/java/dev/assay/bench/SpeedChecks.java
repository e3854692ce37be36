package dev.assay.bench;

import dev.assay.bench.measure.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What Assay is to reach on a suite that Surefire runs too. */
final class SpeedChecks {
    private static final String WORK = "commons-lang3";
    private static final double COORDINATOR_MIB = 256;

    private SpeedChecks() {}

    /** Judges what was measured; rows without figures are left out. */
    static List<Check> of(Report report) {
        List<Check> checks = new ArrayList<>();
        Optional<Series> base = report.line(report.baseline()).map(Line::wallMillis);
        Optional<Series> best = report.lines().stream()
                .filter(line -> line.contender().startsWith("Surefire"))
                .map(Line::wallMillis)
                .min(Comparator.comparingDouble(Series::median));
        report.line(Lang3.FIRST).map(Line::wallMillis).ifPresent(wall -> {
            ratio(checks, WORK + ", no history", wall, base, 0.60, "Surefire forkCount=1's wall");
            ratio(checks, WORK + ", no history", wall, best, 1.00, "the best Surefire's wall");
        });
        report.line(Lang3.AGAIN).ifPresent(line -> {
            ratio(checks, WORK + ", with history", line.wallMillis(), base, 0.45, "Surefire forkCount=1's wall");
            ratio(checks, WORK + ", with history", line.wallMillis(), best, 0.75, "the best Surefire's wall");
            double used = 100 * line.utilisation(report.machine().cores()).median();
            checks.add(Check.atLeast(WORK + ", with history, CPU utilisation", ">= 75 %", 75, used, " %"));
        });
        for (String name : List.of(Lang3.FIRST, Lang3.AGAIN)) {
            report.line(name).ifPresent(line -> checks.add(memory(line)));
        }
        return checks;
    }

    private static void ratio(
            List<Check> checks, String work, Series wall, Optional<Series> peer, double limit, String of) {
        peer.ifPresent(other -> checks.add(Check.atMost(
                work, "<= " + Numbers.ratio(limit) + " of " + of, limit, wall.median() / other.median(), "")));
    }

    private static Check memory(Line line) {
        double peak = line.coordinatorMib().max();
        String work = WORK + ", coordinator: " + line.contender();
        String target = "<= 256 MiB resident";
        return peak == 0
                ? Check.missing(work, target, "this system does not tell a process's peak memory")
                : Check.atMost(work, target, COORDINATOR_MIB, peak, " MiB");
    }
}
