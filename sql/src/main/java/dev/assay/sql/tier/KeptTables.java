package dev.assay.sql.tier;

import dev.assay.core.Diagnosis;
import dev.assay.sql.internal.LiveTables;
import dev.assay.sql.state.Digest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tables that are left alone, as they were when a test got the database.
 *
 * @param test whose it is, for errors
 * @param names what people call these tables
 * @param before what was in all tables
 */
record KeptTables(UrlDataSource database, String test, Set<String> names, Digest before) {
    /**
     * Looks at them.
     *
     * @param connection to the same database
     */
    static KeptTables of(UrlDataSource database, String test, Connection connection) throws SQLException {
        Set<String> kept = new ExternalNote(connection).kept();
        Set<String> names = new TreeSet<>();
        for (LiveTables.Named table : new LiveTables(connection).all()) {
            if (kept.contains(table.sql())) {
                names.add(table.shown());
            }
        }
        return new KeptTables(database, test, names, Digest.of(database));
    }

    /**
     * Looks whether they are still the same.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-066 if they are not
     */
    void check() throws SQLException {
        List<String> changed = before.differences(Digest.of(database)).stream()
                .filter(names::contains)
                .toList();
        if (!changed.isEmpty()) {
            throw Diagnosis.of("ASSAY-SQL-066", "a test changed what migrations wrote.")
                    .with("test", test)
                    .with("url", database)
                    .with("tables", String.join(", ", changed))
                    .because(
                            "in tier EXTERNAL these tables are left alone after a test, and later tests find the change")
                    .toFix("@Database(tier = Tier.SANDBOX) for the test, where everything is rolled back")
                    .toFix("have the test undo it; what it changed by now is to be mended by hand")
                    .exception();
        }
    }
}
