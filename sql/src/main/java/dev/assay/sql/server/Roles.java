package dev.assay.sql.server;

import dev.assay.core.Diagnosis;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whom a server lets in beside its superuser: roles, each with the superuser's password. Thread-safe. */
final class Roles {
    private static final String UNDEFINED_OBJECT = "42704";

    /** Two who change one role at once would fail. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('assay roles', 0)); ";

    private final String password;
    private final Set<String> admitted = new HashSet<>();

    Roles(String superuser, String password) {
        this.password = password;
        admitted.add(superuser);
    }

    /**
     * Lets a role in, whatever password it has had.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-080 if there is none of that name
     */
    synchronized void admit(String role, Administration administration) {
        if (admitted.contains(role)) {
            return;
        }
        try {
            administration.execute(
                    LOCK + "ALTER ROLE \"" + role.replace("\"", "\"\"") + "\" LOGIN PASSWORD '" + password + "'");
        } catch (SQLException e) {
            throw refused(role, administration, e);
        }
        admitted.add(role);
    }

    static RuntimeException refused(String role, Administration administration, SQLException reason) {
        if (!UNDEFINED_OBJECT.equals(reason.getSQLState())) {
            return new IllegalStateException(reason);
        }
        return Diagnosis.of("ASSAY-SQL-080", "tests are to connect as a role that does not exist.")
                .with("role", role)
                .with("roles", there(administration))
                .because("the server begins with its superuser alone; other roles are made by migrations")
                .toFix("CREATE ROLE " + role + " in a migration, and GRANT what it may")
                .exception(reason);
    }

    private static String there(Administration administration) {
        try {
            List<String> roles = administration.column(
                    "SELECT rolname FROM pg_roles WHERE rolname NOT LIKE 'pg\\_%' ORDER BY rolname");
            return String.join(", ", roles);
        } catch (SQLException e) {
            return "not known: " + e.getMessage();
        }
    }
}
