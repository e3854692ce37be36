package dev.assay.sql.migration;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import java.util.List;

/** A version that migrations do not know. */
final class Unversioned {
    private Unversioned() {}

    static DiagnosisException of(String version, List<String> known) {
        return Diagnosis.of("ASSAY-SQL-060", "migrations know no such version.")
                .with("version", version)
                .with("versions", known.isEmpty() ? "none" : String.join(", ", known))
                .because("they are to stop there")
                .toFix("a version of a script, as its name says it: 2 of V2__invoices.sql")
                .toFix("a tag of Liquibase's changelog")
                .exception();
    }
}
