package dev.assay.spring.internal;

import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.OwnerContext;
import dev.assay.core.ownership.Ownership;
import dev.assay.junit.TestOwnership;
import dev.assay.junit.internal.Publication;
import dev.assay.junit.internal.RunSettings;
import dev.assay.junit.internal.Told;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Begins an owner for each test that has none yet, before Spring begins its transaction, and ends it afterwards. */
final class OwnerListener implements TestExecutionListener, Ordered {
    /** Behind what makes the test's context, before what begins a transaction in it (4000). */
    private static final int ORDER = 3_500;

    private static final String BEGUN = "assay.owner";

    /** An owner that was begun here, and the thread's being its own. */
    private record Begun(Owner owner, OwnerContext.Entered entered) {}

    @Override
    public int getOrder() {
        return ORDER;
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
        if (TestOwnership.get().entered().isEmpty()) {
            Owner owner = begin(
                    TestOwnership.get(),
                    test.getTestClass().getSimpleName() + "."
                            + test.getTestMethod().getName(),
                    Settings.run(test.getTestClass().getClassLoader()));
            test.setAttribute(BEGUN, new Begun(owner, owner.enter()));
        }
        Databases.expect(
                test.getApplicationContext(), TestOwnership.get().owners().size());
    }

    static Owner begin(Ownership ownership, String name, RunSettings settings) {
        return settings.timeout().map(time -> ownership.begin(name, time)).orElseGet(() -> ownership.begin(name));
    }

    /** Has JUnit call what asks for its reporter: a listener of Spring's has none of JUnit's context. */
    private static void tell(TestContext test, Owner owner) {
        try {
            test.getMethodInvoker().invoke(Told.method(), new Told(owner));
        } catch (Exception | LinkageError e) {
            // It is no test of Jupiter's, and nobody is told.
            return;
        }
    }

    @Override
    public void afterTestMethod(TestContext test) {
        if (test.removeAttribute(BEGUN) instanceof Begun begun) {
            if (Publication.isHeard()) {
                tell(test, begun.owner());
            }
            begun.entered().close();
            begun.owner().close();
        }
    }
}
