package dev.assay.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lines of aligned columns, in colours where the reader can show them. */
public final class TextTable {
    private static final double SECOND = 1e9;

    private final boolean colours;
    private final List<List<Cell>> rows = new ArrayList<>();

    public TextTable(boolean colours) {
        this.colours = colours;
    }

    /** Adds a line of column titles. */
    public TextTable titles(String... titles) {
        List<Cell> cells = new ArrayList<>();
        for (String title : titles) {
            cells.add(new Cell(title, Paint.DIM, title.startsWith(" ")));
        }
        rows.add(cells);
        return this;
    }

    public TextTable row(Cell... cells) {
        rows.add(List.of(cells));
        return this;
    }

    public void print(PrintWriter out) {
        int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
        for (List<Cell> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).text.strip().length());
            }
        }
        for (List<Cell> row : rows) {
            StringBuilder line = new StringBuilder(" ");
            for (int i = 0; i < row.size(); i++) {
                line.append(i == 0 ? " " : "  ").append(row.get(i).render(widths[i], i + 1 == row.size(), colours));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    public static Cell text(String text) {
        return new Cell(text, Paint.NONE, false);
    }

    static Cell text(String text, Paint paint) {
        return new Cell(text, paint, false);
    }

    /** A number, aligned to the right, zero included. */
    public static Cell number(long number) {
        return new Cell(String.format(Locale.ROOT, "%,d", number), Paint.NONE, true);
    }

    /** A number, aligned to the right; nothing where it is zero. */
    static Cell count(long number, Paint paint) {
        return new Cell(number == 0 ? "" : String.format(Locale.ROOT, "%,d", number), paint, true);
    }

    /** A time, aligned to the right; nothing where it is not known. */
    static Cell time(long nanos) {
        return new Cell(nanos < 0 ? "" : duration(nanos), Paint.BOLD, true);
    }

    public static String duration(long nanos) {
        double seconds = nanos / SECOND;
        return seconds < 1
                ? String.format(Locale.ROOT, "%.0f ms", seconds * 1000)
                : String.format(Locale.ROOT, "%,.1f s", seconds);
    }

    /** One field of a line. */
    public record Cell(String text, Paint paint, boolean right) {
        private String render(int width, boolean last, boolean colours) {
            String content = text.strip();
            String padding = " ".repeat(width - content.length());
            String painted = colours ? paint.on(content) : content;
            return right ? padding + painted : last ? painted : painted + padding;
        }
    }

    /** The few colours that mean something. */
    public enum Paint {
        NONE(null),
        BOLD("1"),
        DIM("2"),
        RED("31"),
        GREEN("32"),
        YELLOW("33");

        private final @Nullable String code;

        Paint(@Nullable String code) {
            this.code = code;
        }

        public String on(String text) {
            return code == null || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
        }
    }
}
