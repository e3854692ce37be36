package dev.assay.sql.internal;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a database.
 *
 * @param connection to the database, with autocommit
 */
public record LiveTables(Connection connection) {
    private static final Set<String> OF_THE_DATABASE = Set.of("information_schema", "pg_catalog", "sys", "mysql");

    /** What migrations note about themselves. */
    private static final Set<String> OF_MIGRATIONS = Set.of(
            "assay_keeps", "assay_migration", "flyway_schema_history", "databasechangelog", "databasechangeloglock");

    /** In one statement, as so many tables; a database may have a limit. */
    private static final int AT_ONCE = 200;

    /**
     * A table.
     *
     * @param catalog the database that it is in, as JDBC has it
     * @param schema the schema that it is in, if the database has any
     * @param name its name
     * @param sql how SQL names it
     * @param shown how people do: without the schema in which connections begin
     */
    public record Named(@Nullable String catalog, @Nullable String schema, String name, String sql, String shown) {
        /** Tells whether it is where migrations note what was run. */
        public boolean isOfMigrations() {
            return OF_MIGRATIONS.contains(name.toLowerCase(Locale.ROOT));
        }
    }

    /** Returns all that belong to users, by name. */
    public List<Named> all() throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        String usual = connection.getSchema();
        List<Named> tables = new ArrayList<>();
        try (ResultSet rows = about.getTables(
                connection.getCatalog(), null, "%", new String[] {"TABLE", "BASE TABLE", "PARTITIONED TABLE"})) {
            while (rows.next()) {
                String schema = rows.getString("TABLE_SCHEM");
                String name = rows.getString("TABLE_NAME");
                if (schema == null || !OF_THE_DATABASE.contains(schema.toLowerCase(Locale.ROOT))) {
                    tables.add(new Named(
                            rows.getString("TABLE_CAT"),
                            schema,
                            name,
                            (schema == null ? "" : quoted(schema, about) + ".") + quoted(name, about),
                            schema == null || schema.equals(usual) ? name : schema + "." + name));
                }
            }
        }
        return tables;
    }

    /** Returns how SQL writes a name. */
    public static String quoted(String name, DatabaseMetaData about) throws SQLException {
        String quote = about.getIdentifierQuoteString().trim();
        return quote.isEmpty() ? name : quote + name.replace(quote, quote + quote) + quote;
    }

    /** Returns those that have rows, which a database can tell without reading them. */
    public Set<String> populated(List<String> tables) throws SQLException {
        Set<String> found = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement()) {
            for (int from = 0; from < tables.size(); from += AT_ONCE) {
                List<String> some = tables.subList(from, Math.min(tables.size(), from + AT_ONCE));
                List<String> parts = new ArrayList<>();
                for (int i = 0; i < some.size(); i++) {
                    parts.add("SELECT " + (from + i) + " WHERE EXISTS (SELECT 1 FROM " + some.get(i) + ")");
                }
                try (ResultSet rows = statement.executeQuery(String.join(" UNION ALL ", parts))) {
                    while (rows.next()) {
                        found.add(tables.get(rows.getInt(1)));
                    }
                }
            }
        }
        return found;
    }

    /** Clears tables; on PostgreSQL in one statement. */
    public void clear(Set<String> tables, Set<String> kept) throws SQLException {
        if (tables.isEmpty()) {
            return;
        }
        boolean postgres = isPostgres(connection);
        try (Statement statement = connection.createStatement()) {
            if (postgres && !isReferred(tables, kept)) {
                statement.execute("TRUNCATE " + String.join(", ", tables) + " RESTART IDENTITY CASCADE");
            } else {
                delete(new ArrayList<>(tables), statement);
            }
        }
    }

    /** Tells whether it is a PostgreSQL. */
    public static boolean isPostgres(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    }

    /** Tells whether a cascade would clear what is to be kept. */
    private boolean isReferred(Set<String> tables, Set<String> kept) throws SQLException {
        if (kept.isEmpty()) {
            return false;
        }
        String cascade = "WITH RECURSIVE reached(id) AS (SELECT unnest(ARRAY['" + String.join("', '", escaped(tables))
                + "']::regclass[])::oid UNION SELECT conrelid FROM pg_constraint JOIN reached ON confrelid = id"
                + " WHERE contype = 'f') SELECT 1 FROM reached WHERE id = ANY (ARRAY['"
                + String.join("', '", escaped(kept)) + "']::regclass[]::oid[])";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(cascade)) {
            return row.next();
        }
    }

    private static List<String> escaped(Set<String> names) {
        return names.stream().map(name -> name.replace("'", "''")).toList();
    }

    /** Deletes rows of children before those of their parents, in whatever order works. */
    private static void delete(List<String> tables, Statement statement) throws SQLException {
        List<String> rest = tables;
        while (!rest.isEmpty()) {
            List<String> refused = new ArrayList<>();
            SQLException reason = null;
            for (String table : rest) {
                try {
                    statement.executeUpdate("DELETE FROM " + table);
                } catch (SQLException e) {
                    refused.add(table);
                    reason = e;
                }
            }
            if (refused.size() == rest.size() && reason != null) {
                throw reason;
            }
            rest = refused;
        }
    }
}
