package dev.assay.sql.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one transaction has that ends with its commit, and has to be ended by hand where the commit is a release. */
final class CommitScope {
    /** What settings were before they were set for the transaction, by name. */
    private final Map<String, String> settings = new LinkedHashMap<>();

    private final Set<String> dropped = new LinkedHashSet<>();
    private final Set<String> emptied = new LinkedHashSet<>();
    private boolean pointers;

    /** Is told what is about to be done, and notes what it changes. */
    void before(Connection connection, CommitScoped sql) throws SQLException {
        for (String name : sql.settings()) {
            if (!settings.containsKey(name)) {
                settings.put(name, current(connection, name));
            }
        }
    }

    private static String current(Connection connection, String name) throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement("SELECT current_setting(?, true)")) {
            ask.setString(1, name);
            try (ResultSet rows = ask.executeQuery()) {
                rows.next();
                String value = rows.getString(1);
                // What is not known is empty once it was set for a transaction.
                return value == null ? "" : value;
            }
        }
    }

    /** Is told what was done. */
    void after(CommitScoped sql) {
        dropped.addAll(sql.dropped());
        emptied.addAll(sql.emptied());
    }

    /** Is told that there is a cursor that a commit closes. */
    void points() {
        pointers = true;
    }

    boolean hasPointers() {
        return pointers;
    }

    /** Returns the temporary tables that this and all later commits empty. */
    Set<String> emptied() {
        return emptied;
    }

    /** Returns what a commit does to it. */
    List<String> ending() {
        List<String> ending = new ArrayList<>();
        for (String table : dropped) {
            ending.add("DROP TABLE IF EXISTS pg_temp." + table);
        }
        settings.forEach(
                (name, value) -> ending.add("SELECT set_config(" + literal(name) + ", " + literal(value) + ", true)"));
        return ending;
    }

    /** Returns what empties a temporary table, if it is there still. */
    static String emptying(String table) {
        String name = "pg_temp." + table;
        return "DO $assay$ BEGIN IF to_regclass(" + literal(name) + ") IS NOT NULL THEN DELETE FROM " + name
                + "; END IF; END $assay$";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
