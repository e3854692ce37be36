package dev.assay.data.load;

/** Writes a value as PostgreSQL's binary COPY wants it, without its length. */
@FunctionalInterface
interface CopyValue {
    /**
     * Writes the value.
     *
     * @throws ClassCastException if it is nothing that the column takes
     * @throws ArithmeticException if it is a number that is too large for the column
     */
    void write(Object value, Bytes out);
}
