package dev.assay.junit.internal;

import dev.assay.core.ownership.Ending;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.OwnerContext;
import dev.assay.core.ownership.Ownership;
import dev.assay.core.ownership.Resource;
import dev.assay.junit.TestOwnership;
import dev.assay.junit.internal.OwnersOfTests.Front;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestInstances;

/**
 * The owner of what a test has, while the test's thread works for it, or of what a class has. It is closed behind the last
 * method of the test or class, where what fails is told as the test's own; else JUnit closes it, and tells that it did.
 */
final class TestOwner implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    private static final Namespace NAMESPACE = Namespace.create(TestOwner.class);

    private final ExtensionContext context;
    private final Owner owner;
    private final Begun begun;
    private final Deque<OwnerContext.Entered> entered = new ArrayDeque<>();
    private final Runnable forget;

    /** Connections that it was lent; a test of a class has its own, which ends before the owner. Guarded by itself. */
    private final List<Connection> lent = new ArrayList<>();

    private final AtomicBoolean ended = new AtomicBoolean();
    private Runnable last = () -> {};

    /** Who has begun the owner, and ends it. */
    private enum Begun {
        HERE,
        FOR_THE_CLASS,
        BY_ANOTHER_FRONT
    }

    private TestOwner(ExtensionContext context, Owner owner, Begun begun) {
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
            return new TestOwner(context, others.get(), Begun.BY_ANOTHER_FRONT).kept();
        }
        String name = Aftermath.name(context);
        Optional<Duration> time = new DatabaseSettings(context).timeout();
        Owner owner = time.map(limit -> ownership.begin(name, limit)).orElseGet(() -> ownership.begin(name));
        TestOwner test = new TestOwner(context, owner, Begun.HERE);
        test.entered.push(test.enter());
        return test.kept();
    }

    /** Has a test's thread work for its class's owner, which all of its tests have together. */
    static TestOwner begin(ExtensionContext context, TestOwner ofClass) {
        TestOwner test = new TestOwner(context, ofClass.owner, Begun.FOR_THE_CLASS);
        test.entered.push(test.enter());
        return test.kept();
    }

    /** Begins a class's, for which a thread works when it {@linkplain #enter enters} it. */
    static TestOwner beginClass(ExtensionContext context) {
        Owner owner = TestOwnership.get().begin(Aftermath.name(context), Duration.ZERO);
        return new TestOwner(context, owner, Begun.HERE).kept();
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

    /** Has a connection be closed when the test or class ends, before the owner does. */
    Connection lend(Connection connection) {
        synchronized (lent) {
            lent.add(connection);
        }
        return connection;
    }

    /** Has something done when the owner has ended. */
    TestOwner last(Runnable what) {
        if (begun == Begun.BY_ANOTHER_FRONT) {
            owner.resource(Last.class, Last.class, () -> new Last(what));
        } else {
            last = what;
        }
        return this;
    }

    /** What is done when an owner has ended that somebody else ends. */
    private record Last(Runnable what) implements Resource {
        @Override
        public void end(Ending why) {
            what.run();
        }
    }

    /** Has this thread work for the owner, whomever it works for otherwise. */
    OwnerContext.Entered enter() {
        return OwnersOfTests.enter(owner);
    }

    @Override
    public void close() throws Exception {
        if (ended.getAndSet(true)) {
            return;
        }
        try {
            DatabasesOfTest.closeAll(List.of(this::closeLent, this::endPart));
        } finally {
            last.run();
        }
    }

    private void closeLent() throws Exception {
        synchronized (lent) {
            DatabasesOfTest.closeAll(lent);
        }
    }

    private void endPart() throws Exception {
        if (begun == Begun.BY_ANOTHER_FRONT) {
            forget.run();
            return;
        }
        RunSettings settings = new DatabaseSettings(context).run();
        new TestEnd(Aftermath.name(context), owner, settings, context::publishReportEntry)
                .run(context.getExecutionException().orElse(null), this::leave);
    }

    private void leave() {
        try {
            if (begun == Begun.HERE) {
                Publication.databases(context::publishReportEntry, owner);
            }
        } finally {
            entered.forEach(OwnerContext.Entered::close);
            forget.run();
            if (begun == Begun.HERE) {
                owner.close();
            }
        }
    }
}
