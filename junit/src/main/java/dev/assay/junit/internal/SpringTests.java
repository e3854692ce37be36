package dev.assay.junit.internal;

import java.lang.reflect.Parameter;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Tests whose databases are those of a Spring application: what {@code assay-spring} does there, nobody else does. */
final class SpringTests {
    private static final String EXTENSION = "org.springframework.test.context.junit.jupiter.SpringExtension";
    private static final String OURS = "dev.assay.spring.OwnerToken";

    private SpringTests() {}

    /** Tells whether a test is one of them; both of Spring's and our own types are known by their names alone. */
    static boolean include(ExtensionContext context) {
        return isThere(context.getRequiredTestClass().getClassLoader())
                && context.getTestInstances().stream()
                        .flatMap(instances -> instances.getAllInstances().stream())
                        .anyMatch(instance -> isOne(instance.getClass()));
    }

    private static boolean isOne(Class<?> testClass) {
        return AnnotationSupport.findRepeatableAnnotations(testClass, ExtendWith.class).stream()
                .flatMap(said -> Arrays.stream(said.value()))
                .anyMatch(extension -> extension.getName().equals(EXTENSION));
    }

    /** Tells whether an annotation of Spring's asks for what a parameter is given. */
    static boolean fill(Parameter parameter) {
        return Arrays.stream(parameter.getAnnotations())
                .anyMatch(each -> each.annotationType().getName().startsWith("org.springframework."));
    }

    private static boolean isThere(ClassLoader loader) {
        try {
            Class.forName(OURS, false, loader);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
