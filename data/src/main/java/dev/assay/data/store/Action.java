package dev.assay.data.store;

/**
 * What can be done with rows. Reads and updates of a resource's own have names besides.
 *
 * @since 0.1
 */
public enum Action {
    /** Rows are queried or found. */
    READ,
    /** A row is added. */
    CREATE,
    /** A row is changed. */
    UPDATE,
    /** A row is removed. */
    DESTROY
}
