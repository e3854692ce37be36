package dev.assay.sql.internal;

import dev.assay.core.Diagnosis;
import dev.assay.sql.SandboxConfig;
import dev.assay.sql.SandboxException;
import java.sql.SQLException;

/** What a database's errors mean where tests run beside each other. */
final class Trouble {
    /** PostgreSQL's lock_not_available, which a lock time-out has too. */
    private static final String LOCKED = "55P03";

    private Trouble() {}

    static SQLException explained(SQLException error, SandboxConfig config) {
        if (!LOCKED.equals(error.getSQLState()) || config.lockTimeout().isZero()) {
            return error;
        }
        return new SandboxException(
                Diagnosis.of("ASSAY-SQL-009", "a statement waited in vain for what another test has locked.")
                        .with("database", config.name())
                        .with("waited", config.lockTimeout().toMillis() + " ms")
                        .with("error", error.getMessage())
                        .because(
                                "what a test changes stays locked until it ends, such as a unique key that both insert")
                        .toFix("data of its own for each test, such as keys that follow from its name")
                        .toFix("@Database(tier = CLONE) for tests that lock or change tables"),
                error);
    }
}
