package dev.assay.junit.internal;

import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.OwnerContext;
import dev.assay.core.ownership.Ownership;
import dev.assay.junit.TestOwnership;
import dev.assay.junit.internal.OwnersOfTests.Front;
import dev.assay.sql.Sandbox;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestInstances;

/**
 * The owner of what a test has, while the test's thread works for it, or of what a class has. JUnit closes it when all that
 * belongs to the test or class is over.
 */
final class TestOwner implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    private static final Namespace NAMESPACE = Namespace.create(TestOwner.class);

    private final ExtensionContext context;
    private final Owner owner;
    private final boolean begun;
    private final Deque<OwnerContext.Entered> entered = new ArrayDeque<>();
    private final Runnable forget;
    private Runnable last = () -> {};

    private TestOwner(ExtensionContext context, Owner owner, boolean begun) {
        this.context = context;
        this.owner = owner;
        this.begun = begun;
        this.forget = OwnersOfTests.note(owner, Front.JUPITER, test(context));
    }

    private static OwnersOfTests.Test test(ExtensionContext context) {
        return new OwnersOfTests.Test(
                context.getTestInstances().map(TestInstances::getAllInstances).orElse(List.of()),
                context.getTestMethod().orElse(null));
    }

    /** Begins a test's, unless somebody else has begun it, and has this thread work for it. */
    static TestOwner begin(ExtensionContext context) {
        Ownership ownership = TestOwnership.get();
        Optional<Owner> others = OwnersOfTests.find(Front.JUPITER, test(context));
        if (others.isPresent()) {
            return new TestOwner(context, others.get(), false).kept();
        }
        String name = Aftermath.name(context);
        Optional<Duration> time = new DatabaseSettings(context).timeout();
        Owner owner = time.map(limit -> ownership.begin(name, limit)).orElseGet(() -> ownership.begin(name));
        TestOwner test = new TestOwner(context, owner, true);
        test.entered.push(test.enter());
        return test.kept();
    }

    /** Has a test's thread work for its class's owner, which all of its tests have together. */
    static TestOwner begin(ExtensionContext context, TestOwner ofClass) {
        TestOwner test = new TestOwner(context, ofClass.owner, false);
        test.entered.push(test.enter());
        return test.kept();
    }

    /** Begins a class's, for which a thread works when it {@linkplain #enter enters} it. */
    static TestOwner beginClass(ExtensionContext context) {
        Owner owner = TestOwnership.get().begin(Aftermath.name(context), Duration.ZERO);
        return new TestOwner(context, owner, true).kept();
    }

    private TestOwner kept() {
        context.getStore(NAMESPACE).put(context.getUniqueId(), this);
        return this;
    }

    /** Returns a class's own, if it was begun. */
    static Optional<TestOwner> ofClass(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(NAMESPACE).get(context.getUniqueId(), TestOwner.class));
    }

    /** Returns that of the test that runs, of which a dynamic test is a part. */
    static Optional<TestOwner> ofTest(ExtensionContext context) {
        for (Optional<ExtensionContext> each = Optional.of(context);
                each.isPresent();
                each = each.get().getParent()) {
            if (each.get().getTestMethod().isPresent()
                    || each.get().getTestClass().isEmpty()) {
                Optional<TestOwner> found = ofClass(each.get());
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    Owner owner() {
        return owner;
    }

    /** Has something done when all else is over. */
    TestOwner last(Runnable what) {
        last = what;
        return this;
    }

    /** Has this thread work for the owner, whomever it works for otherwise. */
    OwnerContext.Entered enter() {
        return OwnersOfTests.enter(owner);
    }

    @Override
    public void close() throws Exception {
        List<Sandbox> watched = List.of();
        try {
            Optional<DatabasesOfTest> databases = DatabasesOfTest.of(owner);
            if (databases.isPresent()) {
                watched = databases.get().watched();
                databases.get().closeLent();
                keep(databases.get());
            }
            if (begun) {
                Publication.databases(context, owner);
            }
        } finally {
            try {
                entered.forEach(OwnerContext.Entered::close);
                forget.run();
                if (begun) {
                    owner.close();
                }
                watched.forEach(sandbox -> DigestWatch.end(sandbox, Aftermath.name(context)));
            } finally {
                last.run();
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
