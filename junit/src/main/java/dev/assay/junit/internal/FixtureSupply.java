package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import dev.assay.junit.Fixture;
import dev.assay.junit.Scope;
import dev.assay.junit.Use;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.platform.commons.support.AnnotationSupport;

/** Opens the fixtures that a test or class asks for, and gives it what they give. */
public final class FixtureSupply {
    private static final Namespace NAMESPACE = Namespace.create(FixtureSupply.class);

    private final ExtensionContext context;

    /** Makes the supply of a test, or of a class. */
    public FixtureSupply(ExtensionContext context) {
        this.context = context;
    }

    /** Opens what a class and its static fields ask for. */
    public void openForClass() {
        Class<?> type = context.getRequiredTestClass();
        List<AnnotatedElement> places = new ArrayList<>(List.of(type));
        places.addAll(fields(type, field -> Modifier.isStatic(field.getModifiers())));
        open(places);
        fields(type, field -> Modifier.isStatic(field.getModifiers())).forEach(field -> fill(field, null));
    }

    /**
     * Opens all that a test asks for, at the same time where that can be, and fills its fields.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-009 if tests that run at once would share a field, and what
     *     {@link #give} throws
     */
    public void openForTest() {
        List<AnnotatedElement> places = new ArrayList<>(List.of(context.getRequiredTestMethod()));
        places.addAll(List.of(context.getRequiredTestMethod().getParameters()));
        Predicate<Field> own = field -> !Modifier.isStatic(field.getModifiers());
        List<Object> instances = context.getRequiredTestInstances().getAllInstances();
        instances.forEach(instance -> check(instance, fields(instance.getClass(), own)));
        instances.forEach(instance -> places.addAll(fields(instance.getClass(), own)));
        open(places);
        instances.forEach(instance -> fields(instance.getClass(), own).forEach(field -> fill(field, instance)));
    }

    /** What lives longer than a test is the same for all that run at once. */
    private void check(Object instance, List<Field> fields) {
        if (!AskingFields.isSharedAtOnce(instance, context)) {
            return;
        }
        for (Field field : fields) {
            if (AnnotationSupport.findAnnotation(field, Use.class)
                    .flatMap(FixtureSupply::ofEachTest)
                    .isPresent()) {
                throw AskingFields.sharedAtOnce(place(field));
            }
        }
    }

    private static List<Field> fields(Class<?> type, Predicate<Field> which) {
        return AnnotationSupport.findAnnotatedFields(type, Use.class, which);
    }

    private void open(List<AnnotatedElement> places) {
        Set<Class<? extends Fixture<?>>> wanted = new LinkedHashSet<>();
        places.forEach(place -> AnnotationSupport.findAnnotation(place, Use.class)
                .ifPresent(use -> wanted.addAll(List.of(use.value()))));
        if (!wanted.isEmpty()) {
            new FixtureGraph(this::fixtures, this::cost).open(wanted);
        }
    }

    /** Returns where fixtures of a scope live. */
    private OpenFixtures fixtures(Scope scope) {
        return switch (scope) {
            case METHOD -> of(context);
            case CLASS -> of(classOf(context));
            case SESSION, RUN -> OpenFixtures.OF_JVM;
        };
    }

    private static OpenFixtures of(ExtensionContext owner) {
        // By its id, for a store looks into those around it as well.
        return owner.getStore(NAMESPACE)
                .getOrComputeIfAbsent(owner.getUniqueId(), id -> new OpenFixtures(), OpenFixtures.class);
    }

    /** Returns the outermost class, whose nested classes have the same. */
    private static ExtensionContext classOf(ExtensionContext context) {
        ExtensionContext found = context;
        for (Optional<ExtensionContext> each = Optional.of(context);
                each.isPresent();
                each = each.get().getParent()) {
            if (each.get().getTestClass().isPresent()
                    && each.get().getTestMethod().isEmpty()) {
                found = each.get();
            }
        }
        return found;
    }

    private void cost(String fixture, long nanos) {
        Publication.fixture(context, fixture, Duration.ofNanos(nanos));
    }

    private void fill(Field field, @org.jspecify.annotations.Nullable Object instance) {
        AskingFields.refuseFinal(field, place(field));
        Use use = AnnotationSupport.findAnnotation(field, Use.class).orElseThrow();
        AskingFields.set(field, instance, value(use, field.getType(), place(field)));
    }

    private static String place(Field field) {
        return "field " + field.getDeclaringClass().getSimpleName() + "." + field.getName();
    }

    /**
     * Returns what a parameter asks for.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-026 to 029, 041
     */
    public Object give(Use use, Parameter parameter) {
        String place = "parameter " + parameter.getName() + " of "
                + parameter.getDeclaringExecutable().getDeclaringClass().getSimpleName();
        Optional<Class<? extends Fixture<?>>> own = ofEachTest(use);
        if (parameter.getDeclaringExecutable() instanceof Constructor && own.isPresent()) {
            throw Diagnosis.of(
                            "ASSAY-JUNIT-041", "a fixture that is each test's own is asked for before there is a test.")
                    .with("place", place)
                    .with("fixture", own.get().getSimpleName() + ", " + Scope.METHOD)
                    .because(
                            "a constructor is run before JUnit tells which test it is for, and all tests would share it")
                    .toFix("ask for it in a field, or as a parameter of the test")
                    .toFix("scope CLASS, if tests may share it")
                    .exception();
        }
        return value(use, parameter.getType(), place);
    }

    /** Returns a fixture that is opened for each test, if one is asked for. */
    private static Optional<Class<? extends Fixture<?>>> ofEachTest(Use use) {
        return Stream.of(use.value())
                .filter(fixture -> FixtureGraph.made(fixture).scope() == Scope.METHOD)
                .findFirst();
    }

    private Object value(Use use, Class<?> type, String place) {
        if (use.value().length != 1) {
            throw unfit(place, type, use.value().length + " fixtures");
        }
        Object value = new FixtureGraph(this::fixtures, this::cost)
                .open(Set.of(use.value()[0]))
                .get(use.value()[0]);
        if (!wrapped(type).isInstance(value)) {
            throw unfit(
                    place,
                    type,
                    "a " + (value == null ? "null" : value.getClass().getName()));
        }
        return value;
    }

    private static Class<?> wrapped(Class<?> type) {
        return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
    }

    private static RuntimeException unfit(String place, Class<?> type, String given) {
        return Diagnosis.of("ASSAY-JUNIT-029", "a fixture does not give what is asked for.")
                .with("place", place)
                .with("type", type.getName())
                .with("given", given)
                .because("a place is given what one fixture opens")
                .toFix("one fixture, and the type that its open method returns")
                .exception();
    }
}
