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

    /** Adds parts with commas between them, on as many lines as they need. */
    void listed(Line head, List<Line> parts) {
        Line line = head;
        for (int i = 0; i < parts.size(); i++) {
            boolean last = i == parts.size() - 1;
            if (line.width() + parts.get(i).width() + (last ? 0 : 1) >= look.width()) {
                add(line);
                line = label("");
            }
            line.addAll(parts.get(i)).add(last ? "" : ", ");
        }
        add(line);
    }

    /** Adds a number of things of one kind; a text that is too long for two lines is cut. */
    void counted(String label, int count, String text) {
        Line line = label(label).add(Wording.count(count) + " x ", Ink.BOLD_RED);
        int indent = line.width();
        String first = Cells.harmless(text.strip().lines().findFirst().orElse(""));
        List<String> parts = Cells.wrap(first, Math.max(look.width() - indent - 1, LABEL));
        add(line.add(parts.isEmpty() ? "" : parts.get(0)));
        if (parts.size() > 1) {
            String rest = first.substring(parts.get(0).length());
            add(new Line().padTo(indent).add(cut(rest, indent)));
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

    List<Line> lines() {
        return lines;
    }
}
