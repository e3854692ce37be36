package dev.assay.report;

import dev.assay.event.RunEvent;
import dev.assay.event.RunListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What stayed in the workers' heaps, as their collections saw it, and after which classes it was more and stayed so.
 *
 * <p>Memory is bounded by the number of classes.
 *
 * @since 0.1
 */
public final class HeapTrend implements RunListener {
    /** What is not this share of the heap is no growth worth naming. */
    private static final double SHARE = 0.05;

    private final Map<Integer, RunEvent.PartStarted> running = new HashMap<>();
    private final Map<Integer, Set<String>> since = new HashMap<>();
    private final Map<Integer, List<Point>> byWorker = new TreeMap<>();

    /**
     * What stayed when all of a worker's heap was collected.
     *
     * @param at when it was told, behind the last of the classes
     * @param classes those that ran since the collection before, the one that ran then included
     * @param bytes how much stayed
     * @param most how much there can be
     */
    public record Point(long at, List<String> classes, long bytes, long most) {
        /** Copies the list. */
        public Point {
            classes = List.copyOf(classes);
        }
    }

    /**
     * What was more after a collection than at the one before it, and was there at all later ones.
     *
     * @param classes those that ran between the two, one of which has kept it
     * @param bytes how much it is, at least
     */
    public record Growth(int worker, List<String> classes, long bytes) {
        /** Copies the list. */
        public Growth {
            classes = List.copyOf(classes);
        }
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.PartStarted started) {
            running.put(started.part(), started);
            since.computeIfAbsent(started.worker(), key -> new LinkedHashSet<>())
                    .add(started.className());
        } else if (event instanceof RunEvent.HeapKept kept) {
            kept(kept, running.get(kept.part()));
        } else if (event instanceof RunEvent.PartFinished finished) {
            running.remove(finished.part());
        }
    }

    private void kept(RunEvent.HeapKept kept, RunEvent.@Nullable PartStarted part) {
        Set<String> classes = part == null ? null : since.get(part.worker());
        if (part == null || classes == null) {
            return;
        }
        byWorker.computeIfAbsent(part.worker(), key -> new ArrayList<>())
                .add(new Point(kept.at(), List.copyOf(classes), kept.bytes(), kept.most()));
        classes.retainAll(Set.of(part.className()));
    }

    /** Returns what stayed at each collection, by worker, in order. */
    public Map<Integer, List<Point>> points() {
        return new TreeMap<>(byWorker);
    }

    /**
     * Returns what grew and stayed, the most first: a collection that came later has seen it too, when the classes that ran
     * at the first one were over.
     */
    public List<Growth> growths() {
        List<Growth> found = new ArrayList<>();
        byWorker.forEach((worker, points) -> {
            for (int i = 1; i < points.size() - 1; i++) {
                long before = points.get(i - 1).bytes();
                long least = points.subList(i, points.size()).stream()
                        .mapToLong(Point::bytes)
                        .min()
                        .orElseThrow();
                if (least - before >= SHARE * points.get(i).most()) {
                    found.add(new Growth(worker, points.get(i).classes(), least - before));
                }
            }
        });
        found.sort((one, other) -> Long.compare(other.bytes(), one.bytes()));
        return found;
    }
}
