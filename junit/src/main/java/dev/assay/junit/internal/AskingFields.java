package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The fields of a test class, inherited ones included, that ask for something. */
public final class AskingFields {
    private static final ClassValue<AskingFields> KNOWN = new ClassValue<>() {
        @Override
        protected AskingFields computeValue(Class<?> type) {
            return new AskingFields(type);
        }
    };

    private static final String PARALLEL = "junit.jupiter.execution.parallel.enabled";

    private final List<Asking> fields = new ArrayList<>();

    private record Asking(Field field, Request request) {}

    private AskingFields(Class<?> type) {
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                Request.of(field).ifPresent(request -> fields.add(new Asking(field, request)));
            }
        }
    }

    /** Returns those of a class. */
    public static AskingFields of(Class<?> type) {
        return KNOWN.get(type);
    }

    /** Fills the static ones. */
    public void fillClass(ExtensionContext context) {
        fill(null, context, Request::ofClass);
    }

    /** Fills those of an instance that do not wait for a test. */
    public void fillInstance(Object instance, ExtensionContext context) {
        fill(instance, context, request -> !request.ofClass() && !request.needsTest());
    }

    /**
     * Fills those of an instance that are a test's own.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-009 if tests that run at once would share them
     */
    public void fillTest(Object instance, ExtensionContext context) {
        fill(instance, context, Request::needsTest);
    }

    private void fill(@Nullable Object instance, ExtensionContext context, Predicate<Request> which) {
        for (Asking each : fields) {
            if (which.test(each.request())) {
                check(each, instance, context);
                set(each.field(), instance, new Supply(context).give(each.request()));
            }
        }
    }

    private static void check(Asking asking, @Nullable Object instance, ExtensionContext context) {
        refuseFinal(asking.field(), asking.request().place());
        if (asking.request().needsTest() && instance != null && isSharedAtOnce(instance, context)) {
            throw sharedAtOnce(asking.request().place());
        }
    }

    static RuntimeException sharedAtOnce(String place) {
        return Diagnosis.of("ASSAY-JUNIT-009", "tests that run at once would share a field that is each test's own.")
                .with("place", place)
                .because(
                        "with @TestInstance(PER_CLASS) all tests of the class have one instance, and they may run at once")
                .toFix("ask for it as a parameter of the test method")
                .toFix("@Execution(SAME_THREAD) on the class")
                .exception();
    }

    static void refuseFinal(Field field, String place) {
        if (Modifier.isFinal(field.getModifiers())) {
            throw Diagnosis.of("ASSAY-JUNIT-008", "a field that is to be filled is final.")
                    .with("place", place)
                    .because("what is final has its value before the test asks")
                    .toFix("leave out final")
                    .exception();
        }
    }

    /** Tells whether an instance, which may be one around the test's own, is that of several tests that run at once. */
    static boolean isSharedAtOnce(Object instance, ExtensionContext context) {
        if (context.getConfigurationParameter(PARALLEL)
                .filter(Boolean::parseBoolean)
                .isEmpty()) {
            return false;
        }
        boolean atOnce = false;
        for (Optional<ExtensionContext> each = Optional.of(context);
                each.isPresent();
                each = each.get().getParent()) {
            ExtensionContext at = each.get();
            if (at.getTestMethod().isEmpty()
                    && at.getTestClass().filter(instance.getClass()::equals).isPresent()) {
                return atOnce
                        && at.getTestInstanceLifecycle()
                                .filter(TestInstance.Lifecycle.PER_CLASS::equals)
                                .isPresent();
            }
            atOnce |= at.getExecutionMode() == ExecutionMode.CONCURRENT;
        }
        return false;
    }

    static void set(Field field, @Nullable Object instance, Object value) {
        try {
            field.setAccessible(true);
            field.set(instance, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " was made accessible", e);
        }
    }
}
