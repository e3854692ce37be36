package dev.assay.data.schema;

import dev.assay.data.Bounds;
import dev.assay.data.Domain;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads what JDBC tells of a schema; of H2 (version 2) also checks, domains and enums, which JDBC is silent about. */
final class JdbcSchema {
    private static final int LONGEST = 1_000_000;
    private static final String CHECKS = """
            select t.table_name, c.constraint_name, c.check_clause
              from information_schema.check_constraints c
              join information_schema.table_constraints t
                on t.constraint_schema = c.constraint_schema and t.constraint_name = c.constraint_name
             where t.table_schema = ? order by 1, 2
            """;
    private static final String DOMAINS = """
            select k.table_name, k.column_name, d.constraint_name, c.check_clause
              from information_schema.columns k
              join information_schema.domain_constraints d
                on d.domain_schema = k.domain_schema and d.domain_name = k.domain_name
              join information_schema.check_constraints c
                on c.constraint_schema = d.constraint_schema and c.constraint_name = d.constraint_name
             where k.table_schema = ? order by 1, 2, 3
            """;
    private static final String ENUMS = """
            select k.table_name, k.column_name, e.value_name, ''
              from information_schema.columns k
              join information_schema.enum_values e
                on e.object_schema = k.table_schema and e.object_name = k.table_name
               and e.enum_identifier = k.dtd_identifier
             where k.table_schema = ? order by e.value_ordinal
            """;

    private final Connection connection;
    private final DatabaseMetaData meta;
    private final @Nullable String catalog;
    private final @Nullable String schema;
    private final Predicate<String> wanted;
    private final boolean h2;
    private final Map<List<String>, List<LiveSchema.Check>> domainChecks = new HashMap<>();
    private final Map<List<String>, List<Object>> labels = new HashMap<>();

    JdbcSchema(Connection connection, @Nullable String schema, Predicate<String> wanted) throws SQLException {
        this.connection = connection;
        this.meta = connection.getMetaData();
        this.catalog = connection.getCatalog();
        this.schema = schema == null ? connection.getSchema() : schema;
        this.wanted = wanted;
        this.h2 = meta.getDatabaseProductName().equals("H2");
    }

    LiveSchema read() throws SQLException {
        Map<String, List<LiveSchema.Check>> checks = new HashMap<>();
        if (h2) {
            each(
                    CHECKS,
                    row -> checks.computeIfAbsent(row.getString(1), table -> new ArrayList<>())
                            .add(new LiveSchema.Check(row.getString(2), row.getString(3))));
            each(
                    DOMAINS,
                    row -> domainChecks
                            .computeIfAbsent(List.of(row.getString(1), row.getString(2)), column -> new ArrayList<>())
                            .add(new LiveSchema.Check(row.getString(3), row.getString(4))));
            each(
                    ENUMS,
                    row -> labels.computeIfAbsent(
                                    List.of(row.getString(1), row.getString(2)), column -> new ArrayList<>())
                            .add(row.getString(3)));
        }
        List<LiveSchema.Table> tables = new ArrayList<>();
        for (String name : names()) {
            Map<String, String> key = new TreeMap<>();
            try (ResultSet row = meta.getPrimaryKeys(catalog, schema, name)) {
                while (row.next()) {
                    key.put(String.format(Locale.ROOT, "%05d", row.getInt("KEY_SEQ")), row.getString("COLUMN_NAME"));
                }
            }
            List<String> keyColumns = List.copyOf(key.values());
            tables.add(new LiveSchema.Table(
                    schema == null ? "" : schema,
                    name,
                    columns(name),
                    keyColumns,
                    foreignKeys(name),
                    uniques(name, keyColumns),
                    checks.getOrDefault(name, List.of())));
        }
        return new LiveSchema(tables, schema == null || schema.equals(connection.getSchema()));
    }

    @FunctionalInterface
    private interface Reading {
        void row(ResultSet row) throws SQLException;
    }

    private void each(String sql, Reading reading) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reading.row(rows);
                }
            }
        }
    }

    private List<String> names() throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet row = meta.getTables(catalog, schema, "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (row.next()) {
                String name = row.getString("TABLE_NAME");
                if (isHere(row) && wanted.test(name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** Of names of schemas drivers make patterns. */
    private boolean isHere(ResultSet row) throws SQLException {
        return schema == null || schema.equals(row.getString("TABLE_SCHEM"));
    }

    private List<LiveSchema.Column> columns(String table) throws SQLException {
        List<LiveSchema.Column> columns = new ArrayList<>();
        try (ResultSet row = meta.getColumns(catalog, schema, escaped(table), "%")) {
            while (row.next()) {
                if (!isHere(row)) {
                    continue;
                }
                String name = row.getString("COLUMN_NAME");
                String sqlType = row.getString("TYPE_NAME");
                int type = row.getInt("DATA_TYPE");
                int size = row.getInt("COLUMN_SIZE");
                int digits = row.getInt("DECIMAL_DIGITS");
                boolean generated = "YES".equals(row.getString("IS_GENERATEDCOLUMN"));
                boolean identity = "YES".equals(row.getString("IS_AUTOINCREMENT"));
                String fallback = row.getString("COLUMN_DEF");
                List<String> place = List.of(table, name);
                List<Object> values = labels.getOrDefault(place, List.of());
                Class<?> java = values.isEmpty() ? SqlType.ofJdbc(type, sqlType) : String.class;
                columns.add(new LiveSchema.Column(
                        name,
                        sqlType,
                        java,
                        row.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
                        fallback != null || identity,
                        false,
                        generated ? fallback == null ? "" : fallback : null,
                        values.isEmpty() ? domain(type, size, digits) : Domain.ANY.values(values),
                        domainChecks.getOrDefault(place, List.of())));
            }
        }
        return columns;
    }

    private String escaped(String name) throws SQLException {
        String escape = meta.getSearchStringEscape();
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }

    private static Domain domain(int type, int size, int digits) {
        return switch (type) {
            case Types.NUMERIC, Types.DECIMAL -> size > 0 && size < 1_000 ? SqlType.numeric(size, digits) : Domain.ANY;
            case Types.CHAR, Types.VARCHAR, Types.NCHAR, Types.NVARCHAR, Types.BINARY, Types.VARBINARY ->
                size > 0 && size <= LONGEST ? Domain.ANY.lengths(new Bounds<>(null, size)) : Domain.ANY;
            default -> Domain.ANY;
        };
    }

    private List<LiveSchema.Key> foreignKeys(String table) throws SQLException {
        record Part(String name, String parent, List<String> columns, List<String> parentColumns) {}
        List<Part> parts = new ArrayList<>();
        try (ResultSet row = meta.getImportedKeys(catalog, schema, table)) {
            while (row.next()) {
                if (row.getInt("KEY_SEQ") == 1) {
                    String parent = row.getString("PKTABLE_NAME");
                    String in = row.getString("PKTABLE_SCHEM");
                    boolean here = schema == null || in == null || in.equals(schema);
                    parts.add(new Part(
                            String.valueOf(row.getString("FK_NAME")),
                            here ? parent : in + "." + parent,
                            new ArrayList<>(),
                            new ArrayList<>()));
                }
                Part last = parts.get(parts.size() - 1);
                last.columns.add(row.getString("FKCOLUMN_NAME"));
                last.parentColumns.add(row.getString("PKCOLUMN_NAME"));
            }
        }
        return parts.stream()
                .map(part -> new LiveSchema.Key(part.name, part.columns, part.parent, part.parentColumns))
                .toList();
    }

    private List<LiveSchema.Unique> uniques(String table, List<String> key) throws SQLException {
        Map<String, List<String>> found = new LinkedHashMap<>();
        try (ResultSet row = meta.getIndexInfo(catalog, schema, table, true, true)) {
            while (row.next()) {
                String index = row.getString("INDEX_NAME");
                String column = row.getString("COLUMN_NAME");
                if (index != null && column != null && !row.getBoolean("NON_UNIQUE")) {
                    found.computeIfAbsent(index, name -> new ArrayList<>()).add(column);
                }
            }
        }
        List<LiveSchema.Unique> uniques = new ArrayList<>();
        found.forEach((name, columns) -> {
            if (!columns.equals(key)) {
                uniques.add(new LiveSchema.Unique(name, columns, null, false));
            }
        });
        return uniques;
    }
}
