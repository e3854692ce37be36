package dev.assay.data.schema;

import dev.assay.data.Domain;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a database says of itself, before anybody makes sense of it.
 *
 * @param own whether connections begin in the schema, so that it need not be named
 */
record LiveSchema(List<Table> tables, boolean own) {
    LiveSchema {
        tables = List.copyOf(tables);
    }

    Optional<Table> table(String name) {
        Optional<Table> exact =
                tables.stream().filter(table -> table.name().equals(name)).findFirst();
        return exact.isPresent()
                ? exact
                : tables.stream()
                        .filter(table -> table.name().equalsIgnoreCase(name))
                        .findFirst();
    }

    /** Returns this schema with some tables alone, and those that their foreign keys lead to. */
    LiveSchema rootedAt(Set<String> roots, Set<String> ignoredKeys) {
        Set<String> reached = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(roots);
        while (!next.isEmpty()) {
            String name = next.remove();
            if (reached.add(name)) {
                table(name).stream()
                        .flatMap(table -> table.foreignKeys().stream())
                        .filter(key -> !ignoredKeys.contains(key.name()))
                        .forEach(key -> next.add(key.parent()));
            }
        }
        return new LiveSchema(
                tables.stream().filter(table -> reached.contains(table.name())).toList(), own);
    }

    record Table(
            String schema,
            String name,
            List<Column> columns,
            List<String> key,
            List<Key> foreignKeys,
            List<Unique> uniques,
            List<Check> checks) {
        Optional<Column> column(String of) {
            Optional<Column> exact =
                    columns.stream().filter(column -> column.name().equals(of)).findFirst();
            return exact.isPresent()
                    ? exact
                    : columns.stream()
                            .filter(column -> column.name().equalsIgnoreCase(of))
                            .findFirst();
        }
    }

    /**
     * A column.
     *
     * @param sqlType what the database calls its type
     * @param type what its values are in Java; {@code Object} if nothing is known of them
     * @param always whether the database refuses to be told its values, as of an identity
     * @param generated the expression that it is computed by
     * @param checks what its domain demands of {@code VALUE}
     */
    record Column(
            String name,
            String sqlType,
            Class<?> type,
            boolean nullable,
            boolean hasDefault,
            boolean always,
            @Nullable String generated,
            Domain domain,
            List<Check> checks) {}

    record Key(String name, List<String> columns, String parent, List<String> parentColumns) {}

    /**
     * What differs from row to row.
     *
     * @param columns columns, or expressions of them
     * @param where which rows it is for, in SQL
     * @param nullsEqual whether two rows without a value are equal
     */
    record Unique(
            String name, List<String> columns, @Nullable String where, boolean nullsEqual) {}

    record Check(String name, String text) {}
}
