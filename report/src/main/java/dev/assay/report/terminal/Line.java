package dev.assay.report.terminal;

import java.util.ArrayList;
import java.util.List;

/** A line of coloured pieces that knows its width. */
final class Line {
    private final List<Piece> pieces = new ArrayList<>();
    private int width;

    private record Piece(String text, Ink ink) {}

    Line add(String text) {
        return add(text, Ink.PLAIN);
    }

    Line add(String text, Ink ink) {
        String safe = Cells.harmless(text);
        pieces.add(new Piece(safe, ink));
        width += Cells.width(safe);
        return this;
    }

    Line addAll(Line other) {
        pieces.addAll(other.pieces);
        width += other.width;
        return this;
    }

    Line padTo(int column) {
        return width < column ? add(" ".repeat(column - width)) : this;
    }

    int width() {
        return width;
    }

    /** Renders as much of the line as fits. */
    String render(boolean colour, int most) {
        StringBuilder text = new StringBuilder();
        int left = most;
        for (Piece piece : pieces) {
            String shown = Cells.start(piece.text(), left);
            left -= Cells.width(shown);
            text.append(colour ? piece.ink().on(shown) : shown);
            if (shown.length() < piece.text().length()) {
                break;
            }
        }
        return text.toString().stripTrailing();
    }
}
