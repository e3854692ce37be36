package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import dev.assay.core.ownership.OwnerContext;
import dev.assay.core.ownership.Ownership;
import dev.assay.junit.Database;
import dev.assay.junit.TestOwnership;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
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
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-013 to 022
     */
    public void begin() {
        Declarations declarations = Declarations.of(context);
        TestOwner test = TestOwner.begin(context);
        store().put(TestOwner.class, test);
        for (Declarations.Declared declared : declarations.byName().values()) {
            if (declared.said().mode() == Ownership.Mode.SHARED) {
                TestOwnership.get().share(test.owner());
            }
        }
        DatabasesOfTest.of(test.owner(), context);
        for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
            boolean shared = AskingFields.isSharedAtOnce(instance, context);
            DatabaseFields.of(instance.getClass())
                    .fill(instance, request -> !request.early(), request -> shared ? shared(request) : give(request));
        }
    }

    /** Fills the static fields of a class. */
    public void fillClass() {
        DatabaseFields.of(context.getRequiredTestClass()).fill(null, DatabaseRequest::early, this::give);
    }

    /** Fills those fields of an instance that its constructor's successors may use before a test is known. */
    public void fillEarly(Object instance) {
        DatabaseFields.of(instance.getClass())
                .fill(
                        instance,
                        request -> !request.early() && request.type() == DataSource.class,
                        request -> running(request));
    }

    /**
     * Returns what a place asks for.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-005, 014 to 019, and what setting up the database throws
     */
    public Object give(DatabaseRequest request) {
        TestOwner test = test();
        if (test == null || request.early()) {
            return running(request);
        }
        try {
            return request.from(DatabasesOfTest.of(test.owner(), context), request.declared(context));
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

    /** Runs a dynamic test, on whichever thread that is. */
    public void run(Invocation<Void> invocation) throws Throwable {
        TestOwner test = test();
        if (test == null) {
            invocation.proceed();
            return;
        }
        try (OwnerContext.Entered entered = test.entered()) {
            invocation.proceed();
        }
    }

    private @Nullable TestOwner test() {
        for (Optional<ExtensionContext> each = Optional.of(context);
                each.isPresent();
                each = each.get().getParent()) {
            TestOwner test = each.get().getStore(NAMESPACE).get(TestOwner.class, TestOwner.class);
            if (test != null) {
                return test;
            }
        }
        return null;
    }

    private ExtensionContext.Store store() {
        return context.getStore(NAMESPACE);
    }
}
