package dev.assay.report.terminal;

import dev.assay.report.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Composes the live region: the status line, and below it what runs. */
final class StatusLines {
    private static final int ROWS = 4;
    private static final int TWO_COLUMNS = 96;
    private static final int BAR = 22;
    private static final int SHORTEST_BAR = 8;
    private static final long WORTH_NAMING = 1_000_000_000;

    private final Look look;
    private final Progress progress;
    private final Board board;
    private final ShortNames names;
    private double cpu = -1;

    StatusLines(Look look, Progress progress, Board board, ShortNames names) {
        this.look = look;
        this.progress = progress;
        this.board = board;
        this.names = names;
    }

    void cpu(double share) {
        cpu = share;
    }

    List<Line> region(long now, Counts counts, boolean begun) {
        List<Line> lines = new ArrayList<>();
        if (!begun) {
            lines.add(new Line().add(" Starting ", Ink.BOLD).add(Wording.rough(now), Ink.DIM));
            return lines;
        }
        lines.add(status(now, counts));
        lines.addAll(running(now));
        return lines;
    }

    /** The status without bar, for a log. */
    Line plain(long now, Counts counts) {
        Line line = new Line()
                .add(String.format(Locale.ROOT, "%7s  %4s  ", Wording.rough(now), Wording.percent(progress.done())));
        line.add(progress.counts());
        for (Line part : parts(now, counts)) {
            line.add("  ").add(part.render(false, look.width()));
        }
        List<Board.Running> running = board.longestFirst();
        if (!running.isEmpty() && now - running.get(0).since > 10 * WORTH_NAMING) {
            line.add("  longest: ").add(name(running.get(0), now));
        }
        return line;
    }

    private Line status(long now, Counts counts) {
        List<Line> parts = parts(now, counts);
        String head = String.format(Locale.ROOT, " Running %3s ", Wording.percent(progress.done()));
        int bar = BAR;
        while (true) {
            int width = head.length()
                    + bar
                    + 2
                    + progress.counts().length()
                    + 1
                    + parts.stream().mapToInt(part -> part.width() + 2).sum();
            if (width < look.width()) {
                break;
            } else if (bar > SHORTEST_BAR) {
                bar = Math.max(SHORTEST_BAR, bar - (width - look.width() + 1));
            } else if (parts.size() > 1) {
                // What fails, and how long it still takes, is told to the last: drop what stands before the end.
                parts.remove(parts.size() > 2 ? parts.size() - 2 : 0);
            } else {
                break;
            }
        }
        Line line = new Line()
                .add(head, Ink.BOLD)
                .add(bar(bar))
                .add("  ")
                .add(progress.counts())
                .add(" ");
        for (Line part : parts) {
            line.add("  ");
            line.addAll(part);
        }
        return line;
    }

    private List<Line> parts(long now, Counts counts) {
        List<Line> parts = new ArrayList<>();
        parts.add(new Line().add("ok ").add(Wording.count(counts.passed()), Ink.GREEN));
        part(parts, "failed ", counts.failed(), Ink.BOLD_RED);
        part(parts, "lost ", counts.lost(), Ink.BOLD_RED);
        part(parts, "flaky ", counts.flaky(), Ink.YELLOW);
        parts.add(new Line().add(Wording.count(board.workers(), "worker", "workers")));
        if (cpu >= 0) {
            parts.add(new Line().add("CPU ").add(Wording.percent(cpu)));
        }
        String left = progress.left(now);
        if (!left.isEmpty()) {
            parts.add(new Line().add(left));
        }
        return parts;
    }

    private static void part(List<Line> parts, String name, long count, Ink ink) {
        if (count > 0) {
            parts.add(new Line().add(name).add(Wording.count(count), ink));
        }
    }

    private String bar(int width) {
        int full = (int) (progress.done() * width);
        return look.unicode()
                ? "\u2588".repeat(full) + "\u2591".repeat(width - full)
                : "#".repeat(full) + "-".repeat(width - full);
    }

    private List<Line> running(long now) {
        List<Board.Running> all = board.longestFirst();
        int columns = look.width() >= TWO_COLUMNS ? 2 : 1;
        int cell = (look.width() - 1) / columns;
        int shown = Math.min(all.size(), ROWS * columns);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            if (i % columns == 0) {
                lines.add(new Line());
            }
            Line line = lines.get(lines.size() - 1).padTo(i % columns * cell);
            Board.Running running = all.get(i);
            boolean more = i == shown - 1 && shown < all.size();
            line.add(String.format(Locale.ROOT, "%9s  ", Wording.time(now - running.since)), Ink.CYAN);
            line.add(
                    more
                            ? "and " + (all.size() - i) + " more"
                            : Cells.fit(name(running, now), cell - 12, look.unicode() ? "\u2026" : ".."));
        }
        return lines;
    }

    private String name(Board.Running running, long now) {
        String name = names.of(running.className) + (running.label.isEmpty() ? "" : " " + running.label);
        if (running.test.isEmpty() || now - running.testSince < WORTH_NAMING) {
            return name;
        }
        return name + (look.unicode() ? " \u203A " : " > ") + running.test + " "
                + Wording.rough(now - running.testSince);
    }
}
