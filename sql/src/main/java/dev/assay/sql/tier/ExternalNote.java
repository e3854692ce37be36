package dev.assay.sql.tier;

import dev.assay.sql.internal.LiveTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is noted in an external database itself, as whoever comes next may be another JVM: which tables are left alone, and
 * in what state it was left.
 *
 * @param connection to the database, with autocommit: what is noted remains though its JVM be killed
 */
record ExternalNote(Connection connection) {
    private static final String TABLE = "assay_keeps";

    /** With what a mark begins, and no table that SQL names. */
    private static final String MARK = "=";

    private static final String CLEAN = MARK + "clean ";
    private static final String MIGRATING = MARK + "migrating";

    /** Tells whether somebody has noted something. */
    static boolean isAmong(List<LiveTables.Named> tables) {
        return tables.stream().anyMatch(table -> table.name().equalsIgnoreCase(TABLE));
    }

    /** Notes that these are left alone, besides those that are. */
    void keep(Set<String> tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS " + TABLE + " (name varchar(500) PRIMARY KEY)");
        }
        Set<String> known = all();
        for (String table : tables) {
            if (!known.contains(table)) {
                add(table);
            }
        }
    }

    /** Returns the tables that are left alone. */
    Set<String> kept() throws SQLException {
        Set<String> kept = all();
        kept.removeIf(name -> name.startsWith(MARK));
        return kept;
    }

    /** Tells whether somebody began to migrate, and did not come to an end. */
    boolean isMigrating() throws SQLException {
        return all().contains(MIGRATING);
    }

    /** Notes that from now on only migrations write. */
    void beginMigrating() throws SQLException {
        add(MIGRATING);
    }

    /** Notes that migrations are there. */
    void endMigrating() throws SQLException {
        remove(MIGRATING);
    }

    /** Notes that nothing is there but some content. */
    void clean(String content) throws SQLException {
        dirty(content);
        add(CLEAN + content);
    }

    /** Notes that somebody may write, and tells whether until now nothing was there but this content. */
    boolean dirty(String content) throws SQLException {
        boolean clean = false;
        for (String name : all()) {
            if (name.startsWith(CLEAN)) {
                clean |= name.equals(CLEAN + content);
                remove(name);
            }
        }
        return clean;
    }

    private Set<String> all() throws SQLException {
        Set<String> all = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet names = statement.executeQuery("SELECT name FROM " + TABLE)) {
            while (names.next()) {
                all.add(names.getString(1));
            }
        }
        return all;
    }

    private void add(String name) throws SQLException {
        execute("INSERT INTO " + TABLE + " (name) VALUES (?)", name);
    }

    private void remove(String name) throws SQLException {
        execute("DELETE FROM " + TABLE + " WHERE name = ?", name);
    }

    private void execute(String sql, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            statement.executeUpdate();
        }
    }
}
