package dev.assay.sql.state;

import dev.assay.sql.internal.LiveTables;
import java.sql.Array;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        } else if (value instanceof Clob text) {
            return text.getSubString(1, (int) text.length());
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

    private void compareKeyed(String table, TableRows later, List<String> both, List<Difference> found) {
        Map<List<Object>, Map<String, @Nullable Object>> before = keyed();
        Map<List<Object>, Map<String, @Nullable Object>> after = later.keyed();
        before.forEach((id, values) -> {
            Map<String, @Nullable Object> now = after.get(id);
            if (now == null) {
                found.add(new Difference.RowGone(table, id, values));
                return;
            }
            for (String column : both) {
                if (!java.util.Objects.equals(values.get(column), now.get(column))) {
                    found.add(new Difference.ValueChanged(table, id, column, values.get(column), now.get(column)));
                }
            }
        });
        after.forEach((id, values) -> {
            if (!before.containsKey(id)) {
                found.add(new Difference.RowAdded(table, id, values));
            }
        });
    }

    /** Rows without a key are those of which there are more or fewer. */
    private void compareWhole(String table, TableRows later, List<String> both, List<Difference> found) {
        List<Map<String, @Nullable Object>> rest = new ArrayList<>();
        later.rows.forEach(row -> rest.add(later.byColumn(row, both)));
        for (List<@Nullable Object> row : rows) {
            if (!rest.remove(byColumn(row, both))) {
                found.add(new Difference.RowGone(table, List.of(), byColumn(row, columns)));
            }
        }
        rest.forEach(values -> found.add(new Difference.RowAdded(table, List.of(), values)));
    }

    private Map<List<Object>, Map<String, @Nullable Object>> keyed() {
        Map<List<Object>, Map<String, @Nullable Object>> keyed = new LinkedHashMap<>();
        for (List<@Nullable Object> row : rows) {
            Map<String, @Nullable Object> values = byColumn(row, columns);
            Object[] id = key.stream().map(values::get).toArray();
            keyed.put(List.copyOf(Arrays.asList(id)), values);
        }
        return keyed;
    }

    private Map<String, @Nullable Object> byColumn(List<@Nullable Object> row, List<String> which) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String column : which) {
            values.put(column, row.get(columns.indexOf(column)));
        }
        return values;
    }
}
