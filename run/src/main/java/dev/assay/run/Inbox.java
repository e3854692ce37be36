package dev.assay.run;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the coordinator has yet to hear: filled from many threads, emptied by one. Whoever finds it full waits, so that
 * workers that say more than can be taken in are slowed down by their sockets.
 */
final class Inbox {
    private static final int CAPACITY = 1_024;

    private final BlockingQueue<Message> messages = new ArrayBlockingQueue<>(CAPACITY);

    /**
     * A message.
     *
     * @param worker the number of the worker that sent it; 0 for none
     */
    record Message(int worker, Object content) {}

    void put(int worker, Object content) {
        try {
            messages.put(new Message(worker, content));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the oldest message; null if none comes in time. */
    @Nullable Message poll(long nanos) throws InterruptedException {
        return messages.poll(nanos, TimeUnit.NANOSECONDS);
    }
}
