package dev.assay.sql.state;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One thing in which two moments of a database differ.
 *
 * @since 0.1
 */
public sealed interface Difference {
    /** Returns the table that it is in, with its schema unless that is the usual one. */
    String table();

    /** Returns it in one line, without the table. */
    String line();

    /** A table is new. */
    record TableAdded(String table) implements Difference {
        @Override
        public String line() {
            return "+ table";
        }
    }

    /** A table is gone. */
    record TableGone(String table) implements Difference {
        @Override
        public String line() {
            return "- table";
        }
    }

    /** A column is new. */
    record ColumnAdded(String table, String column) implements Difference {
        @Override
        public String line() {
            return "+ column " + column;
        }
    }

    /** A column is gone. */
    record ColumnGone(String table, String column) implements Difference {
        @Override
        public String line() {
            return "- column " + column;
        }
    }

    /**
     * A row is new.
     *
     * @param key the values of its primary key; empty if the table has none
     * @param values all of its values by column
     */
    record RowAdded(String table, List<Object> key, Map<String, @Nullable Object> values) implements Difference {
        @Override
        public String line() {
            return "+ " + shown(values);
        }
    }

    /**
     * A row is gone.
     *
     * @param key the values of its primary key; empty if the table has none
     * @param values all of its values by column
     */
    record RowGone(String table, List<Object> key, Map<String, @Nullable Object> values) implements Difference {
        @Override
        public String line() {
            return "- " + shown(values);
        }
    }

    /**
     * A row has another value in a column.
     *
     * @param key the values of the row's primary key
     */
    record ValueChanged(
            String table,
            List<Object> key,
            String column,
            @Nullable Object before,
            @Nullable Object after) implements Difference {
        @Override
        public String line() {
            return "~ " + key.stream().map(Difference::shown).collect(Collectors.joining(", ")) + ": " + column + " "
                    + shown(before) + " -> " + shown(after);
        }
    }

    private static String shown(Map<String, @Nullable Object> values) {
        return values.entrySet().stream()
                .map(each -> each.getKey() + " " + shown(each.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String shown(@Nullable Object value) {
        return value instanceof String text ? "'" + text + "'" : String.valueOf(value);
    }
}
