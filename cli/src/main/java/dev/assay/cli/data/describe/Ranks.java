package dev.assay.cli.data.describe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Which column each entity stands in: behind all its parents, and as near to its children as that allows. */
final class Ranks {
    private final int[] ranks;
    private final List<List<Integer>> children = new ArrayList<>();
    private final List<List<Integer>> parents = new ArrayList<>();

    private Ranks(int count) {
        this.ranks = new int[count];
        for (int i = 0; i < count; i++) {
            children.add(new ArrayList<>());
            parents.add(new ArrayList<>());
        }
    }

    static Ranks of(Description model, Map<String, Integer> places, double[] heights) {
        Ranks ranks = new Ranks(places.size());
        ranks.connect(model, places);
        ranks.push();
        ranks.pull();
        ranks.spread(heights);
        return ranks;
    }

    int of(int entity) {
        return ranks[entity];
    }

    /** Takes the relations, those left out that would close a circle. */
    private void connect(Description model, Map<String, Integer> places) {
        for (boolean optional : new boolean[] {false, true}) {
            for (Link link : model.links()) {
                if (link.optional() == optional && !link.toItself() && places.containsKey(link.parent())) {
                    int parent = place(places, link.parent());
                    int child = place(places, link.child());
                    if (!leads(child, parent, new boolean[ranks.length])) {
                        children.get(parent).add(child);
                        parents.get(child).add(parent);
                    }
                }
            }
        }
    }

    private static int place(Map<String, Integer> places, String entity) {
        return Objects.requireNonNull(places.get(entity));
    }

    private boolean leads(int from, int to, boolean[] seen) {
        if (from == to) {
            return true;
        }
        if (seen[from]) {
            return false;
        }
        seen[from] = true;
        return children.get(from).stream().anyMatch(next -> leads(next, to, seen));
    }

    /** Puts each behind its parents, until nothing moves: at most as often as there are entities. */
    private void push() {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int i = 0; i < ranks.length; i++) {
                for (int parent : parents.get(i)) {
                    if (ranks[i] <= ranks[parent]) {
                        ranks[i] = ranks[parent] + 1;
                        moved = true;
                    }
                }
            }
        }
    }

    /** Moves those with more children than parents to just before their first child. */
    private void pull() {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int i = 0; i < ranks.length; i++) {
                int nearest = children.get(i).stream()
                        .mapToInt(child -> ranks[child] - 1)
                        .min()
                        .orElse(ranks[i]);
                if (children.get(i).size() > parents.get(i).size() && nearest > ranks[i]) {
                    ranks[i] = nearest;
                    moved = true;
                }
            }
        }
    }

    /** Puts those that nothing leads to or from where there is most room. */
    private void spread(double[] heights) {
        int columns = Arrays.stream(ranks).max().orElse(0) + 1;
        double[] filled = new double[Math.max(columns, (int) Math.ceil(Math.sqrt(alone())))];
        for (int i = 0; i < ranks.length; i++) {
            if (!isAlone(i)) {
                filled[ranks[i]] += heights[i];
            }
        }
        for (int i = 0; i < ranks.length; i++) {
            if (isAlone(i)) {
                int least = 0;
                for (int column = 1; column < filled.length; column++) {
                    least = filled[column] < filled[least] ? column : least;
                }
                ranks[i] = least;
                filled[least] += heights[i];
            }
        }
    }

    private long alone() {
        long alone = 0;
        for (int i = 0; i < ranks.length; i++) {
            alone += isAlone(i) ? 1 : 0;
        }
        return alone;
    }

    private boolean isAlone(int entity) {
        return parents.get(entity).isEmpty() && children.get(entity).isEmpty();
    }
}
