package dev.assay.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Parts that wait, in the order in which they should run. */
final class PartQueue {
    private final List<Part> waiting = new ArrayList<>();
    private final Comparator<Part> order;
    private int head;

    PartQueue(Comparator<Part> order) {
        this.order = order;
    }

    void addAll(List<Part> parts) {
        compact();
        waiting.addAll(parts);
        waiting.sort(order);
    }

    /** Adds a part at its place, behind its equals. */
    void add(Part part) {
        compact();
        int at = waiting.size();
        while (at > 0 && order.compare(waiting.get(at - 1), part) > 0) {
            at--;
        }
        waiting.add(at, part);
    }

    /** Takes the first part that may run now; null if there is none. */
    @Nullable Part poll(Predicate<Part> mayRun) {
        for (int i = head; i < waiting.size(); i++) {
            Part part = waiting.get(i);
            if (mayRun.test(part)) {
                if (i == head) {
                    head++;
                } else {
                    waiting.remove(i);
                }
                return part;
            }
        }
        return null;
    }

    boolean isEmpty() {
        return head == waiting.size();
    }

    int size() {
        return waiting.size() - head;
    }

    /** Returns what waits, in order, without taking it. */
    List<Part> parts() {
        return List.copyOf(waiting.subList(head, waiting.size()));
    }

    void clear() {
        waiting.clear();
        head = 0;
    }

    private void compact() {
        waiting.subList(0, head).clear();
        head = 0;
    }
}
