package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import dev.assay.core.ownership.Ownership;
import dev.assay.junit.Database;
import dev.assay.junit.Scope;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The databases that a test or class has, by name: what is said nearest to the test counts.
 *
 * @param byName what is said of each
 */
public record Declarations(Map<String, Declared> byName) {
    /**
     * A database that somebody has said a test has.
     *
     * @param said what is said
     * @param by who says it, the context of a class or a test's own
     */
    record Declared(Database said, ExtensionContext by) {}

    /** Returns a test's, or a class's. */
    public static Declarations of(ExtensionContext context) {
        Map<String, Declared> byName = new LinkedHashMap<>();
        context.getParent().ifPresent(parent -> byName.putAll(of(parent).byName()));
        Optional<Method> method = context.getTestMethod();
        Optional<? extends AnnotatedElement> said = method.isPresent() ? method : context.getTestClass();
        said.ifPresent(element -> AnnotationSupport.findRepeatableAnnotations(element, Database.class)
                .forEach(database -> byName.put(database.name(), new Declared(database, context))));
        method.ifPresent(of -> List.of(of.getParameters())
                .forEach(parameter -> own(parameter)
                        .ifPresent(database -> byName.putIfAbsent(database.name(), new Declared(database, context)))));
        return new Declarations(byName);
    }

    private static Optional<Database> own(Parameter parameter) {
        return AnnotationSupport.findAnnotation(parameter, Database.class);
    }

    /** Tells whether there are none. */
    public boolean isEmpty() {
        return byName.isEmpty();
    }

    /** Returns what becomes of threads that belong to no test: what takes in most of them, if databases differ. */
    Ownership.Mode mode() {
        return byName.values().stream()
                .map(declared -> declared.said().mode())
                .max(Comparator.naturalOrder())
                .orElse(Ownership.Mode.MANUAL);
    }

    Optional<Declared> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns the context of the class whose tests have their databases together, if they do. */
    Optional<ExtensionContext> together() {
        Map<Scope, List<Declared>> scopes = byName.values().stream()
                .collect(Collectors.groupingBy(declared -> declared.said().scope()));
        if (scopes.size() > 1 || scopes.containsKey(Scope.SESSION) || scopes.containsKey(Scope.RUN)) {
            throw Diagnosis.of("ASSAY-JUNIT-020", "a test's databases cannot live that long.")
                    .with("scopes", scopes.keySet())
                    .because("all databases of a test end together, with the test or with its class")
                    .toFix("@Database(scope = Scope.CLASS) on the class for all of them, or for none")
                    .exception();
        }
        return scopes.getOrDefault(Scope.CLASS, List.of()).stream().findFirst().map(declared -> classOf(declared.by()));
    }

    private static ExtensionContext classOf(ExtensionContext context) {
        ExtensionContext at = context;
        while (at.getTestMethod().isPresent()) {
            at = at.getParent().orElseThrow();
        }
        return at;
    }
}
