package dev.assay.cli.data.describe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Boxes in columns, from left to right, and lines between neighbouring columns: what a picture is laid out from.
 *
 * <p>A line that passes columns bends in each of them, so that no box stands in its way (Sugiyama, Tagawa and Toda,
 * <em>Methods for Visual Understanding of Hierarchical System Structures</em>, 1981).
 */
final class Graph {
    /** What takes a place in a column: a box, or a bend of a line. */
    static final class Node {
        final int box;
        final double height;
        int column;
        double y;
        final List<Segment> left = new ArrayList<>();
        final List<Segment> right = new ArrayList<>();

        /** Makes a box, or a bend if the box is -1. */
        Node(int box, double height) {
            this.box = box;
            this.height = height;
        }

        boolean isBend() {
            return box < 0;
        }
    }

    /**
     * A piece of a line between two columns that are neighbours.
     *
     * @param fromPort where it leaves, below the upper edge of {@code from}; -1 where that is free
     * @param toPort where it arrives, below the upper edge of {@code to}; -1 where that is free
     */
    record Segment(Node from, Node to, double fromPort, double toPort) {
        double fromY() {
            return from.y + (fromPort < 0 ? from.height / 2 : fromPort);
        }

        double toY() {
            return to.y + (toPort < 0 ? to.height / 2 : toPort);
        }
    }

    /**
     * A line.
     *
     * @param link the relation
     * @param backward whether the child is on the left
     * @param segments its pieces, from left to right
     */
    record Line(Link link, boolean backward, List<Segment> segments) {}

    private final List<List<Node>> columns = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    private Graph() {}

    /**
     * Puts boxes into columns, parents to the left of their children as far as there are no cycles.
     *
     * @param heights of each entity's box
     * @param port says where a line meets a child's box, below its upper edge
     */
    static Graph of(Description model, double[] heights, Port port) {
        Graph graph = new Graph();
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < model.entities().size(); i++) {
            places.put(model.entities().get(i).name(), i);
        }
        Ranks ranks = Ranks.of(model, places, heights);
        List<Node> boxes = new ArrayList<>();
        for (int i = 0; i < heights.length; i++) {
            Node node = new Node(i, heights[i]);
            graph.add(node, ranks.of(i));
            boxes.add(node);
        }
        for (Link link : model.links()) {
            Integer parent = places.get(link.parent());
            Integer child = places.get(link.child());
            if (parent != null && child != null && !parent.equals(child)) {
                double at = port.of(child, link);
                boolean backward = ranks.of(parent) > ranks.of(child);
                graph.lines.add(
                        backward
                                ? graph.line(link, true, boxes.get(child), boxes.get(parent), at, -1)
                                : graph.line(link, false, boxes.get(parent), boxes.get(child), -1, at));
            }
        }
        return graph;
    }

    private void add(Node node, int column) {
        while (columns.size() <= column) {
            columns.add(new ArrayList<>());
        }
        node.column = column;
        columns.get(column).add(node);
    }

    private Line line(Link link, boolean backward, Node from, Node to, double fromPort, double toPort) {
        List<Segment> segments = new ArrayList<>();
        Node last = from;
        for (int column = from.column + 1; column <= to.column; column++) {
            boolean end = column == to.column;
            Node next = end ? to : new Node(-1, 0);
            if (!end) {
                add(next, column);
            }
            Segment segment = new Segment(last, next, last == from ? fromPort : -1, end ? toPort : -1);
            last.right.add(segment);
            next.left.add(segment);
            segments.add(segment);
            last = next;
        }
        return new Line(link, backward, Collections.unmodifiableList(segments));
    }

    List<List<Node>> columns() {
        return columns;
    }

    List<Line> lines() {
        return lines;
    }

    /** Says where a line meets a child's box. */
    @FunctionalInterface
    interface Port {
        double of(int box, Link link);
    }
}
