package dev.assay.report.terminal;

import java.util.ArrayList;
import java.util.List;

/** The summary's form: a label on the left, what it is about beside it. */
final class Sheet {
    static final int LABEL = 14;

    /** How many entries a list has before it says how many more there are. */
    static final int MOST = 10;

    private final Look look;
    private final List<Line> lines = new ArrayList<>();

    Sheet(Look look) {
        this.look = look;
    }

    static Line label(String text) {
        return label(text, Ink.BOLD);
    }

    static Line label(String text, Ink ink) {
        return new Line().add(" ").add(text, ink).padTo(LABEL);
    }

    Sheet add(Line line) {
        lines.add(line);
        return this;
    }

    void gap() {
        lines.add(new Line());
    }

    /** Adds a text of any length beside a label. */
    void text(String label, String text, Ink ink) {
        String left = label;
        for (String part : Cells.wrap(text, look.width() - LABEL - 1)) {
            lines.add(label(left).add(part, ink));
            left = "";
        }
    }

    void more(long count, String what) {
        if (count > 0) {
            lines.add(label("").add(Wording.count(count) + " more " + what, Ink.DIM));
        }
    }

    /** Cuts a text to one line of what is left of the width. */
    String cut(String text, int before) {
        String line = Cells.harmless(text.strip().lines().findFirst().orElse(""));
        return Cells.fit(line, Math.max(look.width() - before - 1, LABEL), look.unicode() ? "\u2026" : "..");
    }

    boolean fits(int width) {
        return width < look.width();
    }

    List<Line> lines() {
        return lines;
    }
}
