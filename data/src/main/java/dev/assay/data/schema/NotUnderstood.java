package dev.assay.data.schema;

/** Says what of a condition nobody understands here. */
final class NotUnderstood extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotUnderstood(String what) {
        super(what);
    }
}
