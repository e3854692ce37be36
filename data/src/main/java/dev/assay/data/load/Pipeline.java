package dev.assay.data.load;

import dev.assay.data.Row;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Computes rows on some threads and hands them on, in order, on the caller's: a chunk for each thousand rows, a few of them
 * ahead, whose memory is used again.
 */
final class Pipeline implements AutoCloseable {
    static final int ROWS = 1_000;
    private static final int WAIT_MILLIS = 50;

    private final RowSource source;
    private final Course course;
    private final int ahead;
    private final ExecutorService workers;

    /** What rows are written to. */
    interface Chunk {
        void clear();
    }

    /** What takes chunks, in order. */
    @FunctionalInterface
    interface Sink<C, E extends Exception> {
        void accept(C chunk) throws E;
    }

    Pipeline(RowSource source, Course course) {
        this.source = source;
        this.course = course;
        int threads = course.settings().threads();
        this.ahead = 2 * threads + 1;
        AtomicInteger number = new AtomicInteger();
        this.workers = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "assay-load-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Brings each row of a span to where it belongs, and counts it. */
    <C extends Chunk, E extends Exception> void run(
            Span span, Supplier<C> fresh, BiConsumer<Row, C> write, Sink<C, E> sink) throws E {
        run(span, fresh, write, sink, true);
    }

    /** Goes over rows that were counted before. */
    <C extends Chunk, E extends Exception> void again(
            Span span, Supplier<C> fresh, BiConsumer<Row, C> write, Sink<C, E> sink) throws E {
        run(span, fresh, write, sink, false);
    }

    private <C extends Chunk, E extends Exception> void run(
            Span span, Supplier<C> fresh, BiConsumer<Row, C> write, Sink<C, E> sink, boolean counted) throws E {
        new Flow<>(span, fresh, write, null, counted).into(sink);
    }

    /**
     * Returns rows that are to come.
     *
     * @param following what is begun as soon as the last of these rows are
     */
    <C extends Chunk> Flow<C> flow(
            Span span, Supplier<C> fresh, BiConsumer<Row, C> write, @Nullable Flow<C> following) {
        return new Flow<>(span, fresh, write, following, true);
    }

    /** Rows of a span on their way. For one thread. */
    final class Flow<C extends Chunk> {
        private final Span span;
        private final Supplier<C> fresh;
        private final BiConsumer<Row, C> write;
        private final @Nullable Flow<C> following;
        private final boolean counted;
        private final Queue<C> free = new ConcurrentLinkedQueue<>();
        private final Deque<Future<C>> begun = new ArrayDeque<>();
        private long next;

        private Flow(
                Span span, Supplier<C> fresh, BiConsumer<Row, C> write, @Nullable Flow<C> following, boolean counted) {
            this.span = span;
            this.fresh = fresh;
            this.write = write;
            this.following = following;
            this.counted = counted;
            this.next = span.from();
        }

        /** Lets threads compute as many rows as may be ahead. */
        void begin() {
            begin(ahead);
        }

        private void begin(int most) {
            while (next < span.to() && begun.size() < most) {
                long from = next;
                long to = end(span, from);
                next = to;
                begun.add(workers.submit(() -> {
                    C known = free.poll();
                    C chunk = known == null ? fresh.get() : known;
                    source.rows(span.entity(), from, to).forEachOrdered(row -> write.accept(row, chunk));
                    return chunk;
                }));
            }
            if (following != null && begun.size() < most) {
                following.begin(most - begun.size());
            }
        }

        /** Brings each row to where it belongs. */
        <E extends Exception> void into(Sink<C, E> sink) throws E {
            long done = span.from();
            while (done < span.to()) {
                begin();
                C chunk = await(begun.remove());
                sink.accept(chunk);
                long end = end(span, done);
                course.advance(counted ? end - done : 0);
                done = end;
                chunk.clear();
                free.add(chunk);
            }
        }
    }

    private static long end(Span span, long from) {
        return Math.min(span.to(), from + ROWS);
    }

    /** Waits for a chunk, and looks now and then whether it is still wanted. */
    private <C> C await(Future<C> chunk) {
        while (true) {
            try {
                return chunk.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                course.check();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                course.check();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException reason) {
                    throw reason;
                } else if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** Waits for nobody: a rule that does not end would keep the load from failing. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
