package dev.assay.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the coordinator has yet to hear: filled from many threads, emptied by one. Whoever finds it full waits, so that
 * workers that say more than can be taken in are slowed down by their sockets, and the heap does not grow with them.
 */
final class Inbox {
    private static final int MAX_MESSAGES = 1_024;
    private static final long MAX_BYTES = 32L << 20;

    private final Deque<Message> messages = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition emptied = lock.newCondition();
    private long bytes;
    private boolean closed;

    /**
     * A message.
     *
     * @param worker the number of the worker that sent it; 0 for none
     * @param bytes what it took on the wire: a measure of what it takes on the heap
     */
    record Message(int worker, Object content, int bytes) {}

    /** Adds a message when there is room; one that is larger than the whole inbox is let in alone. */
    void put(int worker, Object content, int size) {
        lock.lock();
        try {
            while (!closed && (messages.size() >= MAX_MESSAGES || bytes > 0 && bytes + size > MAX_BYTES)) {
                emptied.awaitUninterruptibly();
            }
            append(new Message(worker, content, size));
        } finally {
            lock.unlock();
        }
    }

    /** Adds a message without waiting: for those who may be the one that empties the inbox. */
    void putNow(Object content) {
        lock.lock();
        try {
            append(new Message(0, content, 0));
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

    private void append(Message message) {
        if (closed) {
            return;
        }
        messages.add(message);
        bytes += message.bytes();
        filled.signal();
    }

    /** Takes the oldest message; null if none comes in time. */
    @Nullable Message poll(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (messages.isEmpty()) {
                if (left <= 0) {
                    return null;
                }
                left = filled.awaitNanos(left);
            }
            Message message = messages.remove();
            bytes -= message.bytes();
            emptied.signal();
            return message;
        } finally {
            lock.unlock();
        }
    }
}
