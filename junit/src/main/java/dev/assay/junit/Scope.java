package dev.assay.junit;

/**
 * How long a store lives, and who sees it.
 *
 * @since 0.1
 */
public enum Scope {
    /** The test's own: what it writes is seen by nobody else, and gone when it ends. */
    METHOD,

    /**
     * One for the test class, its nested classes included: before-all methods may write to it, for its tests it is
     * read-only.
     */
    CLASS,

    /** One for all tests of the JVM: read-only. */
    SESSION
}
