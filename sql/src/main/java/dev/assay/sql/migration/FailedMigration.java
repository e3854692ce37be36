package dev.assay.sql.migration;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;

/** A migration that fails, whoever ran it. */
final class FailedMigration {
    /** So much of a statement says which it is. */
    private static final int SHOWN = 500;

    private FailedMigration() {}

    static DiagnosisException of(String by, String file, String statement, Throwable cause) {
        String shown = statement.length() <= SHOWN ? statement : statement.substring(0, SHOWN) + " ...";
        return Diagnosis.of("ASSAY-SQL-050", "a migration failed.")
                .with("by", by)
                .with("file", file)
                .with("statement", shown)
                .with("error", String.valueOf(cause.getMessage()))
                .because("no test that needs this database can run")
                .toFix("mend the statement; the database is made anew when it is asked for again")
                .exception(cause);
    }
}
