package dev.assay.report.terminal;

import dev.assay.event.Failure;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.RunListener;
import dev.assay.event.TestRef;
import dev.assay.report.FailureClusters;
import dev.assay.report.Sources;
import dev.assay.report.Tally;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run while it goes on: on a terminal one live region, redrawn at most ten times a second, with failures above
 * it as they happen; elsewhere plain lines, one of progress every five seconds.
 *
 * <p>It draws when events come, and has no thread and no clock of its own: {@link RunEvent.Load} comes a few times a
 * second also when no test ends, so ages keep growing. The state needs no lock for that; the only lock is for
 * {@link #close}, which a shutdown hook may call from its own thread to leave a clean screen behind.
 *
 * @since 0.1
 */
public final class Terminal implements RunListener, AutoCloseable {
    private static final long FRAME_NANOS = 100_000_000;
    private static final long LINE_NANOS = 5_000_000_000L;
    private static final int MOST_TOLD = 100;

    private final PrintStream out;
    private final Look look;
    private final Tally tally;
    private final FailureClusters clusters;
    private final Board board = new Board();
    private final Progress progress = new Progress();
    private final ShortNames names = new ShortNames();
    private final StatusLines status;
    private final FailureLines failures;
    private final Map<String, String> replays = new HashMap<>();
    private boolean begun;
    private boolean closed;
    private long drawnAt;
    private int told;
    private int height;

    /**
     * Begins to show a run.
     *
     * @param tally sums the run up; fed before this is
     * @param clusters groups the failures; fed before this is
     */
    public Terminal(PrintStream out, Look look, Tally tally, FailureClusters clusters, Sources sources) {
        this.out = out;
        this.look = look;
        this.tally = tally;
        this.clusters = clusters;
        this.status = new StatusLines(look, progress, board, names);
        this.failures = new FailureLines(look, sources, names);
    }

    @Override
    public synchronized void on(RunEvent event) {
        if (closed) {
            return;
        }
        board.on(event);
        progress.on(event);
        if (event instanceof RunEvent.RunStarted started && started.order().startsWith("random:")) {
            StringBuilder text = new StringBuilder();
            print(text, new Line().add("   order  ", Ink.DIM).add(started.order()));
            above(text);
        } else if (event instanceof RunEvent.PartStarted part) {
            begun = true;
            names.see(part.className());
        } else if (event instanceof RunEvent.Load load) {
            status.cpu(load.cpu());
        } else if (event instanceof RunEvent.Replay replay) {
            replays.put(replay.testId(), replay.line());
        } else if (event instanceof RunEvent.TestFinished test && test.outcome() != Outcome.PASSED) {
            tell(test);
        } else if (event instanceof RunEvent.ContainerFailed failed) {
            String verdict = failed.last() ? "FAILED" : "TRY";
            tell(verdict, failed.last() ? Ink.BOLD_RED : Ink.YELLOW, failed.container(), 0, failed.failure(), "");
        } else if (event instanceof RunEvent.Notice notice && notice.level() != RunEvent.Notice.Level.INFO) {
            tell(notice);
        } else if (event instanceof RunEvent.RunFinished) {
            erase();
            return;
        }
        draw(event.at());
    }

    /** Erases the live region; what was told stays. Safe from any thread, and more than once. */
    @Override
    public synchronized void close() {
        erase();
        closed = true;
    }

    /** Writes the summary; call it last, when the reports are in their places. */
    public synchronized void summary(Ending ending) {
        erase();
        closed = true;
        StringBuilder text = new StringBuilder();
        new SummaryLines(look, tally, clusters, names).of(ending).forEach(line -> print(text, line));
        write(text);
    }

    private void tell(RunEvent.TestFinished test) {
        if (test.outcome().isBad()) {
            String verdict = test.last() ? test.outcome().name() : "TRY " + test.attempt();
            Ink ink = test.last() ? Ink.BOLD_RED : Ink.YELLOW;
            tell(verdict, ink, test.test(), test.wallNanos(), test.failure(), test.reason());
        }
    }

    private void tell(String verdict, Ink ink, TestRef test, long nanos, @Nullable Failure failure, String reason) {
        told++;
        String replay = replays.remove(test.uniqueId());
        StringBuilder text = new StringBuilder();
        if (told <= MOST_TOLD) {
            failures.of(verdict, ink, test, nanos, failure, reason, replay).forEach(line -> print(text, line));
        } else if (told == MOST_TOLD + 1) {
            print(
                    text,
                    new Line().add("          further failures are told in the summary, by cause, and on the page"));
        } else {
            return;
        }
        above(text);
    }

    private void tell(RunEvent.Notice notice) {
        boolean error = notice.level() == RunEvent.Notice.Level.ERROR;
        StringBuilder text = new StringBuilder();
        boolean first = true;
        for (String part : Cells.wrap(notice.text(), look.width() - 11)) {
            String head = first ? (error ? "   error  " : " warning  ") : "          ";
            print(text, new Line().add(head, error ? Ink.BOLD_RED : Ink.YELLOW).add(part));
            first = false;
        }
        above(text);
    }

    /** Writes lines that stay, above the live region if there is one. */
    private void above(StringBuilder text) {
        StringBuilder all = new StringBuilder();
        if (height > 0) {
            wipe(all);
            drawnAt = Long.MIN_VALUE / 2;
        }
        write(all.append(text));
    }

    private void draw(long now) {
        if (look.live()) {
            if (now - drawnAt >= FRAME_NANOS) {
                drawnAt = now;
                redraw(now);
            }
        } else if (now - drawnAt >= LINE_NANOS) {
            drawnAt = now;
            StringBuilder text = new StringBuilder();
            print(text, status.plain(now, tally.counts()));
            write(text);
        }
    }

    private void redraw(long now) {
        List<Line> lines = status.region(now, tally.counts(), begun);
        StringBuilder frame = new StringBuilder();
        home(frame);
        for (int i = 0; i < lines.size(); i++) {
            frame.append(i == 0 ? "" : "\n").append(lines.get(i).render(look.colour(), look.width() - 1));
            frame.append("\u001b[K");
        }
        frame.append("\u001b[J");
        height = lines.size();
        write(frame);
    }

    private void erase() {
        if (height > 0) {
            StringBuilder frame = new StringBuilder();
            wipe(frame);
            write(frame);
        }
    }

    /** Line by line: some terminals keep in their history what is erased from the screen's first cell to its end. */
    private void wipe(StringBuilder frame) {
        home(frame);
        frame.append("\u001b[K");
        for (int i = 1; i < height; i++) {
            frame.append("\n\u001b[K");
        }
        home(frame);
        height = 0;
    }

    private void home(StringBuilder frame) {
        if (height > 0) {
            frame.append('\r');
        }
        if (height > 1) {
            frame.append("\u001b[").append(height - 1).append('A');
        }
    }

    private void print(StringBuilder text, Line line) {
        text.append(line.render(look.colour(), Integer.MAX_VALUE)).append(System.lineSeparator());
    }

    private void write(CharSequence text) {
        out.print(text);
        out.flush();
    }
}
