package dev.assay.worker;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;

/**
 * Tells which of Jupiter's tests cannot have declared a lock: asking JUnit for a test's locks takes longer than looking at
 * its annotations, and nearly all have none.
 *
 * <p>Jupiter knows a lock by {@code @ResourceLock}: on the method, on a class around it or a supertype of one, be it
 * there by way of other annotations. Where that is in doubt, JUnit is to be asked.
 */
final class LockAnnotations {
    private static final String JUPITER = "junit-jupiter";
    private static final Set<String> LOCKS =
            Set.of("org.junit.jupiter.api.parallel.ResourceLock", "org.junit.jupiter.api.parallel.ResourceLocks");

    private final Map<Class<?>, Boolean> annotations = new HashMap<>();
    private final Map<Class<?>, Boolean> classes = new HashMap<>();

    /** Tells whether JUnit must be asked for the locks of a test, or of a container. */
    boolean mayLock(TestDescriptor descriptor) {
        Optional<String> engine = descriptor.getUniqueId().getEngineId();
        if (!engine.isPresent() || !engine.get().equals(JUPITER)) {
            return true;
        }
        try {
            Optional<TestDescriptor> at = Optional.of(descriptor);
            while (at.isPresent() && !at.get().isRoot()) {
                if (mayLock(at.get().getSource().orElse(null))) {
                    return true;
                }
                at = at.get().getParent();
            }
            return false;
        } catch (RuntimeException | LinkageError e) {
            // An annotation that cannot be read is JUnit's to deal with.
            return true;
        }
    }

    private boolean mayLock(@Nullable TestSource source) {
        if (source instanceof MethodSource method) {
            return hasLock(method.getJavaMethod());
        }
        return !(source instanceof ClassSource type) || mayLock(type.getJavaClass());
    }

    /** Looks at a class and its supertypes. */
    private boolean mayLock(Class<?> type) {
        Boolean known = classes.get(type);
        if (known == null) {
            known = hasLock(type) || type.getSuperclass() != null && mayLock(type.getSuperclass());
            for (Class<?> each : type.getInterfaces()) {
                known |= mayLock(each);
            }
            classes.put(type, known);
        }
        return known;
    }

    private boolean hasLock(AnnotatedElement element) {
        for (Annotation each : element.getDeclaredAnnotations()) {
            if (bringsLock(each.annotationType())) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether an annotation is a lock, is annotated with one, or holds annotations that are. */
    private boolean bringsLock(Class<?> annotation) {
        if (annotation.getPackageName().equals("java.lang.annotation")) {
            return false;
        }
        Boolean known = annotations.get(annotation);
        if (known == null) {
            // Annotations that annotate each other come back here before the answer is known: JUnit shall give it.
            annotations.put(annotation, true);
            known = LOCKS.contains(annotation.getName()) || hasLock(annotation);
            for (Method value : annotation.getDeclaredMethods()) {
                Class<?> held = value.getReturnType().getComponentType();
                known |= held != null && held.isAnnotation() && bringsLock(held);
            }
            annotations.put(annotation, known);
        }
        return known;
    }
}
