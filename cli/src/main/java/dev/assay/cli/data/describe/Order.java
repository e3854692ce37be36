package dev.assay.cli.data.describe;

import dev.assay.cli.data.describe.Graph.Node;
import dev.assay.cli.data.describe.Graph.Segment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Orders each column so that few lines cross: by the mean of the neighbours' places, then by swaps. */
final class Order {
    private static final int SWEEPS = 12;

    private final List<List<Node>> columns;
    private final Map<Node, Integer> places = new IdentityHashMap<>();

    private Order(Graph graph) {
        this.columns = graph.columns();
    }

    static void in(Graph graph) {
        new Order(graph).improve();
    }

    /** Counts how many lines cross each other. */
    static int crossings(Graph graph) {
        Order order = new Order(graph);
        order.place();
        return order.crossings();
    }

    private void improve() {
        place();
        List<List<Node>> best = copy();
        int fewest = crossings();
        for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
            boolean forward = sweep % 2 == 0;
            for (int i = 1; i < columns.size(); i++) {
                sort(columns.get(forward ? i : columns.size() - 1 - i), forward);
            }
            swap();
            int crossings = crossings();
            if (crossings < fewest) {
                fewest = crossings;
                best = copy();
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            columns.set(i, best.get(i));
        }
    }

    private void sort(List<Node> column, boolean byLeft) {
        Map<Node, Double> means = new IdentityHashMap<>();
        for (Node node : column) {
            means.put(
                    node,
                    (byLeft ? node.left : node.right)
                            .stream()
                                    .mapToDouble(segment -> byLeft ? from(segment) : to(segment))
                                    .average()
                                    .orElse(place(node)));
        }
        column.sort(Comparator.comparingDouble(node -> Objects.requireNonNull(means.get(node))));
        place(column);
    }

    /** Swaps neighbours in a column for as long as that saves crossings. */
    private void swap() {
        boolean better = true;
        while (better) {
            better = false;
            for (List<Node> column : columns) {
                for (int i = 0; i + 1 < column.size(); i++) {
                    int before = crossings();
                    exchange(column, i);
                    if (crossings() < before) {
                        better = true;
                    } else {
                        exchange(column, i);
                    }
                }
            }
        }
    }

    private void exchange(List<Node> column, int i) {
        Collections.swap(column, i, i + 1);
        place(column);
    }

    private int crossings() {
        int crossings = 0;
        for (int i = 0; i + 1 < columns.size(); i++) {
            List<Segment> segments = new ArrayList<>();
            columns.get(i).forEach(node -> segments.addAll(node.right));
            for (int a = 0; a < segments.size(); a++) {
                for (int b = a + 1; b < segments.size(); b++) {
                    double left = from(segments.get(a)) - from(segments.get(b));
                    double right = to(segments.get(a)) - to(segments.get(b));
                    crossings += left * right < 0 ? 1 : 0;
                }
            }
        }
        return crossings;
    }

    private double from(Segment segment) {
        return place(segment.from()) + part(segment.fromPort(), segment.from());
    }

    private double to(Segment segment) {
        return place(segment.to()) + part(segment.toPort(), segment.to());
    }

    /** A port that is free has no place among the others, and its lines cross none of each other. */
    private static double part(double port, Node node) {
        return port < 0 ? 0.5 : port / Math.max(1, node.height);
    }

    private int place(Node node) {
        return Objects.requireNonNull(places.get(node));
    }

    private void place() {
        columns.forEach(this::place);
    }

    private void place(List<Node> column) {
        for (int i = 0; i < column.size(); i++) {
            places.put(column.get(i), i);
        }
    }

    private List<List<Node>> copy() {
        List<List<Node>> copy = new ArrayList<>();
        columns.forEach(column -> copy.add(new ArrayList<>(column)));
        return copy;
    }
}
