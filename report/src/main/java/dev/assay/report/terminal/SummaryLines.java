package dev.assay.report.terminal;

import dev.assay.core.Diagnosis;
import dev.assay.event.RunEvent;
import dev.assay.report.Databases;
import dev.assay.report.FailureClusters;
import dev.assay.report.HeapTrend;
import dev.assay.report.OverBudget;
import dev.assay.report.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Composes the summary: what to look at first, and the verdict last, where the eye is when the run has ended. */
final class SummaryLines {
    private static final long WORTH_NAMING = 10_000_000;
    private static final long MIB = 1 << 20;

    /** Of so many classes the heap may have grown in one; who wants to know of more looks at the page. */
    private static final int NAMED = 3;

    private final Tally tally;
    private final FailureClusters clusters;
    private final ShortNames names;
    private final Sheet sheet;

    SummaryLines(Look look, Tally tally, FailureClusters clusters, ShortNames names) {
        this.tally = tally;
        this.clusters = clusters;
        this.names = names;
        this.sheet = new Sheet(look);
    }

    List<Line> of(Ending ending) {
        sheet.gap();
        Map<Boolean, List<FailureClusters.Cluster>> byLoss =
                clusters.clusters().stream().collect(Collectors.partitioningBy(SummaryLines::isLost));
        causes("Failures", byLoss.getOrDefault(false, List.of()));
        causes("Lost", byLoss.getOrDefault(true, List.of()));
        notRun();
        flaky();
        slowest();
        databases();
        heap();
        leftovers();
        notices();
        overBudget(ending.overBudget());
        if (sheet.lines().size() > 1) {
            sheet.gap();
        }
        new VerdictLines(tally, sheet).add(ending);
        for (Diagnosis problem : ending.problems()) {
            sheet.gap();
            problem.render().lines().forEach(line -> sheet.add(new Line().add(line, Ink.YELLOW)));
        }
        return sheet.lines();
    }

    private void causes(String label, List<FailureClusters.Cluster> all) {
        for (int i = 0; i < Math.min(all.size(), Sheet.MOST); i++) {
            FailureClusters.Cluster cause = all.get(i);
            sheet.counted(i == 0 ? label : "", cause.count(), title(cause));
            if (!cause.fingerprint().where().isEmpty()) {
                String where = sheet.cut(cause.fingerprint().where(), Sheet.LABEL + 7);
                sheet.add(Sheet.label("").add("    at ").add(where, Ink.CYAN));
            }
            StringBuilder tests =
                    new StringBuilder(names.of(cause.examples().get(0).test()));
            if (cause.count() > 1) {
                tests.append(" and ").append(Wording.count(cause.count() - 1L)).append(" more");
            }
            sheet.add(Sheet.label("").add("    ").add(sheet.cut(tests.toString(), Sheet.LABEL + 4), Ink.DIM));
        }
        sheet.more(all.size() - (long) Sheet.MOST, "causes are on the page");
    }

    private static String title(FailureClusters.Cluster cause) {
        return isLost(cause) ? cause.fingerprint().message() : cause.title();
    }

    private static boolean isLost(FailureClusters.Cluster cause) {
        return cause.fingerprint().type().equals("lost");
    }

    private void notRun() {
        int shown = 0;
        for (Map.Entry<String, Long> reason : tally.notRun().entrySet()) {
            if (shown < Sheet.MOST) {
                Line line = Sheet.label(shown == 0 ? "Not run" : "");
                line.add(Wording.count(reason.getValue()) + " x ", Ink.YELLOW);
                sheet.add(line.add(sheet.cut(reason.getKey(), line.width())));
            }
            shown++;
        }
        sheet.more(shown - (long) Sheet.MOST, "reasons are on the page");
    }

    private void flaky() {
        List<Tally.Flaky> all = tally.flaky();
        for (int i = 0; i < Math.min(all.size(), Sheet.MOST); i++) {
            String attempt = "  passed at attempt " + all.get(i).attempt();
            Line line = Sheet.label(i == 0 ? "Flaky" : "");
            line.add(sheet.cut(names.of(all.get(i).test()), line.width() + attempt.length()), Ink.YELLOW);
            sheet.add(line.add(attempt, Ink.DIM));
        }
        sheet.more(tally.counts().flaky() - Sheet.MOST, "flaky tests are on the page");
    }

    private void slowest() {
        String label = "Slowest";
        for (Tally.Slow slow : tally.slowest()) {
            if (slow.wallNanos() >= WORTH_NAMING) {
                Line line = Sheet.label(label);
                line.add(String.format(Locale.ROOT, "%8s  ", Wording.time(slow.wallNanos())));
                sheet.add(line.add(sheet.cut(names.of(slow.test()), line.width())));
                label = "";
            }
        }
    }

    private void databases() {
        Databases databases = tally.databases();
        if (databases.isEmpty()) {
            return;
        }
        List<String> words = new ArrayList<>();
        databases
                .effects()
                .forEach((effect, of) -> words.add(Wording.count(of.tests()) + " "
                        + effect.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        long nanos = databases.effects().values().stream()
                .mapToLong(of -> of.use().nanos())
                .sum();
        Line line = Sheet.label("Databases").add(String.join(", ", words));
        line.add("  " + Wording.time(nanos) + " in "
                + String.join(", ", databases.tiers()).toLowerCase(Locale.ROOT));
        sheet.add(line);
    }

    private void heap() {
        List<HeapTrend.Growth> all = tally.heap().growths();
        for (int i = 0; i < Math.min(all.size(), Sheet.MOST); i++) {
            HeapTrend.Growth growth = all.get(i);
            Line line = Sheet.label(i == 0 ? "Heap grew" : "")
                    .add("by " + Wording.count(growth.bytes() / MIB) + " MiB and stayed  ", Ink.YELLOW);
            String classes =
                    growth.classes().stream().limit(NAMED).map(names::of).collect(Collectors.joining(", "))
                            + (growth.classes().size() > NAMED
                                    ? " and " + (growth.classes().size() - NAMED) + " more"
                                    : "");
            sheet.add(line.add(sheet.cut((growth.classes().size() > 1 ? "one of " : "") + classes, line.width())));
        }
        sheet.more(all.size() - (long) Sheet.MOST, "growths are on the page");
    }

    private void leftovers() {
        List<Tally.Left> all = tally.leftovers();
        for (int i = 0; i < Math.min(all.size(), Sheet.MOST); i++) {
            Tally.Left left = all.get(i);
            String what = left.leftover().kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            Line line = Sheet.label(i == 0 ? "Left behind" : "").add(names.of(left.className()) + "  ", Ink.YELLOW);
            String name = left.leftover().name();
            String detail = (name.endsWith(what) ? name : what + " " + name) + ": "
                    + left.leftover().detail();
            sheet.add(line.add(sheet.cut(detail, line.width())));
        }
        sheet.more(tally.leftoversFound() - Sheet.MOST, "leftovers are on the page");
    }

    private void notices() {
        int shown = 0;
        for (Map.Entry<Tally.Said, Integer> notice : tally.notices().entrySet()) {
            if (shown < Sheet.MOST) {
                boolean error = notice.getKey().level() == RunEvent.Notice.Level.ERROR;
                String times = notice.getValue() > 1 ? " (" + Wording.count(notice.getValue()) + " times)" : "";
                String text = notice.getKey().text().strip() + times;
                sheet.text(shown == 0 ? "Notices" : "", text, error ? Ink.BOLD_RED : Ink.PLAIN);
            }
            shown++;
        }
        sheet.more(shown - (long) Sheet.MOST, "notices are on the page");
    }

    private void overBudget(List<OverBudget> budgets) {
        String label = "Over budget";
        for (OverBudget budget : budgets) {
            Line line = Sheet.label(label).add(budget.what(), Ink.BOLD_RED);
            line.add("  took " + Wording.time(budget.actualNanos()));
            sheet.add(line.add(", allowed are " + Wording.time(budget.limitNanos())));
            label = "";
        }
    }
}
