package dev.assay.report.terminal;

import dev.assay.core.Diagnosis;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.TestRef;
import dev.assay.report.Counts;
import dev.assay.report.FailureClusters;
import dev.assay.report.OverBudget;
import dev.assay.report.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Composes the summary at the end of a run. */
final class SummaryLines {
    private static final int LABEL = 14;
    private static final int MOST = 10;
    private static final int CAUSES = 20;
    private static final long WORTH_NAMING = 10_000_000;

    private final Look look;
    private final Tally tally;
    private final FailureClusters clusters;
    private final ShortNames names;
    private final List<Line> lines = new ArrayList<>();

    SummaryLines(Look look, Tally tally, FailureClusters clusters, ShortNames names) {
        this.look = look;
        this.tally = tally;
        this.clusters = clusters;
        this.names = names;
    }

    List<Line> of(Ending ending) {
        lines.add(new Line());
        causes();
        slowest();
        flaky();
        lost();
        notRun();
        leftovers();
        notices();
        overBudget(ending.overBudget());
        time();
        verdict(ending);
        next(ending);
        for (Diagnosis problem : ending.problems()) {
            lines.add(new Line());
            problem.render().lines().forEach(line -> lines.add(new Line().add(line, Ink.YELLOW)));
        }
        return lines;
    }

    private void causes() {
        List<FailureClusters.Cluster> all = clusters.clusters();
        for (int i = 0; i < Math.min(all.size(), CAUSES); i++) {
            FailureClusters.Cluster cause = all.get(i);
            Line line = label(i == 0 ? "Failures" : "").add(Wording.count(cause.count()) + " x ", Ink.BOLD_RED);
            lines.add(line.add(cut(cause.title(), line.width())));
            if (!cause.fingerprint().where().isEmpty()) {
                lines.add(label("").add("    at ").add(cause.fingerprint().where(), Ink.CYAN));
            }
            StringBuilder tests = new StringBuilder(name(cause.examples().get(0).test()));
            if (cause.count() > 1) {
                tests.append(" and ").append(Wording.count(cause.count() - 1L)).append(" more");
            }
            lines.add(label("").add("    ").add(cut(tests.toString(), LABEL + 4), Ink.DIM));
        }
        more(all.size() - CAUSES, "causes are on the page");
    }

    private void slowest() {
        boolean first = true;
        for (Tally.Slow slow : tally.slowest()) {
            if (slow.wallNanos() >= WORTH_NAMING) {
                Line line = label(first ? "Slowest" : "").add(String.format("%8s  ", Wording.time(slow.wallNanos())));
                lines.add(line.add(cut(name(slow.test()), line.width())));
                first = false;
            }
        }
    }

    private void flaky() {
        List<Tally.Flaky> all = tally.flaky();
        for (int i = 0; i < Math.min(all.size(), MOST); i++) {
            String attempt = "  passed at attempt " + all.get(i).attempt();
            Line line = label(i == 0 ? "Flaky" : "");
            line.add(cut(name(all.get(i).test()), line.width() + attempt.length()), Ink.YELLOW);
            lines.add(line.add(attempt, Ink.DIM));
        }
        more(tally.counts().flaky() - MOST, "flaky tests are on the page");
    }

    private void lost() {
        List<Tally.Bad> all = tally.bad().stream()
                .filter(bad -> bad.outcome() == Outcome.LOST)
                .toList();
        for (int i = 0; i < Math.min(all.size(), MOST); i++) {
            Line line = label(i == 0 ? "Lost" : "");
            lines.add(line.add(cut(name(all.get(i).test()), line.width()), Ink.RED));
            lines.add(label("").add("    ").add(cut(all.get(i).message(), LABEL + 4)));
        }
        more(tally.counts().lost() - MOST, "lost tests are on the page");
    }

    private void notRun() {
        boolean first = true;
        for (Map.Entry<String, Long> reason : tally.notRun().entrySet()) {
            Line line = label(first ? "Not run" : "").add(Wording.count(reason.getValue()) + " x ", Ink.YELLOW);
            lines.add(line.add(cut(reason.getKey(), line.width())));
            first = false;
        }
    }

    private void leftovers() {
        List<Tally.Left> all = tally.leftovers();
        for (int i = 0; i < Math.min(all.size(), MOST); i++) {
            Tally.Left left = all.get(i);
            String what = left.leftover().kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            Line line = label(i == 0 ? "Left behind" : "").add(names.of(left.className()) + "  ", Ink.YELLOW);
            String detail =
                    what + " " + left.leftover().name() + ": " + left.leftover().detail();
            lines.add(line.add(cut(detail, line.width())));
        }
        more(tally.leftoversFound() - MOST, "leftovers are on the page");
    }

    private void notices() {
        int shown = 0;
        for (Map.Entry<Tally.Said, Integer> notice : tally.notices().entrySet()) {
            if (shown < MOST) {
                Ink ink = notice.getKey().level() == RunEvent.Notice.Level.ERROR ? Ink.BOLD_RED : Ink.PLAIN;
                String times = notice.getValue() > 1 ? " (" + Wording.count(notice.getValue()) + " times)" : "";
                List<String> text = notice.getKey().text().lines().toList();
                for (int i = 0; i < text.size(); i++) {
                    String end = i == text.size() - 1 ? times : "";
                    lines.add(label(shown == 0 && i == 0 ? "Notices" : "").add(text.get(i) + end, ink));
                }
            }
            shown++;
        }
        more(shown - (long) MOST, "notices are on the page");
    }

    private void overBudget(List<OverBudget> budgets) {
        for (int i = 0; i < budgets.size(); i++) {
            OverBudget budget = budgets.get(i);
            Line line = label(i == 0 ? "Over budget" : "").add(budget.what() + "  ", Ink.BOLD_RED);
            lines.add(line.add(Wording.time(budget.actualNanos()) + ", allowed " + Wording.time(budget.limitNanos())));
        }
    }

    private void time() {
        RunEvent.RunStarted started = tally.started();
        RunEvent.RunFinished finished = tally.finished();
        Tally.Time time = tally.time();
        if (started == null || finished == null || time.total() == 0) {
            return;
        }
        double speedUp = (double) tally.occupiedNanos() / Math.max(1, finished.wallNanos());
        lines.add(label("Time")
                .add(Wording.time(finished.wallNanos()) + " wall", Ink.BOLD)
                .add(String.format(
                        Locale.ROOT,
                        ", CPU %s (%s of %s), %.1f x as fast as class after class, %s",
                        Wording.time(finished.cpuNanos()),
                        Wording.percent(tally.cpuUtilisation()),
                        Wording.count(started.cores(), "core", "cores"),
                        speedUp,
                        Wording.count(tally.workers(), "worker", "workers"))));
        Line line = label("");
        share(line, "tests", time.tests(), time).add(", ");
        share(line, "fixtures", time.fixtures(), time).add(", ");
        share(line, "idle", time.idle(), time).add(", ");
        lines.add(share(line, "start", time.start(), time));
        if (tally.firstFailureAt() >= 0) {
            lines.add(label("").add("first failure after " + Wording.time(tally.firstFailureAt())));
        }
    }

    private static Line share(Line line, String name, long nanos, Tally.Time time) {
        return line.add(name + " " + Wording.time(nanos) + " ")
                .add("(" + Wording.percent((double) nanos / time.total()) + ")", Ink.DIM);
    }

    private void verdict(Ending ending) {
        Counts counts = tally.counts();
        RunEvent.RunFinished finished = tally.finished();
        boolean broken = finished == null || finished.end() == RunEvent.RunFinished.End.BROKEN;
        boolean bad = counts.failed() + counts.lost() + tally.containersFailed() > 0
                || !ending.overBudget().isEmpty();
        String word = broken
                ? "BROKEN"
                : finished.end() == RunEvent.RunFinished.End.INTERRUPTED ? "INTERRUPTED" : bad ? "FAILED" : "PASSED";
        Ink ink = word.equals("PASSED") ? Ink.BOLD_GREEN : Ink.BOLD_RED;
        Line line = label(word, ink)
                .add(Wording.count(counts.total(), "test", "tests"), Ink.BOLD)
                .add(": ");
        line.add(Wording.count(counts.passed()) + " passed", counts.passed() > 0 ? Ink.GREEN : Ink.PLAIN);
        line.add(counts.flaky() == 0 ? "" : " (" + Wording.count(counts.flaky()) + " flaky)", Ink.YELLOW);
        also(line, counts.failed(), "failed", Ink.BOLD_RED);
        also(line, counts.lost(), "lost", Ink.BOLD_RED);
        also(line, counts.aborted(), "aborted", Ink.YELLOW);
        also(line, counts.skipped(), "skipped", Ink.YELLOW);
        also(line, counts.notRun(), "not run", Ink.YELLOW);
        also(
                line,
                tally.containersFailed(),
                tally.containersFailed() == 1 ? "container failed" : "containers failed",
                Ink.BOLD_RED);
        also(
                line,
                tally.classesNotRun(),
                tally.classesNotRun() == 1 ? "class not begun" : "classes not begun",
                Ink.YELLOW);
        lines.add(line);
        if (finished == null) {
            lines.add(label("").add("the run ended before its end", Ink.BOLD_RED));
        } else if (!finished.reason().isEmpty()) {
            finished.reason()
                    .lines()
                    .forEach(reason -> lines.add(label("").add(reason, broken ? Ink.BOLD_RED : Ink.PLAIN)));
        }
    }

    private static void also(Line line, long count, String what, Ink ink) {
        if (count > 0) {
            line.add(", ").add(Wording.count(count) + " " + what, ink);
        }
    }

    private void next(Ending ending) {
        RunEvent.RunStarted started = tally.started();
        String label = "Next";
        boolean bad = tally.counts().failed() + tally.counts().lost() + tally.containersFailed() > 0;
        if (bad && started != null) {
            String again = started.command().contains("--last-failed") ? "" : " --last-failed";
            lines.add(label(label).add(started.command() + again, Ink.BOLD));
            label = "";
        }
        if (ending.page() != null) {
            lines.add(label(label).add(ending.page().toUri().toString(), Ink.CYAN));
        } else {
            lines.add(label(label).add("reports in " + ending.folder()));
        }
    }

    private void more(long count, String what) {
        if (count > 0) {
            lines.add(label("").add(Wording.count(count) + " more " + what, Ink.DIM));
        }
    }

    private static Line label(String text) {
        return label(text, Ink.BOLD);
    }

    private static Line label(String text, Ink ink) {
        return new Line().add(" ").add(text, ink).padTo(LABEL);
    }

    private String name(TestRef test) {
        return names.of(test.className()) + "." + test.name();
    }

    private String cut(String text, int before) {
        String line = Cells.harmless(text.strip().lines().findFirst().orElse(""));
        return Cells.fit(line, Math.max(look.width() - before - 1, LABEL), look.unicode() ? "\u2026" : "..");
    }
}
