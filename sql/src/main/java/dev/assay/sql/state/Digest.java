package dev.assay.sql.state;

import dev.assay.sql.internal.LiveTables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * How many rows the tables of a database had at a moment, and a hash of each table: enough to tell that something differs,
 * and many times cheaper than reading it. On PostgreSQL the hash is of all values, elsewhere rows are counted alone.
 *
 * @param tables what was in each, by name
 * @since 0.1
 */
public record Digest(Map<String, String> tables) {
    /** What a row is called, which no column is: its name alone would be the column's. */
    private static final String ROW = "assay_row";

    /** Copies the tables. */
    public Digest {
        tables = Map.copyOf(tables);
    }

    /**
     * Takes it.
     *
     * @throws SQLException if the database refuses
     */
    public static Digest of(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            List<LiveTables.Named> tables = new LiveTables(connection).all();
            Map<String, String> found = new TreeMap<>();
            if (tables.isEmpty()) {
                return new Digest(found);
            }
            boolean hashes = LiveTables.isPostgres(connection);
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < tables.size(); i++) {
                parts.add("SELECT " + i + ", count(*), "
                        + (hashes ? "coalesce(sum(hashtextextended((" + ROW + ".*)::text, 0)), 0)" : "0") + " FROM "
                        + tables.get(i).sql() + " AS " + ROW);
            }
            try (ResultSet rows = statement.executeQuery(String.join(" UNION ALL ", parts))) {
                while (rows.next()) {
                    found.put(tables.get(rows.getInt(1)).shown(), rows.getLong(2) + " rows, " + rows.getString(3));
                }
            }
            return new Digest(found);
        }
    }

    /** Returns the tables that are not as they were at another moment, by name; those that only one has, too. */
    public List<String> differences(Digest other) {
        TreeSet<String> names = new TreeSet<>(tables.keySet());
        names.addAll(other.tables.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(tables.get(name), other.tables.get(name)))
                .toList();
    }
}
