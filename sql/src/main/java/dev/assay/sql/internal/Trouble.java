package dev.assay.sql.internal;

import dev.assay.core.Diagnosis;
import dev.assay.sql.SandboxConfig;
import dev.assay.sql.SandboxException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** What a database's errors mean where tests run beside each other. */
final class Trouble {
    /** PostgreSQL's lock_not_available, which a lock time-out has too, and H2's lock time-out. */
    private static final List<String> LOCKED = List.of("55P03", "HYT00", "50200");

    /** A procedure commits; a statement is to be in no transaction. */
    private static final List<String> NO_TRANSACTION = List.of("2D000", "25001");

    /** An administrator's command, the server's shutdown or crash. */
    private static final List<String> GONE = List.of("57P01", "57P02", "57P03");

    /** MariaDB's lock time-out, which has no state of its own. */
    private static final int WAITED = 1205;

    /** MariaDB's deadlock. */
    private static final int DEADLOCK = 1213;

    private Trouble() {}

    static boolean isDeadlock(SQLException error) {
        return error.getErrorCode() == DEADLOCK;
    }

    static boolean isLocked(SQLException error) {
        return LOCKED.contains(Objects.requireNonNullElse(error.getSQLState(), "")) || error.getErrorCode() == WAITED;
    }

    static boolean isOfTransaction(SQLException error) {
        return NO_TRANSACTION.contains(Objects.requireNonNullElse(error.getSQLState(), ""));
    }

    /** Tells whether nothing can be done but to roll back. */
    static boolean isAborted(SQLException error) {
        return "25P02".equals(error.getSQLState());
    }

    static boolean isUnknownSavepoint(SQLException error) {
        return "3B001".equals(error.getSQLState());
    }

    static boolean isGone(SQLException error) {
        String state = Objects.requireNonNullElse(error.getSQLState(), "");
        return state.startsWith("08") || GONE.contains(state);
    }

    static SQLException locked(SQLException error, SandboxConfig config, Collection<String> blockers) {
        Diagnosis told = Diagnosis.of("ASSAY-SQL-009", "a statement waited in vain for what another test has locked.")
                .with("database", config.name())
                .with("waited", config.lockTimeout().toMillis() + " ms");
        if (!blockers.isEmpty()) {
            told = told.with("for", String.join("\n", blockers));
        }
        return new SandboxException(
                told.with("error", error.getMessage())
                        .because(
                                "what a test changes stays locked until it ends, such as a unique key that both insert")
                        .toFix("data of its own for each test, such as keys that follow from its name")
                        .toFix(Refusals.CLONE + ", for tests that lock or change tables"),
                error);
    }
}
