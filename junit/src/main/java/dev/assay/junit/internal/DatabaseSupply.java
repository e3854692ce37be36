package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import dev.assay.core.ownership.Ending;
import dev.assay.core.ownership.OwnerContext;
import dev.assay.core.ownership.Ownership;
import dev.assay.junit.Database;
import dev.assay.junit.TestOwnership;
import dev.assay.sql.Tier;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** Makes a test the owner of its databases, and gives it what it asks for of them. */
public final class DatabaseSupply {
    private static final Namespace NAMESPACE = Namespace.create(DatabaseSupply.class);

    private final ExtensionContext context;

    /** Makes the supply of a test, or of a class. */
    public DatabaseSupply(ExtensionContext context) {
        this.context = context;
    }

    /**
     * Begins a test: it has an owner from now on, and what its fields ask for.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-013 to 024, 040, 042, and what setting up a database throws
     */
    public void begin() {
        Declarations declarations = Declarations.of(context);
        Optional<ExtensionContext> together = declarations.together();
        if (together.isPresent()) {
            TestOwner owner = new DatabaseSupply(together.get()).ofClass(false);
            Runnable others = begun(Ownership.Mode.MANUAL, new DatabaseSettings(context));
            TestOwner.begin(context, owner).last(others);
        } else {
            begin(declarations);
        }
        for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
            boolean shared = AskingFields.isSharedAtOnce(instance, context);
            DatabaseFields.of(instance.getClass())
                    .fill(instance, request -> !request.early(), request -> shared ? shared(request) : give(request));
        }
    }

    private void begin(Declarations declarations) {
        DatabaseSettings settings = new DatabaseSettings(context);
        Ownership.Mode mode = declarations.mode();
        // Before the owner begins, whose time would be over before it has anything.
        Runnable others = begun(mode, settings);
        DatabasesOfTest databases = new DatabasesOfTest(context, false);
        try {
            declarations.byName().values().stream()
                    .map(Declarations.Declared::said)
                    .filter(said -> settings.tier(said) == Tier.EXTERNAL && !SpringTests.include(context))
                    .forEach(databases::get);
            TestOwner test = TestOwner.begin(context).last(others);
            databases.ownedBy(test.owner());
            share(mode, test);
        } catch (RuntimeException | Error e) {
            try {
                databases.end(Ending.CLOSED);
            } catch (Exception | Error left) {
                e.addSuppressed(left);
            }
            if (TestOwner.ofTest(context).isEmpty()) {
                others.run();
            }
            throw e;
        }
    }

    /** Waits for those beside which a test in this mode cannot run; returns what ends the mode, and lets them go on. */
    private Runnable begun(Ownership.Mode mode, DatabaseSettings settings) {
        Optional<ExtensionContext> alone = aloneAround();
        if (alone.isPresent()) {
            if (mode != Ownership.Mode.MANUAL) {
                throw changesMode(mode, alone.get());
            }
            return () -> {};
        }
        Runnable others = Alone.await(mode != Ownership.Mode.MANUAL, settings.waiting(), context);
        if (mode == Ownership.Mode.AUTO) {
            TestOwnership.get().switchTo(Ownership.Mode.AUTO);
        }
        return () -> ended(mode, others);
    }

    /** Returns the class around this test or class that runs alone until it ends, and has its tests run beside it. */
    private Optional<ExtensionContext> aloneAround() {
        for (Optional<ExtensionContext> each = context.getParent();
                each.isPresent();
                each = each.get().getParent()) {
            Declarations around = Declarations.of(each.get());
            if (around.mode() != Ownership.Mode.MANUAL
                    && around.together().isPresent()
                    && TestOwner.ofClass(each.get()).isPresent()) {
                return each;
            }
        }
        return Optional.empty();
    }

    private RuntimeException changesMode(Ownership.Mode mode, ExtensionContext around) {
        return Diagnosis.of(
                        "ASSAY-JUNIT-042", "a test asks for another mode than the class around it has until it ends.")
                .with("test", Aftermath.name(context))
                .with("mode", mode)
                .with(
                        "class",
                        Aftermath.name(around) + ", " + Declarations.of(around).mode())
                .because("a JVM has one mode at a time, and the class's tests have theirs together")
                .toFix("leave out the mode, and have the class's")
                .toFix("the test in a class of its own")
                .exception();
    }

    private static void share(Ownership.Mode mode, TestOwner owner) {
        if (mode == Ownership.Mode.SHARED) {
            TestOwnership.get().share(owner.owner());
        }
    }

    private static void ended(Ownership.Mode mode, Runnable others) {
        try {
            if (mode == Ownership.Mode.AUTO) {
                TestOwnership.get().switchTo(Ownership.Mode.MANUAL);
            }
        } finally {
            others.run();
        }
    }

    /**
     * Returns the owner of a class, with its databases.
     *
     * @param settingUp whether they are what its tests' own begin with; otherwise they are its tests' together
     */
    private TestOwner ofClass(boolean settingUp) {
        Object gate = context.getStore(NAMESPACE).getOrComputeIfAbsent(context.getUniqueId(), id -> new Object());
        synchronized (gate) {
            Optional<TestOwner> known = TestOwner.ofClass(context);
            if (known.isPresent()) {
                return known.get();
            }
            Ownership.Mode mode = Declarations.of(context).mode();
            Runnable others =
                    settingUp || mode == Ownership.Mode.MANUAL ? () -> {} : begun(mode, new DatabaseSettings(context));
            TestOwner owner = TestOwner.beginClass(context).last(others);
            new DatabasesOfTest(context, settingUp).ownedBy(owner.owner());
            if (!settingUp) {
                share(mode, owner);
            }
            return owner;
        }
    }

    /** Runs a method that is there for all tests of a class. */
    public void runForAll(Invocation<Void> invocation) throws Throwable {
        Declarations declarations = Declarations.of(context);
        if (declarations.isEmpty()) {
            invocation.proceed();
            return;
        }
        try (OwnerContext.Entered entered = forAll(declarations).enter()) {
            invocation.proceed();
        }
    }

    /** Returns the owner for which a class's before-all methods work: that of its tests, or one that sets theirs up. */
    private TestOwner forAll(Declarations declarations) {
        return declarations
                .together()
                .map(around -> new DatabaseSupply(around).ofClass(false))
                .orElseGet(() -> ofClass(true));
    }

    /** Fills the static fields of a class. */
    public void fillClass() {
        DatabaseFields.of(context.getRequiredTestClass()).fill(null, DatabaseRequest::early, this::give);
    }

    /** Fills those fields of an instance that its constructor's successors may use before a test is known. */
    public void fillEarly(Object instance) {
        DatabaseFields.of(instance.getClass())
                .fill(instance, request -> !request.early() && request.type() == DataSource.class, this::running);
    }

    /**
     * Returns what a place asks for.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-005, 014 to 019, 030, and what setting up the database throws
     */
    public Object give(DatabaseRequest request) {
        Database declared = request.declared(context);
        if (request.early()) {
            return running(request);
        }
        TestOwner owner = TestOwner.ofTest(context).orElseGet(() -> forAll(Declarations.of(context)));
        // What assay-spring knows, it may know only later than a field is filled.
        if (declared.name().isEmpty() && SpringTests.include(context)) {
            if (request.type() == DataSource.class) {
                return running(request);
            } else if (ApplicationDatabase.of(owner.owner()).isPresent()) {
                throw ApplicationDatabase.refused(
                        request.place(), request.type().getSimpleName());
            }
        }
        // JUnit asks for what a before-all method is given before it says that the method runs.
        try (OwnerContext.Entered entered = owner.enter()) {
            return request.from(owner, declared);
        } catch (SQLException e) {
            throw new ParameterResolutionException("no connection for " + request.place(), e);
        }
    }

    private Object running(DatabaseRequest request) {
        Database declared = request.declared(context);
        if (request.type() != DataSource.class) {
            throw Diagnosis.of(
                            "ASSAY-JUNIT-021",
                            "something of a test's own database is asked for before there is a test.")
                    .with("place", request.place())
                    .with("type", request.type().getSimpleName())
                    .because("constructors and static fields are there before JUnit tells which test they are for")
                    .toFix("a DataSource, which is the running test's database there")
                    .toFix("ask for it in a field that is not static, or as a parameter of the test")
                    .exception();
        }
        return new RunningDatabase(declared, request.place());
    }

    /** Tests that run at once on one instance would overwrite each other's fields. */
    private Object shared(DatabaseRequest request) {
        if (request.type() != DataSource.class) {
            throw AskingFields.sharedAtOnce(request.place());
        }
        return running(request);
    }

    /**
     * Ends what was begun for a test, or for a class.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-025, and what giving a database back throws
     */
    public void end() throws Exception {
        Optional<TestOwner> begun = TestOwner.ofClass(context);
        if (begun.isPresent()) {
            begun.get().close();
        }
    }

    /** Runs a dynamic test, on whichever thread that is. */
    public void run(Invocation<Void> invocation) throws Throwable {
        Optional<TestOwner> test = TestOwner.ofTest(context);
        if (test.isEmpty()) {
            invocation.proceed();
            return;
        }
        try (OwnerContext.Entered entered = test.get().enter()) {
            invocation.proceed();
        }
    }
}
