package dev.assay.core.ownership;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which owner a thread works for, as it can be taken along to other threads.
 *
 * <p>A thread that is started inherits the owner of the thread that starts it, virtual threads included. Threads of a pool
 * were started for somebody else: what is handed to them takes its owner along by {@link #carry} or {@link #wrap}, or by
 * the agent, {@code -javaagent:assay-agent.jar}, where nobody can wrap them. An owner that has ended is nobody's any more, whoever inherited it.
 *
 * <p>Immutable and thread-safe. This is the one static of Assay that changes, for a thread can be told nothing otherwise.
 *
 * @since 0.1
 */
public final class OwnerContext {
    private static final InheritableThreadLocal<@Nullable OwnerContext> CURRENT = new InheritableThreadLocal<>();
    private static final OwnerContext NOBODY = new OwnerContext(null, null, null);

    static {
        Agent.connect();
    }

    private final @Nullable Owner owner;

    /** The thread that entered it, to which it was not handed down; null of nobody's. */
    private final @Nullable Thread thread;

    /** What the thread worked for before, which may be another ownership's. */
    private final @Nullable OwnerContext outer;

    private OwnerContext(@Nullable Owner owner, @Nullable Thread thread, @Nullable OwnerContext outer) {
        this.owner = owner;
        this.thread = thread;
        this.outer = outer;
    }

    /** Ends what was entered; to be closed by the thread that entered it, innermost first. */
    public interface Entered extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Returns whom this thread entered or inherited, to take it along; nobody for a thread that is only allowed, which has
     * to enter its owner first.
     */
    public static OwnerContext capture() {
        OwnerContext known = CURRENT.get();
        return known == null ? NOBODY : known;
    }

    /**
     * Returns what no owner is in, for what is made by a test and outlives it, such as a pool's threads: what is started
     * meanwhile inherits nobody.
     */
    public static OwnerContext nobody() {
        return NOBODY;
    }

    static Entered enter(Owner owner) {
        OwnerContext before = CURRENT.get();
        // What has ended is let go of, so that a thread that lives long keeps no chain of it.
        OwnerContext outer = before != null && before.owner != null && before.owner.isLive() ? before : null;
        return set(new OwnerContext(owner, Thread.currentThread(), outer));
    }

    /** Has this thread work for whom the context was captured from, until it is closed. */
    public Entered enter() {
        Owner whose = owner;
        return set(whose == null ? NOBODY : new OwnerContext(whose, Thread.currentThread(), outer));
    }

    private static Entered set(OwnerContext context) {
        OwnerContext before = CURRENT.get();
        CURRENT.set(context);
        return () -> {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        };
    }

    /** Returns the same task, done for whom this thread works for. */
    public static Runnable wrap(Runnable task) {
        OwnerContext context = capture();
        return () -> {
            try (Entered entered = context.enter()) {
                task.run();
            }
        };
    }

    /** Returns the same task, done for whom this thread works for. */
    public static <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
        OwnerContext context = capture();
        return () -> {
            try (Entered entered = context.enter()) {
                return task.call();
            }
        };
    }

    /** Returns the same task, done for whom this thread works for: for {@code CompletableFuture}. */
    public static <T extends @Nullable Object> Supplier<T> wrapped(Supplier<T> task) {
        OwnerContext context = capture();
        return () -> {
            try (Entered entered = context.enter()) {
                return task.get();
            }
        };
    }

    /** Returns an executor that has each task done for whom the thread works for that hands it in. */
    public static Executor carry(Executor executor) {
        return task -> executor.execute(wrap(task));
    }

    /** Returns a pool that has each task done for whom the thread works for that hands it in. */
    public static ExecutorService carry(ExecutorService pool) {
        return new CarryingPool(pool);
    }

    /** Returns the owner that this thread itself entered, whether it lives or not; null if there is none. */
    static @Nullable Owner entered(Ownership of) {
        OwnerContext found = innermost(of);
        return found != null && found.thread == Thread.currentThread() ? found.owner : null;
    }

    /** Returns the owner that this thread entered or inherited, whether it lives or not; null if there is none. */
    static @Nullable Owner known(Ownership of) {
        OwnerContext found = innermost(of);
        return found == null ? null : found.owner;
    }

    private static @Nullable OwnerContext innermost(Ownership of) {
        for (OwnerContext at = CURRENT.get(); at != null; at = at.outer) {
            if (at.owner != null && at.owner.isOf(of)) {
                return at;
            }
        }
        return null;
    }
}
