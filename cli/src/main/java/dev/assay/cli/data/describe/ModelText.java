package dev.assay.cli.data.describe;

import dev.assay.cli.TextTable.Paint;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A description as a table in the terminal: an entity below the other, columns in line. */
public final class ModelText {
    private static final int MOST_NAME = 30;
    private static final int MOST_TYPE = 20;
    private static final int MOST_SAID = 44;
    private static final String INDENT = "    ";

    private final boolean colours;
    /** A date and its time. */
    private static final int SAMPLE = 19;

    private static final int LEAST_SAID = 24;

    private final int width;

    /**
     * Says what the terminal can show.
     *
     * @param width columns; longer lines are cut, or broken between words
     */
    public ModelText(boolean colours, int width) {
        this.colours = colours;
        this.width = width;
    }

    /** Prints a description. */
    public void print(Description model, PrintWriter out) {
        out.println("  " + paint(model.title(), Paint.BOLD) + paint(": " + model.size(), Paint.DIM));
        if (!model.facts().isEmpty()) {
            out.println("  " + paint(facts(model.facts()), Paint.DIM));
        }
        int name = widest(model, MOST_NAME, FieldLine::name);
        int type = widest(model, MOST_TYPE, FieldLine::typed);
        // What a row looks like says more than the end of a long rule.
        int room = width - INDENT.length() - name - type - 3 * 2 - SAMPLE;
        int said = widest(model, Math.max(LEAST_SAID, Math.min(MOST_SAID, room)), FieldLine::said);
        for (EntityCard entity : model.entities()) {
            out.println();
            out.println(heading(entity));
            for (FieldLine field : entity.fields()) {
                out.println(line(field, name, type, said));
            }
            words(
                    "parent of",
                    model.children(entity).stream()
                            .map(link -> link.child() + " " + link.children() + through(link))
                            .toList(),
                    out);
            words("keeps", entity.keeps(), out);
            words(
                    "calculates",
                    entity.calculations().stream().map(ModelText::calculation).toList(),
                    out);
        }
    }

    private static String facts(Map<String, String> facts) {
        return facts.entrySet().stream()
                .map(fact -> fact.getKey() + " " + fact.getValue())
                .collect(Collectors.joining(", "));
    }

    private String heading(EntityCard entity) {
        String table = entity.table().equalsIgnoreCase(entity.name()) ? "" : "  table " + entity.table();
        String rows = entity.rows() < 0
                ? ""
                : String.format(Locale.ROOT, "  %,d %s", entity.rows(), entity.rows() == 1 ? "row" : "rows");
        return "  " + paint(entity.name(), Paint.BOLD) + paint(table + rows, Paint.DIM);
    }

    private String line(FieldLine field, int name, int type, int said) {
        String begin = INDENT + padded(field.name(), name) + "  ";
        String middle = padded(field.typed(), type) + "  ";
        String says = padded(field.said(), said) + "  ";
        int left = width - begin.length() - middle.length() - says.length();
        String sample = left < 8 ? "" : cut(field.sample(), left);
        Paint paint = field.key() ? Paint.YELLOW : field.parent().isEmpty() ? Paint.NONE : Paint.GREEN;
        return (begin + paint(middle, Paint.DIM) + paint(says, paint) + sample).stripTrailing();
    }

    private static String through(Link link) {
        return " by " + String.join(" + ", link.fields());
    }

    private static String calculation(EntityCard.CalculationLine each) {
        return each.name() + (each.sample().isEmpty() ? "" : " = " + cut(each.sample(), 24));
    }

    private void words(String label, List<String> words, PrintWriter out) {
        if (words.isEmpty()) {
            return;
        }
        String begin = INDENT + paint(padded(label, 12), Paint.DIM);
        StringBuilder line = new StringBuilder();
        List<String> lines = new ArrayList<>();
        for (String word : words) {
            if (line.length() > 0 && INDENT.length() + 12 + line.length() + word.length() + 2 > width) {
                lines.add(line.append(',').toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : ", ").append(word);
        }
        lines.add(line.toString());
        for (String each : lines) {
            out.println(begin + each);
            begin = INDENT + " ".repeat(12);
        }
    }

    private static int widest(Description model, int most, Function<FieldLine, String> column) {
        return Math.min(
                most,
                model.entities().stream()
                        .flatMap(entity -> entity.fields().stream())
                        .mapToInt(field -> column.apply(field).length())
                        .max()
                        .orElse(0));
    }

    private static String padded(String text, int width) {
        String cut = cut(text, width);
        return cut + " ".repeat(width - cut.length());
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 3)) + "...";
    }

    private String paint(String text, Paint paint) {
        return colours ? paint.on(text) : text;
    }
}
