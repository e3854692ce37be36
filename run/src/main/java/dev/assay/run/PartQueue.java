package dev.assay.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Parts that wait, in the order in which they should run. */
final class PartQueue implements Iterable<Part> {
    /** Parts that were taken are let go from so many on. */
    private static final int TAKEN = 256;

    private final List<Part> waiting = new ArrayList<>();
    private final Comparator<Part> order;
    private int head;
    private int waits;

    PartQueue(Comparator<Part> order) {
        this.order = order;
    }

    void addAll(List<Part> parts) {
        compact();
        parts.forEach(part -> waits += part.waits ? 1 : 0);
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
        waits += part.waits ? 1 : 0;
        waiting.add(at, part);
    }

    /** Takes the first part that may run now; null if there is none. */
    @Nullable Part poll(Predicate<Part> mayRun) {
        for (int i = head; i < waiting.size(); i++) {
            Part part = waiting.get(i);
            if (mayRun.test(part)) {
                if (i == head) {
                    head++;
                    if (head == TAKEN) {
                        compact();
                    }
                } else {
                    waiting.remove(i);
                }
                waits -= part.waits ? 1 : 0;
                return part;
            }
        }
        return null;
    }

    /** Tells whether all that waits wants a worker that has run nothing yet. */
    boolean wantsFresh() {
        for (Part part : this) {
            if (!part.fresh) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether one of those that wait for their turn is known to wait for something else when it has it. */
    boolean hasOneThatWaits() {
        return waits > 0;
    }

    boolean isEmpty() {
        return head == waiting.size();
    }

    int size() {
        return waiting.size() - head;
    }

    /** Returns what is due first; the queue must not be empty. */
    Part first() {
        return waiting.get(head);
    }

    /** Returns up to so many that are due first. */
    List<Part> first(int most) {
        return List.copyOf(waiting.subList(head, Math.min(waiting.size(), head + most)));
    }

    /** Goes through what waits, in order, without taking it; the queue must not change meanwhile. */
    @Override
    public Iterator<Part> iterator() {
        return Collections.unmodifiableList(waiting.subList(head, waiting.size()))
                .iterator();
    }

    /** Takes all that waits. */
    List<Part> clear() {
        compact();
        List<Part> taken = List.copyOf(waiting);
        waiting.clear();
        waits = 0;
        return taken;
    }

    private void compact() {
        waiting.subList(0, head).clear();
        head = 0;
    }
}
