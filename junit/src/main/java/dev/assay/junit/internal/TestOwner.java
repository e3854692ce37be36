package dev.assay.junit.internal;

import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.OwnerContext;
import dev.assay.core.ownership.Ownership;
import dev.assay.junit.TestOwnership;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The owner of what a test has, while the test's thread works for it. JUnit closes it when all that belongs to the test is
 * over.
 */
final class TestOwner implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    /** Those that were begun here: a thread may still be inside another test's when a test begins on it. */
    private static final Set<Owner> BEGUN = ConcurrentHashMap.newKeySet();

    private final ExtensionContext context;
    private final Owner owner;
    private final boolean begun;
    private final Deque<OwnerContext.Entered> entered = new ArrayDeque<>();

    private TestOwner(ExtensionContext context, Owner owner, boolean begun) {
        this.context = context;
        this.owner = owner;
        this.begun = begun;
    }

    /** Begins a test's, unless somebody else has begun it, and has this thread work for it. */
    static TestOwner begin(ExtensionContext context) {
        Ownership ownership = TestOwnership.get();
        // A pool in which tests run may run one inside another one that waits; what a thread inherited is another
        // test's.
        Optional<Owner> others = ownership.entered().filter(owner -> !BEGUN.contains(owner));
        Owner owner = others.orElseGet(
                () -> ownership.begin(Aftermath.name(context), new DatabaseSettings(context).timeout()));
        TestOwner test = new TestOwner(context, owner, others.isEmpty());
        if (test.begun) {
            BEGUN.add(owner);
        }
        test.enter();
        return test;
    }

    Owner owner() {
        return owner;
    }

    private void enter() {
        if (begun) {
            entered.push(OwnerContext.nobody().enter());
            entered.push(owner.enter());
        }
    }

    /** Does something as the owner, on whichever thread that is. */
    OwnerContext.Entered entered() {
        OwnerContext.Entered outer = OwnerContext.nobody().enter();
        OwnerContext.Entered inner = owner.enter();
        return () -> {
            inner.close();
            outer.close();
        };
    }

    @Override
    public void close() throws Exception {
        try {
            Optional<DatabasesOfTest> databases = owner.resource(DatabasesOfTest.class, DatabasesOfTest.class);
            if (databases.isPresent()) {
                databases.get().closeLent();
                keep(databases.get());
            }
        } finally {
            entered.forEach(OwnerContext.Entered::close);
            if (begun) {
                BEGUN.remove(owner);
                owner.close();
            }
        }
    }

    private void keep(DatabasesOfTest databases) {
        if (context.getExecutionException().isPresent() && new DatabaseSettings(context).keepsFailed()) {
            databases.keep().forEach((name, where) -> {
                System.err.println("Database" + (name.isEmpty() ? "" : " " + name) + " of " + Aftermath.name(context)
                        + ", which failed: " + where);
                context.publishReportEntry("assay.database" + (name.isEmpty() ? "" : "." + name), where);
            });
        }
    }
}
