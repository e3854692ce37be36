package dev.assay.spring.internal;

import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.OwnerContext;
import dev.assay.core.ownership.Ownership;
import dev.assay.junit.TestOwnership;
import dev.assay.junit.internal.OwnersOfTests;
import dev.assay.junit.internal.OwnersOfTests.Front;
import dev.assay.junit.internal.Publication;
import dev.assay.junit.internal.RunSettings;
import dev.assay.junit.internal.TestEnd;
import dev.assay.junit.internal.Told;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Begins an owner for each test that has none yet, before Spring begins its transaction, and ends it afterwards. */
final class OwnerListener implements TestExecutionListener, Ordered {
    /** Behind what makes the test's context, before what begins a transaction in it (4000). */
    private static final int ORDER = 3_500;

    private static final String BEGUN = "assay.owner";

    /** Whose before-all methods this thread runs. */
    private static final ThreadLocal<@Nullable TestContext> CLASS = new ThreadLocal<>();

    /** An owner that was begun here, the thread's being its own, and what forgets whose it is. */
    private record Begun(Owner owner, OwnerContext.Entered entered, Runnable forget) {}

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public void beforeTestClass(TestContext test) {
        CLASS.set(test);
    }

    @Override
    public void afterTestClass(TestContext test) {
        CLASS.remove();
    }

    /** Ends the start of a context that a before-all method has been given: what that does is no part of it. */
    static void beginGiven() {
        TestContext test = CLASS.get();
        if (test != null && test.hasApplicationContext()) {
            Databases.begin(test.getApplicationContext());
        }
    }

    @Override
    public void prepareTestInstance(TestContext test) {
        Databases.begin(test.getApplicationContext());
    }

    @Override
    public void beforeTestMethod(TestContext test) {
        // A context may be a new one since the instance was made.
        Databases.begin(test.getApplicationContext());
        if (Databases.isOf(test.getApplicationContext())) {
            Settings.check(test.getTestClass(), test.getTestMethod());
        }
        OwnersOfTests.Test known = new OwnersOfTests.Test(List.of(test.getTestInstance()), test.getTestMethod());
        if (OwnersOfTests.find(Front.SPRING, known).isEmpty()) {
            Owner owner = begin(
                    TestOwnership.get(),
                    test.getTestClass().getSimpleName() + "."
                            + test.getTestMethod().getName(),
                    settings(test));
            test.setAttribute(
                    BEGUN,
                    new Begun(owner, OwnersOfTests.enter(owner), OwnersOfTests.note(owner, Front.SPRING, known)));
        }
        RunSettings settings = settings(test);
        TestOwnership.get().entered().ifPresent(owner -> Databases.give(owner, test.getApplicationContext(), settings));
        Databases.expect(
                test.getApplicationContext(), TestOwnership.get().owners().size());
    }

    static Owner begin(Ownership ownership, String name, RunSettings settings) {
        return settings.timeout().map(time -> ownership.begin(name, time)).orElseGet(() -> ownership.begin(name));
    }

    private static RunSettings settings(TestContext test) {
        return Settings.run(test.getTestClass().getClassLoader());
    }

    /** Has JUnit call what asks for its reporter: a listener of Spring's has none of JUnit's context. */
    private static void tell(TestContext test, Map<String, String> entries) {
        try {
            test.getMethodInvoker().invoke(Told.method(), new Told(entries));
        } catch (Exception | LinkageError e) {
            // It is no test of Jupiter's, and nobody is told.
            return;
        }
    }

    @Override
    public void afterTestMethod(TestContext test) throws Exception {
        if (test.removeAttribute(BEGUN) instanceof Begun begun) {
            new TestEnd(begun.owner().name(), begun.owner(), settings(test), entries -> tell(test, entries))
                    .run(test.getTestException(), () -> leave(test, begun));
        }
    }

    private static void leave(TestContext test, Begun begun) {
        Publication.databases(entries -> tell(test, entries), begun.owner());
        begun.entered().close();
        begun.forget().run();
        begun.owner().close();
    }
}
