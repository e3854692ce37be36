package dev.assay.worker;

import dev.assay.event.Command;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of the running part that have not begun. Thread-safe: one thread takes, another releases. */
final class Steps {
    private final Deque<String> waiting = new ArrayDeque<>();
    private int part = -1;

    synchronized void begin(int newPart, List<String> steps) {
        part = newPart;
        waiting.clear();
        waiting.addAll(steps);
    }

    /** Ends the part: takes all that wait, so that nothing is released any more. */
    synchronized List<String> drain() {
        List<String> left = List.copyOf(waiting);
        waiting.clear();
        return left;
    }

    synchronized @Nullable String next() {
        return waiting.poll();
    }

    /** Gives back the last steps, but for those to keep; none if the part is over. */
    synchronized List<String> release(Command.Release release) {
        List<String> released = new ArrayList<>();
        while (release.part() == part && waiting.size() > release.keep()) {
            released.add(0, waiting.removeLast());
        }
        return released;
    }
}
