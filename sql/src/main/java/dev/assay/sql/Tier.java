package dev.assay.sql;

/**
 * How a test's database is its own. A test whose SQL is portable moves from one to another without a change.
 *
 * @since 0.1
 */
public enum Tier {
    /** A database without a server, H2 in PostgreSQL's mode unless told otherwise: for what hardly needs a database. */
    MEMORY,

    /** A real PostgreSQL that all tests share, each in a transaction of its own that is rolled back: {@link Sandbox}. */
    SANDBOX,

    /** A database of the test's own on a real PostgreSQL, where commits are real and the schema can be changed. */
    CLONE,

    /** Whatever database the environment names; what tests wrote is cleared, and they run one after another. */
    EXTERNAL
}
