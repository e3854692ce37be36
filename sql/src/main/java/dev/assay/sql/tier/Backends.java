package dev.assay.sql.tier;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * What works for connections in a PostgreSQL.
 *
 * @param connection to the same database, by which they are asked for
 */
record Backends(Connection connection) {
    /** Since then the server can be asked to wait until one has ended. */
    private static final int WAITS = 14;

    private static final String HOLDERS =
            "SELECT DISTINCT a.pid || ', ' || a.usename || ', ' || a.application_name || ', '"
                    + " || coalesce(a.state, '') || ': ' || left(a.query, 100)"
                    + " FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
                    + " WHERE l.granted AND l.pid <> pg_backend_pid() AND a.datname = current_database()"
                    + " AND l.relation = ANY (CAST(CAST(? AS text[]) AS regclass[]))";

    /** Returns the process of each connection, which must be open. */
    static List<Integer> of(List<Connection> connections) throws SQLException {
        List<Integer> processes = new ArrayList<>();
        for (Connection each : connections) {
            if (each.isWrapperFor(PGConnection.class)) {
                processes.add(each.unwrap(PGConnection.class).getBackendPID());
            }
        }
        return processes;
    }

    /** Returns who has locked some of the tables, in words. */
    List<String> holding(List<String> tables) throws SQLException {
        List<String> holders = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(HOLDERS)) {
            statement.setArray(1, connection.createArrayOf("text", tables.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    holders.add(rows.getString(1));
                }
            }
        }
        return holders;
    }

    /** Ends processes: by themselves they notice only after their statement that nobody waits for it any more. */
    void terminate(List<Integer> processes) throws SQLException {
        boolean waits = connection.getMetaData().getDatabaseMajorVersion() >= WAITS;
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT pg_terminate_backend(pid" + (waits ? ", 5000" : "") + ") FROM pg_stat_activity"
                        + " WHERE pid = ANY (?) AND datname = current_database() AND usename = current_user")) {
            statement.setArray(1, connection.createArrayOf("int4", processes.toArray()));
            statement.execute();
        }
    }
}
