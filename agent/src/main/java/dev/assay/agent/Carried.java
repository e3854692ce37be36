package dev.assay.agent;

import java.util.concurrent.Callable;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK's pools call when a task is handed in. It is seen by every class loader, so that the JDK can call it, and
 * does nothing until whoever knows tests' owners has said how a task takes one along. Thread-safe.
 *
 * @since 0.1
 */
public final class Carried {
    private static volatile @Nullable UnaryOperator<Runnable> runnables;
    private static volatile @Nullable UnaryOperator<Callable<Object>> callables;

    private Carried() {}

    /** Says how tasks take along what their thread works for. */
    public static void by(UnaryOperator<Runnable> ofRunnables, UnaryOperator<Callable<Object>> ofCallables) {
        runnables = ofRunnables;
        callables = ofCallables;
    }

    /** Returns the task that is to be executed in place of one; a future has its own inside. */
    public static @Nullable Runnable task(@Nullable Runnable task) {
        UnaryOperator<Runnable> carry = runnables;
        return carry == null || task == null || task instanceof RunnableFuture
                ? task
                : new Task(task, carry.apply(task));
    }

    /**
     * A task that takes its test along. It is equal to any other of the same task, so that a pool finds the one that it is
     * to remove.
     */
    private static final class Task implements Runnable {
        private final Runnable task;
        private final Runnable carried;

        Task(Runnable task, Runnable carried) {
            this.task = task;
            this.carried = carried;
        }

        @Override
        public void run() {
            carried.run();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Task same && task.equals(same.task);
        }

        @Override
        public int hashCode() {
            return task.hashCode();
        }

        @Override
        public String toString() {
            return task.toString();
        }
    }

    /** Returns the task that a pool is to execute or to remove in place of one; where tasks are put in order it is the task itself. */
    public static @Nullable Runnable task(@Nullable Runnable task, ThreadPoolExecutor pool) {
        return pool.getQueue() instanceof PriorityBlockingQueue ? task : task(task);
    }

    /** Returns the task that a future is to call in place of one. */
    @SuppressWarnings("unchecked")
    public static @Nullable Callable<?> call(@Nullable Callable<?> task) {
        UnaryOperator<Callable<Object>> carry = callables;
        return carry == null || task == null ? task : carry.apply((Callable<Object>) task);
    }
}
