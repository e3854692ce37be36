package dev.assay.junit.internal;

import dev.assay.junit.Fixture;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The fixtures that are open in a scope; closed in the opposite order when the scope ends. Thread-safe. */
final class OpenFixtures implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    /** Those of the JVM, which ends them. */
    static final OpenFixtures OF_JVM = new OpenFixtures();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(null, OF_JVM::close, "assay-fixtures", 0, false));
    }

    private final Map<Object, CompletableFuture<Open<?>>> byConfiguration = new HashMap<>();
    private final Deque<Open<?>> opened = new ArrayDeque<>();

    /**
     * A fixture with what it has opened.
     *
     * @param run what it is to other JVMs, if there are any that share it
     */
    record Open<T>(Fixture<T> fixture, T value, RunFixtures.@Nullable Shared run) {
        boolean isHealthy() {
            try {
                return fixture.isHealthy(value);
            } catch (Exception e) {
                return false;
            }
        }

        void close() {
            try {
                if (run == null || run.isLast()) {
                    fixture.close(value);
                } else {
                    fixture.detach(value);
                }
            } catch (Exception | LinkageError e) {
                unclosed(e);
            }
        }

        /** Lets go of it, and leaves it to other JVMs. */
        void detach() {
            try {
                fixture.detach(value);
            } catch (Exception | LinkageError e) {
                unclosed(e);
            }
        }

        private void unclosed(Throwable e) {
            System.getLogger("dev.assay.junit")
                    .log(
                            System.Logger.Level.WARNING,
                            () -> FixtureGraph.failed(fixture, "closed", String.valueOf(e))
                                    .render());
        }
    }

    /** Returns the place of a configuration: a future that is done if it is open, or that the caller has to complete. */
    synchronized Place place(Object configuration) {
        CompletableFuture<Open<?>> known = byConfiguration.get(configuration);
        if (known != null && !known.isCompletedExceptionally()) {
            return new Place(known, false);
        }
        CompletableFuture<Open<?>> own = new CompletableFuture<>();
        byConfiguration.put(configuration, own);
        return new Place(own, true);
    }

    /**
     * A fixture that is open, or that somebody opens.
     *
     * @param own whether the caller is to open it
     */
    record Place(CompletableFuture<Open<?>> open, boolean own) {}

    synchronized void add(Open<?> open) {
        opened.push(open);
    }

    /** Forgets one that does not work any more, unless somebody else has, and closes it. */
    void drop(Object configuration, CompletableFuture<Open<?>> known, Open<?> open) {
        synchronized (this) {
            byConfiguration.remove(configuration, known);
            if (!opened.remove(open)) {
                return;
            }
        }
        open.close();
    }

    @Override
    public void close() {
        while (true) {
            Open<?> next;
            synchronized (this) {
                next = opened.poll();
                if (next == null) {
                    byConfiguration.clear();
                    return;
                }
            }
            next.close();
        }
    }
}
