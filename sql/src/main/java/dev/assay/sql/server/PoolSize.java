package dev.assay.sql.server;

import dev.assay.core.Diagnosis;
import dev.assay.sql.internal.ServerLimit;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * How many connections tests need that run at the same time: half as many again as there are tests times databases, for
 * what opens a second one and for what is being closed.
 *
 * @param concurrentTests how many tests run at a time, 1 or more
 * @param databases how many databases each of them uses, 1 or more
 * @since 0.1
 */
public record PoolSize(int concurrentTests, int databases) {
    /** What PostgreSQL keeps for superusers, unless set otherwise. */
    public static final int RESERVED = 3;

    private static final double FACTOR = 1.5;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is less than 1
     */
    public PoolSize {
        if (concurrentTests < 1 || databases < 1) {
            throw new IllegalArgumentException(
                    "concurrentTests (" + concurrentTests + ") and databases (" + databases + ") must be 1 or more");
        }
    }

    /** Returns how many connections: tests x databases x 1.5, rounded up. */
    public int connections() {
        return (int) Math.min(Integer.MAX_VALUE / 2, Math.ceil((double) concurrentTests * databases * FACTOR));
    }

    /**
     * Tells whether a server takes so many.
     *
     * @param taken how many it takes: a PostgreSQL's {@code max_connections}, less the {@link #RESERVED} that it keeps
     */
    public boolean fits(int taken) {
        return connections() <= taken;
    }

    /** Returns how many tests may run at a time on a server, 1 or more, by how many connections it takes. */
    public int most(int taken) {
        return Math.max(1, (int) (taken / FACTOR / databases));
    }

    /**
     * Checks that a PostgreSQL takes so many.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-037 if it takes fewer, ASSAY-SQL-039 if it cannot be asked, as
     *     nobody listens or it does not let the user in
     */
    public void check(DataSource database) {
        int most;
        try (Connection connection = database.getConnection()) {
            most = ServerLimit.ofPostgres(connection);
        } catch (SQLException e) {
            throw unreachable(e);
        }
        if (!fits(most)) {
            throw Diagnosis.of("ASSAY-SQL-037", "the server takes fewer connections than the tests need.")
                    .with(
                            "needed",
                            connections() + " = " + concurrentTests + " tests at a time x " + databases
                                    + " databases x 1.5")
                    .with("taken", most + " = max_connections - superuser_reserved_connections")
                    .because("a test that gets none waits, and fails when its time is over")
                    .toFix("max_connections = " + (connections() + RESERVED) + " in the server's postgresql.conf")
                    .toFix(most(most) + " tests at a time")
                    .exception();
        }
    }

    static RuntimeException unreachable(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        Diagnosis diagnosis = Diagnosis.of("ASSAY-SQL-039", "a database cannot be connected to.")
                .with("reason", String.valueOf(failure.getMessage()))
                .with("SQL state", state)
                .because(state.startsWith("28") ? "the server does not let this user in" : "no test could use it");
        Diagnosis advised = state.startsWith("28")
                ? diagnosis.toFix("user and password as the server knows them").toFix("pg_hba.conf, which says who may")
                : diagnosis.toFix("see that the server runs, and listens where the URL says");
        return advised.exception(failure);
    }
}
