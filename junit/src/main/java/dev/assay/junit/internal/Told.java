package dev.assay.junit.internal;

import java.lang.reflect.Method;
import java.util.Map;
import org.junit.jupiter.api.TestReporter;

/**
 * What JUnit's reports are told by who has none of JUnit's context, but can have JUnit call a method.
 *
 * @param entries what they are told, by name
 */
public record Told(Map<String, String> entries) {
    /** Returns the method that JUnit gives its reporter, as it would give it to a test's. */
    public static Method method() {
        try {
            Method method = Told.class.getDeclaredMethod("to", TestReporter.class);
            method.setAccessible(true);
            return method;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells it. */
    void to(TestReporter reporter) {
        reporter.publishEntry(entries);
    }
}
