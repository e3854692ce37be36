package dev.assay.report.terminal;

import dev.assay.event.Failure;
import dev.assay.event.TestRef;
import dev.assay.report.Fingerprint;
import dev.assay.report.Sources;
import dev.assay.report.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Composes a failure as it is told when it happens: what, with which words, at which line. */
final class FailureLines {
    private static final int MESSAGE_LINES = 4;
    private static final int DISPLAY_NAME = 60;
    private static final int SHORTEST_NAME = 8;
    private static final long WORTH_NAMING = 1_000_000;
    private static final String INDENT = "          ";

    private final Look look;
    private final Sources sources;
    private final ShortNames names;

    FailureLines(Look look, Sources sources, ShortNames names) {
        this.look = look;
        this.sources = sources;
        this.names = names;
    }

    /** Composes it; the reason is empty, and the line to replay null, where there is none. */
    List<Line> of(
            String verdict,
            Ink ink,
            TestRef test,
            long nanos,
            @Nullable Failure failure,
            String reason,
            @Nullable String replay) {
        List<Line> lines = new ArrayList<>();
        String time = nanos >= WORTH_NAMING ? "  " + Wording.time(nanos) : "";
        lines.add(new Line()
                .add(String.format(Locale.ROOT, "%8s  ", verdict), ink)
                .add(name(test, look.width() - INDENT.length() - time.length() - 1), Ink.BOLD)
                .add(time, Ink.DIM));
        if (!reason.isEmpty()) {
            text(lines, reason);
        }
        if (failure != null && !failure.message().equals(reason)) {
            words(lines, failure, Fingerprint.of(failure, test.topClass()));
            Spot spot = Spot.of(failure, test.topClass());
            spot(lines, spot != null && isOwn(failure, spot, test) ? null : spot);
        }
        if (replay != null) {
            lines.add(new Line().add(INDENT + "replay  ", Ink.DIM).add(replay));
        }
        return lines;
    }

    /** Tells whether a line is of Assay's own error, which nobody needs to look at: the error says what to do. */
    private static boolean isOwn(Failure failure, Spot spot, TestRef test) {
        return DiagnosisText.in(failure).isPresent()
                && spot.className().startsWith("dev.assay.")
                && !spot.className().startsWith(test.topClass());
    }

    /** Shortens what an exception says, unless it is an error of Assay's own, each line of which helps to mend it. */
    private void words(List<Line> lines, Failure failure, Fingerprint cause) {
        String type = failure.type().substring(failure.type().lastIndexOf('.') + 1);
        Optional<String> diagnosis = DiagnosisText.in(failure);
        if (diagnosis.isEmpty()
                || !failure.message()
                        .contains(diagnosis.get().lines().findFirst().orElse(""))) {
            text(lines, failure.message().isEmpty() ? type : type + ": " + failure.message());
        }
        // Its lines are as long as they are: what is to be typed stays in one piece.
        diagnosis.stream().flatMap(String::lines).forEach(line -> lines.add(new Line().add(INDENT + line)));
        boolean told = cause.type().equals(type) || diagnosis.isPresent() && DiagnosisText.isOne(cause.message());
        if (!told) {
            text(lines, "caused by " + cause.type() + ": " + cause.message());
        }
    }

    /** The test's name; its display name beside it where that says more than the name does, and has room. */
    private String name(TestRef test, int room) {
        String name = names.of(test);
        int left = Math.min(DISPLAY_NAME, room - Cells.width(name) - 2);
        boolean says = test.isDynamic() && !test.displayName().isEmpty();
        return says && left >= SHORTEST_NAME ? name + "  " + Cells.fit(test.displayName(), left, "..") : name;
    }

    private void text(List<Line> lines, String text) {
        List<String> all = Cells.wrap(text, look.width() - INDENT.length() - 1);
        for (int i = 0; i < Math.min(all.size(), MESSAGE_LINES); i++) {
            boolean more = i == MESSAGE_LINES - 1 && all.size() > MESSAGE_LINES;
            lines.add(new Line().add(INDENT).add(more ? "..." : all.get(i)));
        }
    }

    private void spot(List<Line> lines, @Nullable Spot spot) {
        if (spot != null) {
            String source = sources.line(spot.className(), spot.file(), spot.line());
            Line line = new Line().add(INDENT + "at ").add(spot.file() + ":" + spot.line(), Ink.CYAN);
            if (source != null) {
                int room = Math.max(INDENT.length(), look.width() - line.width() - 3);
                line.add("  " + Cells.fit(Cells.harmless(source), room, "..."), Ink.DIM);
            }
            lines.add(line);
        }
    }
}
