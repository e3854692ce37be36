package dev.assay.junit.internal;

import dev.assay.core.ownership.Owner;
import java.lang.reflect.Method;
import org.junit.jupiter.api.TestReporter;

/**
 * An owner of which JUnit's reports are told by who has none of JUnit's context, but can have JUnit call a method.
 *
 * @param owner who is about to end
 */
public record Told(Owner owner) {
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

    /** Tells what the owner did. */
    void to(TestReporter reporter) {
        Publication.databases(reporter::publishEntry, owner);
    }
}
