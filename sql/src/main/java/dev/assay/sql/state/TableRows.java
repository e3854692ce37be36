package dev.assay.sql.state;

import dev.assay.sql.internal.LiveTables;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A table at a moment.
 *
 * @param columns their names, in order
 * @param key which of them are the primary key; empty if there is none
 * @param rows their values, each in the order of columns
 */
record TableRows(List<String> columns, List<String> key, List<List<@Nullable Object>> rows) {
    static TableRows read(LiveTables.Named table, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM " + table.sql())) {
            ResultSetMetaData about = result.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= about.getColumnCount(); i++) {
                columns.add(about.getColumnName(i));
            }
            List<List<@Nullable Object>> rows = new ArrayList<>();
            while (result.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    row.add(plain(result.getObject(i)));
                }
                rows.add(Collections.unmodifiableList(row));
            }
            return new TableRows(columns, key(table, connection.getMetaData()), rows);
        }
    }

    private static List<String> key(LiveTables.Named table, DatabaseMetaData about) throws SQLException {
        Map<Short, String> columns = new TreeMap<>();
        try (ResultSet rows = about.getPrimaryKeys(table.catalog(), table.schema(), table.name())) {
            while (rows.next()) {
                columns.put(rows.getShort("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(columns.values());
    }

    /** Returns something that is equal to another one if the database's values are. */
    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        } else if (value instanceof Blob bytes) {
            return HexFormat.of().formatHex(bytes.getBytes(1, (int) bytes.length()));
        } else if (value instanceof Clob text) {
            return text.getSubString(1, (int) text.length());
        } else if (value instanceof SQLXML text) {
            return text.getString();
        } else if (value instanceof Array array) {
            return plain(array.getArray());
        } else if (value instanceof Object[] several) {
            List<@Nullable Object> values = new ArrayList<>();
            for (Object each : several) {
                values.add(plain(each));
            }
            return values;
        }
        return value;
    }

    /** Adds in what a later moment of the same table differs. */
    void compare(String table, TableRows later, List<Difference> found) {
        later.columns.stream()
                .filter(column -> !columns.contains(column))
                .forEach(column -> found.add(new Difference.ColumnAdded(table, column)));
        columns.stream()
                .filter(column -> !later.columns.contains(column))
                .forEach(column -> found.add(new Difference.ColumnGone(table, column)));
        List<String> both = columns.stream().filter(later.columns::contains).toList();
        if (!key.isEmpty() && key.equals(later.key)) {
            compareKeyed(table, later, both, found);
        } else {
            compareWhole(table, later, both, found);
        }
    }

    /** A row with its key, which is empty if the table has none. */
    private record Row(List<Object> key, Map<String, @Nullable Object> values) {}

    private void compareKeyed(String table, TableRows later, List<String> both, List<Difference> found) {
        Map<List<Object>, Row> before = keyed();
        Map<List<Object>, Row> after = later.keyed();
        for (Row row : before.values()) {
            Row now = after.get(row.key);
            if (now == null) {
                found.add(new Difference.RowGone(table, row.key, row.values));
            } else {
                compare(table, row, now, both, found);
            }
        }
        for (Row row : after.values()) {
            if (!before.containsKey(row.key)) {
                found.add(new Difference.RowAdded(table, row.key, row.values));
            }
        }
    }

    private static void compare(String table, Row row, Row now, List<String> both, List<Difference> found) {
        for (String column : both) {
            Object was = row.values.get(column);
            Object is = now.values.get(column);
            if (!Objects.equals(was, is)) {
                found.add(new Difference.ValueChanged(table, row.key, column, was, is));
            }
        }
    }

    /** Rows without a key are those of which there are more or fewer. */
    private void compareWhole(String table, TableRows later, List<String> both, List<Difference> found) {
        List<Row> rest = new ArrayList<>();
        for (int i = 0; i < later.rows.size(); i++) {
            rest.add(later.row(i, both));
        }
        for (int i = 0; i < rows.size(); i++) {
            if (!rest.remove(row(i, both))) {
                found.add(new Difference.RowGone(table, List.of(), row(i, columns).values));
            }
        }
        for (Row row : rest) {
            found.add(new Difference.RowAdded(table, List.of(), row.values));
        }
    }

    private Map<List<Object>, Row> keyed() {
        Map<List<Object>, Row> keyed = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            Map<String, @Nullable Object> values = row(i, columns).values;
            List<Object> id = new ArrayList<>();
            for (String column : key) {
                id.add(Objects.requireNonNull(values.get(column)));
            }
            keyed.put(List.copyOf(id), new Row(List.copyOf(id), values));
        }
        return keyed;
    }

    private Row row(int index, List<String> which) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String column : which) {
            values.put(column, rows.get(index).get(columns.indexOf(column)));
        }
        return new Row(List.of(), values);
    }
}
