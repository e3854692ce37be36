package dev.assay.junit.internal;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.platform.commons.support.AnnotationSupport;

/** The tags that JUnit gives a class of tests, and a method of it, without a test that runs. */
public final class TagsOfClass {
    private TagsOfClass() {}

    /** Returns a class's, and those of the classes that it is nested in. */
    public static Set<String> find(Class<?> testClass) {
        Set<String> tags = new TreeSet<>();
        for (@Nullable Class<?> each = testClass; each != null; each = around(each)) {
            add(each, tags);
        }
        return tags;
    }

    /** Returns a method's, and those of its class. */
    public static Set<String> find(Class<?> testClass, Method method) {
        Set<String> tags = find(testClass);
        add(method, tags);
        return tags;
    }

    private static @Nullable Class<?> around(Class<?> testClass) {
        return Modifier.isStatic(testClass.getModifiers()) ? null : testClass.getEnclosingClass();
    }

    private static void add(AnnotatedElement element, Set<String> tags) {
        AnnotationSupport.findRepeatableAnnotations(element, Tag.class)
                .forEach(tag -> tags.add(tag.value().strip()));
    }
}
