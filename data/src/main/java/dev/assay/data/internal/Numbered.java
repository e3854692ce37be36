package dev.assay.data.internal;

/** A row that knows its numbers. */
public interface Numbered {
    /** Returns the row's number among those of a group, which its fields of that group share. */
    long number(Numbering numbering);
}
