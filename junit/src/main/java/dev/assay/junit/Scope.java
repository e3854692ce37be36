package dev.assay.junit;

/**
 * How long something lives, and who sees it: a store, a database, a {@linkplain Fixture fixture}.
 *
 * @since 0.1
 */
public enum Scope {
    /**
     * The test's own: what it writes is seen by nobody else, and gone when it ends. It begins with what its class's store
     * holds, should a before-all method have written to that. In a before-all method or a static field it is {@link
     * #CLASS}.
     */
    METHOD,

    /**
     * One for the test class: before-all methods may write to it, for tests it is read-only. A nested class's begins with
     * what that of the class around it holds.
     */
    CLASS,

    /** One for all tests of the JVM; a store is read-only. A database cannot live that long. */
    SESSION,

    /**
     * One for all JVMs of the run, for fixtures that other JVMs can use by an address; otherwise, and where a JVM is a run by
     * itself, it is {@link #SESSION}.
     */
    RUN
}
