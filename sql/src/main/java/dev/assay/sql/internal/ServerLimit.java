package dev.assay.sql.internal;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many connections a server takes from tests: all but those that it keeps for its administrators. Thread-safe. */
public final class ServerLimit {
    /** By the server's address: in some tiers each test has a database of its own, and all of them one server. */
    private static final Map<String, Integer> KNOWN = new ConcurrentHashMap<>();

    private static final String POSTGRES = "SELECT current_setting('max_connections')::int"
            + " - current_setting('superuser_reserved_connections')::int"
            + " - coalesce(current_setting('reserved_connections', true)::int, 0)";

    /** What a server is asked, by the name of its product. */
    private static final Map<String, String> QUESTIONS =
            Map.of("PostgreSQL", POSTGRES, "MariaDB", "SELECT @@max_connections");

    private ServerLimit() {}

    /**
     * Returns it for a connection's server, which is asked once; 0 where there is no server, or none that can be asked.
     *
     * @throws SQLException if the connection is broken
     */
    static int of(Connection connection) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        String question = QUESTIONS.get(about.getDatabaseProductName());
        if (question == null) {
            return 0;
        }
        String server = String.valueOf(about.getURL()).replaceFirst("(//[^/]*).*", "$1");
        Integer known = KNOWN.get(server);
        if (known == null) {
            known = asked(connection, question);
            KNOWN.put(server, known);
        }
        return known;
    }

    /**
     * Asks a PostgreSQL.
     *
     * @throws SQLException if it does not answer
     */
    public static int ofPostgres(Connection connection) throws SQLException {
        return asked(connection, POSTGRES);
    }

    private static int asked(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
