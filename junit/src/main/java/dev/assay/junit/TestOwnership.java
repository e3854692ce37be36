package dev.assay.junit;

import dev.assay.core.ownership.Ownership;

/**
 * Who owns what among the tests of this JVM. Everything that gives tests something of their own asks here, so that a test
 * is one owner of all of it: whoever comes first begins the owner, the others find it by {@link Ownership#find}.
 *
 * @since 0.1
 */
public final class TestOwnership {
    private static final Ownership OWNERSHIP = Ownership.create();

    private TestOwnership() {}

    /** Returns the ownership of this JVM's tests. */
    public static Ownership get() {
        return OWNERSHIP;
    }
}
