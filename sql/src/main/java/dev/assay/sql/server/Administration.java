package dev.assay.sql.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;

/** What a server is told to do, by connections of the database {@code postgres} that are kept. Thread-safe. */
final class Administration {
    private static final int VALID_SECONDS = 5;

    private final DataSource database;
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

    Administration(DataSource database) {
        this.database = database;
    }

    /** Executes a statement; again by a new connection, if the one that was kept has died. */
    void execute(String sql) throws SQLException {
        column(sql);
    }

    /** Returns the first column of what a statement finds; nothing if it is no query. */
    List<String> column(String sql) throws SQLException {
        Connection kept = idle.poll();
        if (kept != null) {
            try {
                return column(kept, sql);
            } catch (SQLException e) {
                if (kept.isValid(VALID_SECONDS)) {
                    idle.add(kept);
                    throw e;
                }
                kept.close();
            }
        }
        Connection fresh = database.getConnection();
        List<String> found;
        try {
            found = column(fresh, sql);
        } catch (SQLException e) {
            fresh.close();
            throw e;
        }
        idle.add(fresh);
        return found;
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            List<String> values = new ArrayList<>();
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        values.add(rows.getString(1));
                    }
                }
            }
            return values;
        }
    }

    /** Closes the connections that nobody uses. */
    void close() {
        for (Connection each = idle.poll(); each != null; each = idle.poll()) {
            try {
                each.close();
            } catch (SQLException e) {
                // It has gone with the server.
            }
        }
    }
}
