package dev.assay.cli;

import dev.assay.cli.config.Ordering;
import dev.assay.report.Reports;
import dev.assay.report.RunFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Runs a suite several times, each in another random order, and compares the outcomes test by test. */
final class RepeatedRun {
    private static final int SHOWN = 50;

    private final SingleRun.Plan plan;
    private final RunFolder folder;
    private final Random random;
    private final long firstSeed;
    private final PrintStream out;

    RepeatedRun(SingleRun.Plan plan, RunFolder folder, Random random) {
        this.plan = plan;
        this.folder = folder;
        this.random = random;
        this.firstSeed = plan.request().ordering(random).seed().orElseGet(() -> RunRequest.drawSeed(random));
        this.out = plan.console().out();
    }

    ExitCode execute() {
        int times = plan.request().times();
        ExitCode gravest = ExitCode.PASSED;
        List<Path> journals = new ArrayList<>();
        for (int i = 1; i <= times && gravest != ExitCode.INTERRUPTED; i++) {
            out.println(" Run " + i + " of " + times);
            RunFolder own = RunFolder.exactly(folder.path().resolve(String.valueOf(i)), Instant.now(), random);
            SingleRun.Result result = new SingleRun(plan, own, Ordering.random(seed(i))).execute();
            journals.add(result.place().resolve(Reports.JOURNAL));
            gravest = result.exitCode().compareTo(gravest) > 0 ? result.exitCode() : gravest;
            gravest = result.asked() ? ExitCode.INTERRUPTED : gravest;
        }
        try {
            List<OutcomeTable.Difference> differences = new OutcomeTable(journals).differences();
            tell(journals.size(), differences);
            folder.finish();
            return differences.isEmpty() || gravest.compareTo(ExitCode.FAILED) > 0 ? gravest : ExitCode.FAILED;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long seed(int run) {
        return firstSeed + run - 1;
    }

    private void tell(int runs, List<OutcomeTable.Difference> differences) {
        out.println();
        if (differences.isEmpty()) {
            out.println(" " + runs + " runs in random order: every test had the same outcome in all of them.");
            return;
        }
        out.println(" " + runs + " runs in random order: these tests had not always the same outcome.");
        differences.stream().limit(SHOWN).forEach(this::tell);
        if (differences.size() > SHOWN) {
            out.println("   and " + (differences.size() - SHOWN) + " more");
        }
        out.println(" The reports of each run lie in " + folder.place());
    }

    private void tell(OutcomeTable.Difference difference) {
        Map<String, Integer> counts = new TreeMap<>();
        difference.outcomes().forEach(outcome -> counts.merge(outcome, 1, Integer::sum));
        List<String> words = new ArrayList<>();
        counts.forEach((outcome, count) -> words.add((outcome.equals("-") ? "absent" : outcome) + " " + count));
        out.println("   " + difference.test() + "  " + String.join(", ", words) + oddOne(difference));
    }

    /** Names the first run whose outcome is not a pass, for replaying it. */
    private String oddOne(OutcomeTable.Difference difference) {
        for (int i = 0; i < difference.outcomes().size(); i++) {
            if (!difference.outcomes().get(i).equals("passed")) {
                return "  (" + difference.outcomes().get(i).replace("-", "absent") + " in run " + (i + 1)
                        + ", --order random:" + seed(i + 1) + ")";
            }
        }
        return "";
    }
}
