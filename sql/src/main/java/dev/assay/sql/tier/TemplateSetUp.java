package dev.assay.sql.tier;

import dev.assay.core.ownership.OwnerContext;
import dev.assay.sql.server.Template;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A template's layer that is set up by somebody else than who asked for it: the layer waits, on a thread of its own, until
 * that is done.
 */
final class TemplateSetUp implements SetUp {
    private static final AtomicLong COUNT = new AtomicLong();

    private final CompletableFuture<DataSource> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final CompletableFuture<Template> template = new CompletableFuture<>();
    private final Function<Template, Databases> sealed;
    private @Nullable Databases databases;

    TemplateSetUp(Template parent, Function<Template, Databases> sealed) {
        this.sealed = sealed;
        String layer = "set up by " + ProcessHandle.current().pid() + ", " + COUNT.incrementAndGet();
        Thread thread = new Thread(null, () -> layer(parent, layer), "assay-set-up", 0, false);
        thread.setDaemon(true);
        thread.start();
    }

    private void layer(Template parent, String layer) {
        try {
            template.complete(parent.layer(layer, database -> {
                begun.complete(database);
                done.join();
            }));
        } catch (RuntimeException | Error e) {
            begun.completeExceptionally(e);
            template.completeExceptionally(e);
        }
    }

    @Override
    public DataSource dataSource() {
        return joined(begun);
    }

    @Override
    public synchronized Databases seal() {
        if (databases == null) {
            done.complete(null);
            try (OwnerContext.Entered nobody = OwnerContext.nobody().enter()) {
                databases = sealed.apply(joined(template));
            }
        }
        return databases;
    }

    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public synchronized void close() {
        // What is not sealed is dropped by the layer that fails.
        done.completeExceptionally(new CancellationException("nobody asked for what was set up"));
        if (databases != null) {
            databases.close();
        }
    }
}
