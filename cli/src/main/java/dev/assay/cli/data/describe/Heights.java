package dev.assay.cli.data.describe;

import dev.assay.cli.data.describe.Graph.Node;
import dev.assay.cli.data.describe.Graph.Segment;
import java.util.ArrayList;
import java.util.List;

/** Says how far down each box and bend stands, so that lines are as straight as the order of a column allows. */
final class Heights {
    private static final int SWEEPS = 30;
    private static final double BETWEEN_BOXES = 28;
    private static final double BETWEEN_LINES = 16;

    private final List<List<Node>> columns;

    private Heights(Graph graph) {
        this.columns = graph.columns();
    }

    /** Sets all heights; the highest is 0. */
    static void in(Graph graph) {
        Heights heights = new Heights(graph);
        heights.stack();
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean forward = sweep % 2 == 0;
            for (int i = 0; i < heights.columns.size(); i++) {
                heights.align(heights.columns.get(forward ? i : heights.columns.size() - 1 - i));
            }
        }
        heights.lift();
    }

    private void stack() {
        for (List<Node> column : columns) {
            double y = 0;
            for (int i = 0; i < column.size(); i++) {
                y += i == 0 ? 0 : gap(column.get(i - 1), column.get(i));
                column.get(i).y = y;
                y += column.get(i).height;
            }
        }
    }

    private void align(List<Node> column) {
        double[] wished = new double[column.size()];
        double[] weights = new double[column.size()];
        double[] distances = new double[column.size()];
        for (int i = 0; i < column.size(); i++) {
            Node node = column.get(i);
            double sum = 0;
            int lines = node.left.size() + node.right.size();
            for (Segment each : node.left) {
                sum += each.fromY() - each.toY() + node.y;
            }
            for (Segment each : node.right) {
                sum += each.toY() - each.fromY() + node.y;
            }
            wished[i] = lines == 0 ? node.y : sum / lines;
            // A line that bends is worse than a box that stands askew.
            weights[i] = node.isBend() ? 4 : Math.max(0.1, lines);
            distances[i] = i == 0 ? 0 : column.get(i - 1).height + gap(column.get(i - 1), node);
        }
        double[] placed = apart(wished, weights, distances);
        for (int i = 0; i < placed.length; i++) {
            column.get(i).y = placed[i];
        }
    }

    private static double gap(Node above, Node below) {
        return above.isBend() && below.isBend() ? BETWEEN_LINES : BETWEEN_BOXES;
    }

    /**
     * Returns the places nearest to those that are wished for, by the sum of squares, that keep a distance: neighbours
     * that are too near form a block, which stands where its members' mean is (pool adjacent violators).
     *
     * @param distances of each from the one before it, at least
     */
    static double[] apart(double[] wished, double[] weights, double[] distances) {
        double[] offsets = new double[wished.length];
        List<double[]> blocks = new ArrayList<>();
        for (int i = 0; i < wished.length; i++) {
            offsets[i] = i == 0 ? 0 : offsets[i - 1] + distances[i];
            double[] block = {wished[i] - offsets[i], weights[i], 1};
            while (!blocks.isEmpty() && blocks.get(blocks.size() - 1)[0] > block[0]) {
                double[] above = blocks.remove(blocks.size() - 1);
                double weight = above[1] + block[1];
                block = new double[] {(above[0] * above[1] + block[0] * block[1]) / weight, weight, above[2] + block[2]
                };
            }
            blocks.add(block);
        }
        double[] placed = new double[wished.length];
        int next = 0;
        for (double[] block : blocks) {
            for (int i = 0; i < block[2]; i++) {
                placed[next] = block[0] + offsets[next];
                next++;
            }
        }
        return placed;
    }

    private void lift() {
        double top = columns.stream()
                .flatMap(List::stream)
                .mapToDouble(node -> node.y)
                .min()
                .orElse(0);
        columns.forEach(column -> column.forEach(node -> node.y -= top));
    }
}
