package dev.assay.data.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Draws a load's progress as one line that is drawn again and again:
 *
 * <pre>Loading  41% ████████░░░░░░░░░░░░ 12,300,000 / 30,000,000 rows 1.9 M/s about 9 s left</pre>
 *
 * <p>For terminals: it returns to the line's beginning, and ends the line when all is done. For one load.
 *
 * @since 0.1
 */
public final class TerminalProgress implements Consumer<Progress> {
    private static final int WIDTH = 20;
    private static final double MILLION = 1e6;
    private static final double THOUSAND = 1e3;

    private final Appendable out;
    private int drawn;

    /** Draws on a {@code PrintStream} or whatever else takes characters. */
    public TerminalProgress(Appendable out) {
        this.out = out;
    }

    @Override
    public void accept(Progress progress) {
        String line = line(progress);
        String blank = " ".repeat(Math.max(0, drawn - line.length()));
        drawn = line.length();
        try {
            out.append('\r').append(line).append(blank);
            if (progress.stage() == Progress.Stage.DONE) {
                out.append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(Progress progress) {
        int full = (int) (progress.fraction() * WIDTH);
        String bar = "█".repeat(full) + "░".repeat(WIDTH - full);
        return String.format(
                Locale.ROOT,
                "Loading %3d%% %s %,d / %,d rows %s %s",
                (int) (progress.fraction() * 100),
                bar,
                progress.rows(),
                progress.of(),
                rate(progress.perSecond()),
                end(progress));
    }

    private static String rate(double perSecond) {
        if (perSecond >= MILLION) {
            return String.format(Locale.ROOT, "%.1f M/s", perSecond / MILLION);
        } else if (perSecond >= THOUSAND) {
            return String.format(Locale.ROOT, "%.0f k/s", perSecond / THOUSAND);
        }
        return String.format(Locale.ROOT, "%.0f /s", perSecond);
    }

    private static String end(Progress progress) {
        return switch (progress.stage()) {
            case ROWS -> left(progress);
            case COMPLETION -> "completing";
            case DONE -> "done";
        };
    }

    private static String left(Progress progress) {
        long seconds = (progress.remaining().toMillis() + 999) / 1000;
        if (progress.perSecond() == 0) {
            return "";
        } else if (seconds < 120) {
            return "about " + seconds + " s left";
        } else if (seconds < 7200) {
            return "about " + seconds / 60 + " min left";
        }
        return "about " + seconds / 3600 + " h left";
    }
}
