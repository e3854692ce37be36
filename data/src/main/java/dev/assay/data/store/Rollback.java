package dev.assay.data.store;

/**
 * Takes a transaction back when thrown in it, and goes no further: the transaction ends without an error.
 *
 * @since 0.1
 */
public final class Rollback extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Makes one; its trace is of no use. */
    public Rollback() {
        super("the transaction is to be taken back", null, false, false);
    }
}
