package dev.assay.example.billing;

import dev.assay.data.Row;

/** Who works with invoices: the actor whom policies ask about. */
public enum Role {
    /** May do everything. */
    ADMIN,
    /** Writes, and sets limits, but destroys nothing. */
    CLERK,
    /** Reads, and writes customers and invoices. */
    SALES;

    static boolean mayDestroy(Object actor, Row row) {
        return actor == ADMIN;
    }
}
