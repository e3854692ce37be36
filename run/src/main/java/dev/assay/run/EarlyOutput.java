package dev.assay.run;

import dev.assay.event.RunEvent.Output;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What a worker's process wrote past Java while no test was known to run. It comes at once, and what the worker itself
 * says some milliseconds later: the beginning of the test that wrote it may be on its way.
 */
final class EarlyOutput {
    private static final long HELD_NANOS = 100_000_000;

    private final Deque<Output> held = new ArrayDeque<>();

    /** Holds output back; its time is when it came. */
    void hold(Output output) {
        held.add(output);
    }

    /**
     * Hands on what a test wrote, now that it is known when it began and ended; what came before is nobody's, and what
     * came after still waits.
     */
    void settle(String testId, long since, long until, Consumer<? super Output> to) {
        while (!held.isEmpty() && held.getFirst().at() <= until) {
            Output next = held.remove();
            to.accept(
                    next.at() < since
                            ? next
                            : new Output(next.at(), next.part(), testId, next.channel(), next.bytes()));
        }
    }

    /** Hands on, as nobody's, what has waited long enough. */
    void expire(long now, Consumer<? super Output> to) {
        while (!held.isEmpty() && now - held.getFirst().at() > HELD_NANOS) {
            to.accept(held.remove());
        }
    }

    /** Hands on all of it, as nobody's. */
    void drain(Consumer<? super Output> to) {
        held.forEach(to);
        held.clear();
    }
}
