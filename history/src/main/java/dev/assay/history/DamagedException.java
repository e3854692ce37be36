package dev.assay.history;

/** Says that a file of history holds what no history writes. */
final class DamagedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DamagedException(String message) {
        super(message);
    }
}
