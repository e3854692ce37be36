package dev.assay.junit.internal;

import dev.assay.data.Dataset;
import dev.assay.data.store.Store;
import dev.assay.junit.Drawn;
import dev.assay.junit.Load;
import dev.assay.junit.Scenario;
import dev.assay.junit.Scope;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A place in a test, a parameter or a field, that asks for something.
 *
 * @param by the annotation that says so
 * @param beside the scenario that stands here too, the annotation itself if it is one
 * @param type what is to be given
 * @param generic the same with its type arguments
 * @param place the place in words
 * @param name what tells it from others in its class
 * @param where what kind of place it is
 */
public record Request(
        Annotation by, Optional<Scenario> beside, Class<?> type, Type generic, String place, String name, Where where) {
    /** Kinds of places. */
    enum Where {
        METHOD,
        CONSTRUCTOR,
        FIELD,
        STATIC_FIELD
    }

    private static final String PARAMETERIZED = "org.junit.jupiter.params.ParameterizedTest";

    /** In the order in which they are looked for, should somebody write several. */
    private static final List<Class<? extends Annotation>> ASKING = List.of(Drawn.class, Load.class, Scenario.class);

    /** What a scenario on a method or class means. */
    private static final Set<Class<?>> MEANT = Set.of(Dataset.class, Store.class);

    /** Reads a parameter: its own annotation, or what its method or class says of data. */
    public static Optional<Request> of(ParameterContext parameter, ExtensionContext context) {
        Executable of = parameter.getDeclaringExecutable();
        Optional<? extends Annotation> by = own(parameter.getParameter());
        if (by.isEmpty() && MEANT.contains(parameter.getParameter().getType()) && !hasArguments(of)) {
            by = AnnotationSupport.findAnnotation(of, Scenario.class).or(() -> around(context));
        }
        return by.map(annotation -> of(annotation, parameter.getParameter(), parameter.getIndex(), of));
    }

    /** Tells whether a method's parameters are arguments of a parameterized test, which are JUnit's to give. */
    private static boolean hasArguments(Executable of) {
        try {
            Class<?> parameterized =
                    Class.forName(PARAMETERIZED, false, of.getDeclaringClass().getClassLoader());
            return AnnotationSupport.isAnnotated(of, parameterized.asSubclass(Annotation.class));
        } catch (ClassNotFoundException e) {
            return false; // who has none has no such tests
        }
    }

    private static Request of(Annotation by, Parameter parameter, int index, Executable of) {
        String owner = of.getDeclaringClass().getSimpleName();
        String place = "parameter " + (parameter.isNamePresent() ? parameter.getName() : String.valueOf(index)) + " of "
                + (of instanceof Method ? owner + "." + of.getName() : owner);
        return new Request(
                by,
                AnnotationSupport.findAnnotation(parameter, Scenario.class),
                parameter.getType(),
                parameter.getParameterizedType(),
                place,
                of.getName() + "#" + index,
                of instanceof Method ? Where.METHOD : Where.CONSTRUCTOR);
    }

    /** Reads a field. */
    static Optional<Request> of(Field field) {
        return own(field)
                .map(by -> new Request(
                        by,
                        AnnotationSupport.findAnnotation(field, Scenario.class),
                        field.getType(),
                        field.getGenericType(),
                        "field " + field.getDeclaringClass().getSimpleName() + "." + field.getName(),
                        field.getDeclaringClass().getName() + "." + field.getName(),
                        Modifier.isStatic(field.getModifiers()) ? Where.STATIC_FIELD : Where.FIELD));
    }

    private static Optional<? extends Annotation> own(AnnotatedElement element) {
        return ASKING.stream()
                .flatMap(asking -> AnnotationSupport.findAnnotation(element, asking).stream())
                .findFirst();
    }

    /** Returns what the test class says, or the nearest around it that says something. */
    private static Optional<Scenario> around(ExtensionContext context) {
        for (Optional<ExtensionContext> each = Optional.of(context);
                each.isPresent();
                each = each.get().getParent()) {
            Optional<Scenario> said =
                    each.get().getTestClass().flatMap(type -> AnnotationSupport.findAnnotation(type, Scenario.class));
            if (said.isPresent()) {
                return said;
            }
        }
        return Optional.empty();
    }

    /** Tells whether it belongs to the class, and not to an instance or a test. */
    boolean ofClass() {
        return where == Where.STATIC_FIELD;
    }

    /** Tells whether only a test that runs can be given it. */
    boolean needsTest() {
        return where == Where.FIELD && (by instanceof Drawn || type == Store.class && scope() == Scope.METHOD);
    }

    /** Returns how long a store lives that is given here. */
    Scope scope() {
        return by instanceof Scenario scenario
                ? scenario.scope()
                : beside.map(Scenario::scope).orElse(Scope.METHOD);
    }
}
