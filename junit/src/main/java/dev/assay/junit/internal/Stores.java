package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import dev.assay.data.store.Store;
import dev.assay.junit.Scope;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The stores that a place can be given: the test's own, or one that others read too.
 *
 * <p>They are layers. A class's begins with what that of the class around it holds, a test's with what its class's holds;
 * only before-all and after-all methods write to a class's, so that what a test begins with depends on no other test.
 *
 * @param context the test's or class's
 * @param request the place
 * @param made the rows that a store begins with
 * @param files the files whose rows it has besides, if any
 */
record Stores(ExtensionContext context, Request request, Made made, Optional<FixtureFiles> files) {
    private record Key(Made made, List<String> files, String owner) {}

    /** A store that JUnit closes when the test or class ends: by the one interface until 5.12, by the other since. */
    private record Lent(Store store) implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            store.close();
        }
    }

    /**
     * Returns the store that is meant.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-007 if it is to be a test's own, and the test is not known yet
     */
    Store get() {
        return switch (request.scope()) {
            case METHOD -> isAroundAll() || request.ofClass() ? ofClass() : ofTest();
            case CLASS -> ofClass();
            case SESSION, RUN -> shared(files.isEmpty() ? made.store() : lent(context.getRoot()));
        };
    }

    private boolean isAroundAll() {
        return request.where() == Request.Where.METHOD && isClass(context);
    }

    private static boolean isClass(ExtensionContext context) {
        return context.getTestClass().isPresent() && context.getTestMethod().isEmpty();
    }

    private Store ofTest() {
        if (request.where() == Request.Where.CONSTRUCTOR) {
            throw Diagnosis.of("ASSAY-JUNIT-007", "a constructor asks for a test's own store.")
                    .with("place", request.place())
                    .because("JUnit calls constructors before it tells which test they are for")
                    .toFix("@Scenario Store as a field, or as a parameter of a before-each method or a test")
                    .toFix("@Scenario(scope = Scope.CLASS) Store, for reading")
                    .exception();
        }
        if (files.isPresent()) {
            // Read once for the class, from whose store those of its tests begin.
            lent(owningClass());
        }
        return lent(context);
    }

    private Store ofClass() {
        Store store = lent(owningClass());
        return isAroundAll() ? store : shared(store);
    }

    private ExtensionContext owningClass() {
        ExtensionContext owner = context;
        while (!isClass(owner)) {
            owner = owner.getParent().orElseThrow();
        }
        return owner;
    }

    private Store lent(ExtensionContext owner) {
        return owner.getStore(Supply.NAMESPACE)
                .getOrComputeIfAbsent(key(owner), key -> new Lent(begun(owner)), Lent.class)
                .store();
    }

    private Key key(ExtensionContext owner) {
        return new Key(made, files.map(FixtureFiles::found).orElse(List.of()), owner.getUniqueId());
    }

    /** Makes a store that begins with what the nearest class around holds. */
    private Store begun(ExtensionContext owner) {
        for (Optional<ExtensionContext> each = owner.getParent();
                each.isPresent();
                each = each.get().getParent()) {
            ExtensionContext above = each.get();
            Lent lent = above.getStore(Supply.NAMESPACE).get(key(above), Lent.class);
            if (lent != null) {
                return lent.store().fork();
            }
        }
        Store store = made.store();
        files.ifPresent(named -> named.addTo(store));
        return store;
    }

    private Store shared(Store store) {
        Writer writer = Writer.of(context);
        boolean session = request.scope().compareTo(Scope.SESSION) >= 0;
        return store.readOnly(() -> {
            Diagnosis refusal = Diagnosis.of("ASSAY-JUNIT-010", "a test writes to a store that others read.")
                    .with("test", writer.name())
                    .with("store", request.place())
                    .with("scope", session ? Scope.SESSION : Scope.CLASS)
                    .because("the others must find it as it was")
                    .toFix(
                            "@Scenario Store, without a scope, as a parameter of the test or a field that is not static");
            return session
                    ? refusal
                    : refusal.toFix(
                            "write to it in a before-all method, which may: its tests begin with what it leaves");
        });
    }
}
