package dev.assay.cli.data.describe;

import dev.assay.cli.data.describe.Graph.Line;
import dev.assay.cli.data.describe.Graph.Node;
import dev.assay.cli.data.describe.Graph.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Draws entities as boxes and their relations as arrows from child to parent, in SVG. */
public final class Picture {
    private static final double MARGIN = 24;
    private static final double TITLE = 30;
    private static final double ROW = 18;
    private static final double FOOT = 6;
    private static final double LETTER = 7.22;
    private static final double BOLD_LETTER = 8.6;
    private static final double SMALL_LETTER = 6.1;
    private static final double BESIDE = 10;
    private static final double MARK = 24;
    private static final double BETWEEN_ARROWS = 16;
    private static final double LOOP = 26;
    private static final double STRAIGHT = 38;

    private static final String STYLE = """
            <style>
              .page { fill: #ffffff } .box { fill: #fbfcfd; stroke: #b6c0cc } .title { fill: #e6edf5 }
              text { font: 12px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; fill: #1f2933 }
              .name { font: bold 13px system-ui, 'DejaVu Sans', sans-serif }
              .rows { font: 11px system-ui, 'DejaVu Sans', sans-serif; fill: #5b6b7c; text-anchor: end }
              .type { fill: #64748b; text-anchor: end } .key { font-weight: bold }
              .mark { font: bold 8.5px system-ui, 'DejaVu Sans', sans-serif; fill: #94a3b8 }
              .mark.pk { fill: #b7791f } .mark.fk { fill: #2b6cb0 } .follows { font-style: italic; fill: #64748b }
              .line { fill: none; stroke: #5d7fa6; stroke-width: 1.4 } .loose { stroke-dasharray: 5 4 }
              .head { fill: #5d7fa6 } .rule { stroke: #d5dce4 }
              .many { font: 11px system-ui, 'DejaVu Sans', sans-serif; fill: #2b4c73; paint-order: stroke; stroke: #ffffff;
                stroke-width: 3px; stroke-linejoin: round } .end { text-anchor: end }
              @media (prefers-color-scheme: dark) {
                .page { fill: #12181f } .box { fill: #1a222c; stroke: #3b4a5a } .title { fill: #243242 }
                text { fill: #dbe4ee } .rows, .type, .follows { fill: #93a3b5 } .mark { fill: #728397 }
                .mark.pk { fill: #e0b35a } .mark.fk { fill: #7db4ee } .line { stroke: #6d93bf } .head { fill: #6d93bf }
                .rule { stroke: #2f3c4a } .many { fill: #a9cbf0; stroke: #12181f }
              }
            </style>
            """;

    private final Description model;
    private final Graph graph;
    private final double[] lefts;
    private final double[] widths;
    private final Map<Segment, Double> ports = new IdentityHashMap<>();
    private final StringBuilder svg = new StringBuilder();

    private Picture(Description model) {
        this.model = model;
        double[] heights =
                model.entities().stream().mapToDouble(Picture::height).toArray();
        this.graph = Graph.of(model, heights, this::port);
        Order.in(graph);
        Heights.in(graph);
        this.widths = new double[graph.columns().size()];
        this.lefts = new double[widths.length];
        columns();
        spreadPorts();
    }

    /** Returns a picture of a model, as a whole SVG document. */
    public static String svg(Description model) {
        return new Picture(model).draw();
    }

    private static double height(EntityCard entity) {
        double rule = entity.calculations().isEmpty() ? 0 : FOOT;
        return TITLE
                + FOOT
                + ROW * (entity.fields().size() + entity.calculations().size())
                + rule
                + FOOT;
    }

    private double port(int box, Link link) {
        List<FieldLine> fields = model.entities().get(box).fields();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(link.fields().get(0))) {
                return TITLE + FOOT + ROW * i + ROW / 2;
            }
        }
        return TITLE / 2;
    }

    /** Makes columns as wide as their widest box, and room for arrows between them. */
    private void columns() {
        double x = MARGIN;
        for (int i = 0; i < widths.length; i++) {
            for (Node node : graph.columns().get(i)) {
                widths[i] = Math.max(widths[i], node.isBend() ? 0 : width(entity(node)));
            }
            lefts[i] = x;
            long arrows = graph.columns().get(i).stream()
                    .mapToLong(node -> node.right.size())
                    .sum();
            boolean loops = graph.columns().get(i).stream().anyMatch(node -> !node.isBend() && loops(entity(node)) > 0);
            x += widths[i] + Math.min(200, 112 + 8 * arrows) + (loops ? LOOP : 0);
        }
    }

    private static double width(EntityCard entity) {
        double widest =
                BESIDE * 3 + entity.name().length() * BOLD_LETTER + rows(entity).length() * SMALL_LETTER;
        for (FieldLine field : entity.fields()) {
            double letters = field.name().length() + field.typed().length();
            widest = Math.max(widest, BESIDE * 2 + MARK + 18 + letters * LETTER);
        }
        for (EntityCard.CalculationLine each : entity.calculations()) {
            double letters = each.name().length() + each.type().length();
            widest = Math.max(widest, BESIDE * 2 + MARK + 18 + letters * LETTER);
        }
        return Math.ceil(widest);
    }

    private long loops(EntityCard entity) {
        return model.links().stream()
                .filter(link -> link.toItself() && link.child().equals(entity.name()))
                .count();
    }

    /** Where nothing says at which height an arrow meets a box, it does so where it is straightest, beside the others. */
    private void spreadPorts() {
        for (List<Node> column : graph.columns()) {
            for (Node node : column) {
                if (!node.isBend()) {
                    spread(
                            node,
                            node.right.stream()
                                    .filter(each -> each.fromPort() < 0)
                                    .toList(),
                            false);
                    spread(
                            node,
                            node.left.stream().filter(each -> each.toPort() < 0).toList(),
                            true);
                }
            }
        }
    }

    private void spread(Node node, List<Segment> free, boolean arriving) {
        List<Segment> sorted = new ArrayList<>(free);
        sorted.sort(Comparator.comparingDouble(each -> arriving ? each.fromY() : each.toY()));
        double top = node.y + TITLE / 2;
        double bottom = node.y + node.height - ROW / 2;
        double distance = sorted.size() < 2 ? 0 : Math.min(BETWEEN_ARROWS, (bottom - top) / (sorted.size() - 1));
        double[] wished = new double[sorted.size()];
        double[] even = new double[sorted.size()];
        double[] distances = new double[sorted.size()];
        for (int i = 0; i < wished.length; i++) {
            double other = arriving ? sorted.get(i).fromY() : sorted.get(i).toY();
            wished[i] = Math.min(Math.max(other, top + distance * i), bottom - distance * (wished.length - 1 - i));
            even[i] = 1;
            distances[i] = i == 0 ? 0 : distance;
        }
        double[] placed = Heights.apart(wished, even, distances);
        for (int i = 0; i < placed.length; i++) {
            ports.put(sorted.get(i), beside(taken(node, arriving), placed[i], top, bottom, arriving));
        }
    }

    /** Returns the heights at which arrows of a circle meet a side where they have no choice. */
    private static double[] taken(Node node, boolean arriving) {
        return (arriving ? node.left : node.right)
                .stream()
                        .filter(each -> (arriving ? each.toPort() : each.fromPort()) >= 0)
                        .mapToDouble(each -> arriving ? each.toY() : each.fromY())
                        .toArray();
    }

    /** Moves an end away from those that cannot move, on the left side downwards, so that two of a circle do not cross. */
    private static double beside(double[] taken, double wished, double top, double bottom, boolean downwards) {
        for (double each : taken) {
            if (Math.abs(each - wished) < BETWEEN_ARROWS) {
                boolean down = downwards ? each + BETWEEN_ARROWS <= bottom : each - BETWEEN_ARROWS < top;
                return down ? each + BETWEEN_ARROWS : each - BETWEEN_ARROWS;
            }
        }
        return wished;
    }

    private String draw() {
        double right = MARGIN;
        double bottom = MARGIN;
        for (int i = 0; i < widths.length; i++) {
            for (Node node : graph.columns().get(i)) {
                double loop = node.isBend() || loops(entity(node)) == 0 ? 0 : LOOP * 2;
                right = Math.max(right, lefts[i] + widths[i] + loop + MARGIN);
                bottom = Math.max(bottom, MARGIN + node.y + node.height + MARGIN);
            }
        }
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\""
                        + " role=\"img\" aria-label=\"%s\">",
                right, bottom, right, bottom, escaped(model.title() + ": " + model.size()));
        svg.append(STYLE);
        add("<rect class=\"page\" width=\"100%%\" height=\"100%%\"/>");
        graph.lines().forEach(this::line);
        graph.columns()
                .forEach(
                        column -> column.stream().filter(node -> !node.isBend()).forEach(this::box));
        // Above boxes and lines, so that nothing hides a number.
        graph.lines().forEach(this::numbers);
        return svg.append("</svg>\n").toString();
    }

    private void line(Line line) {
        Segment first = line.segments().get(0);
        double x = right(first.from());
        double y = fromY(first);
        StringBuilder path = new StringBuilder(String.format(Locale.ROOT, "M%.1f %.1f", x, y));
        for (Segment each : line.segments()) {
            double toX = lefts[each.to().column];
            double toY = toY(each);
            double middle = (x + toX) / 2;
            path.append(
                    String.format(Locale.ROOT, " C%.1f %.1f %.1f %.1f %.1f %.1f", middle, y, middle, toY, toX, toY));
            if (each.to().isBend()) {
                x = lefts[each.to().column] + widths[each.to().column];
                path.append(String.format(Locale.ROOT, " H%.1f", x));
            }
            y = toY;
        }
        Segment last = line.segments().get(line.segments().size() - 1);
        add("<path class=\"line%s\" d=\"%s\"/>", line.link().optional() ? " loose" : "", path);
        if (line.backward()) {
            head(lefts[last.to().column], toY(last), 1);
        } else {
            head(right(first.from()), fromY(first), -1);
        }
    }

    private void numbers(Line line) {
        Segment first = line.segments().get(0);
        Segment last = line.segments().get(line.segments().size() - 1);
        Link link = line.link();
        double left = right(first.from());
        double right = lefts[last.to().column];
        number(left + (line.backward() ? 5 : 12), fromY(first), line.backward() ? link.children() : link.parents(), "");
        number(
                right - (line.backward() ? 12 : 5),
                toY(last),
                line.backward() ? link.parents() : link.children(),
                " end");
    }

    private void number(double x, double y, String number, String anchor) {
        add("<text class=\"many%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", anchor, x, y - 4, number);
    }

    /** Draws an arrow's head whose tip touches a box. */
    private void head(double x, double y, int direction) {
        double back = x - direction * 9;
        add("<path class=\"head\" d=\"M%.1f %.1f L%.1f %.1f L%.1f %.1f Z\"/>", x, y, back, y - 4, back, y + 4);
    }

    private void box(Node node) {
        EntityCard entity = entity(node);
        double width = widths[node.column];
        add("<g transform=\"translate(%.1f %.1f)\">", lefts[node.column], MARGIN + node.y);
        add("<rect class=\"box\" width=\"%.0f\" height=\"%.0f\" rx=\"6\"/>", width, node.height);
        add(
                "<path class=\"title\" d=\"M.5 %.0fV6.5a6 6 0 0 1 6-6H%.1fa6 6 0 0 1 6 6V%.0fZ\"/>",
                TITLE, width - 6.5, TITLE);
        add("<text class=\"name\" x=\"%.0f\" y=\"20\">%s</text>", BESIDE, escaped(entity.name()));
        add("<text class=\"rows\" x=\"%.0f\" y=\"20\">%s</text>", width - BESIDE, rows(entity));
        double y = TITLE + FOOT;
        for (FieldLine field : entity.fields()) {
            field(field, y + 13, width);
            y += ROW;
        }
        if (!entity.calculations().isEmpty()) {
            y += FOOT;
            add("<path class=\"rule\" d=\"M0 %.1fH%.0f\"/>", y - 2, width);
        }
        for (EntityCard.CalculationLine each : entity.calculations()) {
            add("<text class=\"follows\" x=\"%.0f\" y=\"%.1f\">%s</text>", BESIDE + MARK, y + 13, escaped(each.name()));
            add("<text class=\"type\" x=\"%.0f\" y=\"%.1f\">%s</text>", width - BESIDE, y + 13, escaped(each.type()));
            y += ROW;
        }
        svg.append("</g>\n");
        loops(node, entity, width);
    }

    private void field(FieldLine field, double y, double width) {
        String mark = field.key() ? "PK" : !field.parent().isEmpty() ? "FK" : field.unique() ? "UQ" : "";
        if (!mark.isEmpty()) {
            add(
                    "<text class=\"mark %s\" x=\"%.0f\" y=\"%.1f\">%s</text>",
                    mark.toLowerCase(Locale.ROOT), BESIDE, y - 1, mark);
        }
        svg.append("<g>");
        if (!field.said().isEmpty()) {
            svg.append("<title>").append(escaped(field.said())).append("</title>");
        }
        String key = field.key() ? " class=\"key\"" : "";
        add("<text%s x=\"%.0f\" y=\"%.1f\">%s</text>", key, BESIDE + MARK, y, escaped(field.name()));
        add("<text class=\"type\" x=\"%.0f\" y=\"%.1f\">%s</text></g>", width - BESIDE, y, escaped(field.typed()));
    }

    /** Draws an arrow from a box to itself, on its right side. */
    private void loops(Node node, EntityCard entity, double width) {
        for (Link link : model.links()) {
            if (link.toItself() && link.child().equals(entity.name())) {
                double x = lefts[node.column] + width;
                double from = MARGIN + node.y + port(node.box, link);
                double to = MARGIN + node.y + TITLE / 2;
                add(
                        "<path class=\"line%s\" d=\"M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f\"/>",
                        link.optional() ? " loose" : "", x, from, x + LOOP * 1.7, from, x + LOOP * 1.7, to, x, to);
                head(x, to, -1);
                number(x + 12, to, link.parents(), "");
                number(x + 6, from + 16, link.children(), "");
            }
        }
    }

    private double fromY(Segment segment) {
        return MARGIN + Objects.requireNonNullElse(segment.fromPort() < 0 ? ports.get(segment) : null, segment.fromY());
    }

    private double toY(Segment segment) {
        return MARGIN + Objects.requireNonNullElse(segment.toPort() < 0 ? ports.get(segment) : null, segment.toY());
    }

    private double right(Node node) {
        return lefts[node.column] + widths[node.column];
    }

    private EntityCard entity(Node node) {
        return model.entities().get(node.box);
    }

    private static String rows(EntityCard entity) {
        return entity.rows() < 0 ? "" : String.format(Locale.ROOT, "%,d", entity.rows());
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
