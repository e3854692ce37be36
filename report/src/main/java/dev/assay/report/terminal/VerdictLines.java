package dev.assay.report.terminal;

import dev.assay.event.RunEvent;
import dev.assay.report.Counts;
import dev.assay.report.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Composes the summary's end: the time, the verdict, and what to do next. */
final class VerdictLines {
    /** A word of several lines, quoted or not. */
    private static final Pattern LONG_WORD = Pattern.compile("'[^']{200,}'|[^'\\s=]{200,}");

    private final Tally tally;
    private final Sheet sheet;

    VerdictLines(Tally tally, Sheet sheet) {
        this.tally = tally;
        this.sheet = sheet;
    }

    void add(Ending ending) {
        time();
        verdict(ending);
        next(ending);
    }

    private void time() {
        RunEvent.RunStarted started = tally.started();
        RunEvent.RunFinished finished = tally.finished();
        Tally.Time time = tally.time();
        if (started == null || finished == null || time.total() == 0) {
            return;
        }
        double speedUp = (double) tally.occupiedNanos() / Math.max(1, finished.wallNanos());
        String cpu = "CPU " + Wording.time(finished.cpuNanos()) + " (" + Wording.percent(tally.cpuUtilisation())
                + " of " + Wording.count(started.cores(), "core", "cores") + ")";
        List<Line> parts = new ArrayList<>(List.of(
                new Line().add(Wording.time(finished.wallNanos()), Ink.BOLD),
                new Line().add(cpu),
                new Line().add(Wording.count(tally.workers(), "worker", "workers"))));
        if (speedUp > 1) {
            parts.add(new Line().add(String.format(Locale.ROOT, "%.1f x as fast as class after class", speedUp)));
        }
        sheet.listed(Sheet.label("Time"), parts);
        sheet.listed(
                Sheet.label(""),
                List.of(
                        share("tests", time.tests(), time),
                        share("fixtures", time.fixtures(), time),
                        share("idle", time.idle(), time),
                        share("start", time.start(), time)));
        if (tally.firstFailureAt() >= 0) {
            sheet.add(Sheet.label("").add("first failure after " + Wording.time(tally.firstFailureAt())));
        }
    }

    private static Line share(String name, long nanos, Tally.Time time) {
        return new Line()
                .add(name + " " + Wording.time(nanos) + " ")
                .add("(" + Wording.percent((double) nanos / time.total()) + ")", Ink.DIM);
    }

    private void verdict(Ending ending) {
        String word = word(ending);
        Ink ink = word.equals("PASSED") ? Ink.BOLD_GREEN : Ink.BOLD_RED;
        Line line = Sheet.label(word, ink)
                .add(Wording.count(tally.counts().total(), "test", "tests"), Ink.BOLD)
                .add(": ");
        sheet.listed(line, outcomes());
        RunEvent.RunFinished finished = tally.finished();
        String reason = finished == null ? "its end was never reported" : finished.reason();
        sheet.text("", reason, word.equals("BROKEN") ? Ink.BOLD_RED : Ink.PLAIN);
        ending.reasons().forEach(why -> sheet.text("", why, Ink.BOLD_RED));
        if (!ending.problems().isEmpty()) {
            sheet.text("", "reports are missing, as told above: the exit code says so", Ink.BOLD_RED);
        }
        if (word.equals("NOTHING RAN")) {
            sheet.text("", "the selected classes hold no test that is selected too", Ink.PLAIN);
        }
    }

    private String word(Ending ending) {
        RunEvent.RunFinished finished = tally.finished();
        if (finished == null || finished.end() == RunEvent.RunFinished.End.BROKEN) {
            return "BROKEN";
        } else if (finished.end() == RunEvent.RunFinished.End.INTERRUPTED) {
            return "INTERRUPTED";
        } else if (hasFailures()
                || !ending.overBudget().isEmpty()
                || !ending.reasons().isEmpty()) {
            return "FAILED";
        } else if (finished.end() == RunEvent.RunFinished.End.STOPPED) {
            return "STOPPED";
        }
        return tally.counts().total() == 0 ? "NOTHING RAN" : "PASSED";
    }

    private List<Line> outcomes() {
        Counts counts = tally.counts();
        List<Line> parts = new ArrayList<>();
        Line passed = new Line().add(Wording.count(counts.passed()) + " passed", Ink.GREEN);
        parts.add(passed.add(counts.flaky() == 0 ? "" : " (" + Wording.count(counts.flaky()) + " flaky)", Ink.YELLOW));
        part(parts, counts.failed(), "failed", "failed", Ink.BOLD_RED);
        part(parts, counts.lost(), "lost", "lost", Ink.BOLD_RED);
        part(parts, tally.containersFailed(), "container failed", "containers failed", Ink.BOLD_RED);
        part(parts, counts.aborted(), "aborted", "aborted", Ink.YELLOW);
        part(parts, counts.skipped(), "skipped", "skipped", Ink.YELLOW);
        part(parts, counts.notRun(), "not run", "not run", Ink.YELLOW);
        part(parts, tally.classesNotRun(), "class not begun", "classes not begun", Ink.YELLOW);
        return parts;
    }

    private static void part(List<Line> parts, long count, String one, String many, Ink ink) {
        if (count > 0) {
            parts.add(new Line().add(Wording.count(count, one, many), ink));
        }
    }

    private void next(Ending ending) {
        RunEvent.RunStarted started = tally.started();
        String label = "Next";
        if (hasFailures() && started != null) {
            String command = shortened(started.command());
            String again = command.contains("--last-failed") ? "" : " --last-failed";
            sheet.add(Sheet.label(label).add(command + again, Ink.BOLD));
            if (started.order().startsWith("random:")) {
                sheet.add(Sheet.label("").add(command, Ink.BOLD).add("  for all in the same order", Ink.DIM));
            }
            if (!command.equals(started.command())) {
                sheet.add(Sheet.label("").add("with ... as before; run.json has the whole command", Ink.DIM));
            }
            label = "";
        }
        if (ending.page() != null) {
            sheet.add(Sheet.label(label).add(ending.page().toUri().toString(), Ink.CYAN));
        } else {
            sheet.add(Sheet.label(label).add("reports in " + ending.folder()));
        }
    }

    /** Leaves out what nobody types, such as a classpath of thousands of characters. */
    private static String shortened(String command) {
        return LONG_WORD.matcher(command).replaceAll("...");
    }

    private boolean hasFailures() {
        return tally.counts().failed() + tally.counts().lost() + tally.containersFailed() > 0;
    }
}
