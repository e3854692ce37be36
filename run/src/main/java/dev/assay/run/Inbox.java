package dev.assay.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the coordinator has yet to hear: filled from many threads, emptied by one, which takes all of it at once. Whoever
 * finds it full waits, so that workers that say more than can be taken in are slowed down by their sockets, and the heap
 * does not grow with them: it holds what is in the inbox, and as much again that was taken.
 */
final class Inbox {
    private static final int MAX_MESSAGES = 1_024;
    private static final long MAX_BYTES = 16L << 20;

    /** What was taken and is not yet handed out; known to the one that empties the inbox alone. */
    private Deque<Message> taken = new ArrayDeque<>();

    private Deque<Message> messages = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition emptied = lock.newCondition();
    private long bytes;
    private boolean closed;

    /**
     * A message.
     *
     * @param worker the number of the worker that sent it; 0 for none
     */
    record Message(int worker, Object content) {}

    /**
     * Adds messages that came together, when there is room; some that are larger than the whole inbox are let in alone.
     *
     * @param size how many bytes they took on the wire: a measure of what they take on the heap
     */
    void put(int worker, List<?> contents, int size) {
        lock.lock();
        try {
            while (!closed && (messages.size() >= MAX_MESSAGES || bytes > 0 && bytes + size > MAX_BYTES)) {
                emptied.awaitUninterruptibly();
            }
            bytes += size;
            contents.forEach(content -> append(worker, content));
        } finally {
            lock.unlock();
        }
    }

    /** Adds a message without waiting: for those who may be the one that empties the inbox. */
    void putNow(Object content) {
        lock.lock();
        try {
            append(0, content);
        } finally {
            lock.unlock();
        }
    }

    /** Drops what is in it and what still comes, since nobody empties it any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            messages.clear();
            emptied.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void append(int worker, Object content) {
        if (!closed) {
            messages.add(new Message(worker, content));
            filled.signal();
        }
    }

    /** Takes the oldest message; null if none comes in time. */
    @Nullable Message poll(long nanos) throws InterruptedException {
        Message next = taken.poll();
        return next == null ? await(nanos) : next;
    }

    private @Nullable Message await(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (messages.isEmpty()) {
                if (left <= 0) {
                    return null;
                }
                left = filled.awaitNanos(left);
            }
            Deque<Message> empty = taken;
            taken = messages;
            messages = empty;
            bytes = 0;
            emptied.signalAll();
            return taken.remove();
        } finally {
            lock.unlock();
        }
    }
}
