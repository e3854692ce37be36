package dev.assay.data.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keys and indexes of the tables of a load: dropped before the rows come and made again, as PostgreSQL itself describes
 * them, behind the last; or left in force and checked at the end.
 *
 * <p>What its description does not say in full stays: what has storage options, a tablespace or a comment of its own, is
 * what the table is clustered or replicated by, what a view needs, and what keys of other tables refer to.
 */
final class PostgresConstraints {
    private static final String KEYS = """
            SELECT c.conname, c.conrelid, c.confrelid, c.conindid, c.conrelid::regclass::text, pg_get_constraintdef(c.oid),
                   c.condeferrable, pg_has_role(t.relowner, 'USAGE'),
                   obj_description(c.oid, 'pg_constraint') IS NULL
            FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
            WHERE c.contype = 'f' AND c.conparentid = 0 AND (c.conrelid = ANY (?) OR c.confrelid = ANY (?))
            ORDER BY c.oid
            """;

    private static final String INDEXES = """
            SELECT i.indexrelid, i.indrelid, i.indrelid::regclass::text, i.indexrelid::regclass::text, c.conname,
                   CASE WHEN c.oid IS NULL THEN pg_get_indexdef(i.indexrelid) ELSE pg_get_constraintdef(c.oid) END
            FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
            LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.conrelid = i.indrelid AND c.contype IN ('p', 'u', 'x')
            WHERE i.indrelid = ANY (?) AND i.indisvalid AND NOT i.indisclustered AND NOT i.indisreplident
              AND x.reloptions IS NULL AND x.reltablespace = 0 AND obj_description(i.indexrelid, 'pg_class') IS NULL
              AND (c.oid IS NULL OR obj_description(c.oid, 'pg_constraint') IS NULL)
              AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.refclassid = 'pg_constraint'::regclass
                              AND d.refobjid = c.oid AND d.classid = 'pg_rewrite'::regclass)
            ORDER BY i.indrelid, i.indexrelid
            """;

    private static final String TRUNCATABLE =
            "SELECT tgrelid FROM pg_trigger WHERE tgrelid = ANY (?) AND NOT tgisinternal AND tgtype & 32 <> 0";

    private record Key(
            String name,
            long table,
            long parent,
            long index,
            String tableName,
            String definition,
            boolean deferrable,
            boolean owned,
            boolean described) {}

    private record Index(
            long oid,
            long table,
            String tableName,
            String name,
            @Nullable String constraint,
            String definition) {}

    private final Connection connection;
    private final List<PostgresTable> tables;
    private final List<Key> keys = new ArrayList<>();
    private final List<Index> indexes = new ArrayList<>();
    private final List<Key> kept = new ArrayList<>();
    private final List<String> restoring = new ArrayList<>();

    private PostgresConstraints(Connection connection, List<PostgresTable> tables) {
        this.connection = connection;
        this.tables = tables;
    }

    static PostgresConstraints read(Connection connection, List<PostgresTable> tables) throws SQLException {
        PostgresConstraints constraints = new PostgresConstraints(connection, tables);
        constraints.readKeys();
        constraints.readIndexes();
        return constraints;
    }

    private List<Long> oids() {
        return tables.stream().map(PostgresTable::oid).toList();
    }

    private void readKeys() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(KEYS)) {
            statement.setArray(1, PostgresCatalog.oids(connection, oids()));
            statement.setArray(2, PostgresCatalog.oids(connection, oids()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    keys.add(new Key(
                            row.getString(1),
                            row.getLong(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getString(5),
                            row.getString(6),
                            row.getBoolean(7),
                            row.getBoolean(8),
                            row.getBoolean(9)));
                }
            }
        }
        kept.addAll(keys);
    }

    private void readIndexes() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INDEXES)) {
            statement.setArray(1, PostgresCatalog.oids(connection, oids()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    indexes.add(new Index(
                            row.getLong(1),
                            row.getLong(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6)));
                }
            }
        }
    }

    /** Drops what can be made again. */
    void drop() throws SQLException {
        Set<Long> simple = tables.stream()
                .filter(PostgresTable::simple)
                .map(PostgresTable::oid)
                .collect(Collectors.toSet());
        List<Key> keysAgain = keys.stream()
                .filter(key -> key.described() && simple.contains(key.table()) && simple.contains(key.parent()))
                .toList();
        kept.removeAll(keysAgain);
        Set<Long> needed = kept.stream().map(Key::index).collect(Collectors.toSet());
        List<Index> indexesAgain = indexes.stream()
                .filter(index -> simple.contains(index.table()) && !needed.contains(index.oid()))
                .toList();
        List<String> dropping = new ArrayList<>();
        alter(
                dropping,
                keysAgain.stream()
                        .collect(grouping(key -> key.tableName(), key -> "DROP CONSTRAINT " + quote(key.name()))));
        for (Index index : indexesAgain) {
            if (index.constraint() == null) {
                dropping.add("DROP INDEX " + index.name());
                restoring.add(index.definition());
            }
        }
        List<Index> constraints = indexesAgain.stream()
                .filter(index -> index.constraint() != null)
                .toList();
        alter(
                dropping,
                constraints.stream()
                        .collect(grouping(Index::tableName, index -> "DROP CONSTRAINT " + quote(index.constraint()))));
        alter(
                restoring,
                constraints.stream()
                        .collect(grouping(
                                Index::tableName,
                                index -> "ADD CONSTRAINT " + quote(index.constraint()) + " " + index.definition())));
        alter(
                restoring,
                keysAgain.stream()
                        .collect(grouping(
                                key -> key.tableName(),
                                key -> "ADD CONSTRAINT " + quote(key.name()) + " " + key.definition())));
        run(dropping);
    }

    private static String quote(@Nullable String name) {
        return PostgresCatalog.quote(String.valueOf(name));
    }

    private static <T> Collector<T, ?, TreeMap<String, String>> grouping(
            Function<T, String> table, Function<T, String> action) {
        return Collectors.groupingBy(table, TreeMap::new, Collectors.mapping(action, Collectors.joining(", ")));
    }

    private static void alter(List<String> statements, Map<String, String> actions) {
        actions.forEach((table, all) -> statements.add("ALTER TABLE " + table + " " + all));
    }

    /** Truncates empty tables, so that COPY may freeze their rows, and returns them. */
    List<PostgresTable> truncate() throws SQLException {
        Set<Long> without = new HashSet<>();
        kept.forEach(key -> without.add(key.parent()));
        try (PreparedStatement statement = connection.prepareStatement(TRUNCATABLE)) {
            statement.setArray(1, PostgresCatalog.oids(connection, oids()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    without.add(row.getLong(1));
                }
            }
        }
        List<PostgresTable> truncated = tables.stream()
                .filter(table -> table.simple() && !without.contains(table.oid()))
                .toList();
        if (!truncated.isEmpty()) {
            run(List.of("TRUNCATE "
                    + String.join(
                            ", ", truncated.stream().map(PostgresTable::name).toList())));
        }
        return truncated;
    }

    /** Puts off checking keys that lead to rows which come later. */
    void defer() throws SQLException {
        Map<Long, Integer> order = new HashMap<>();
        tables.forEach(table -> order.put(table.oid(), order.size()));
        List<String> now = new ArrayList<>();
        List<String> then = new ArrayList<>();
        for (Key key : kept) {
            Integer own = order.get(key.table());
            Integer parent = order.get(key.parent());
            if (own != null && parent != null && own < parent && (key.deferrable() || key.owned())) {
                String alter = "ALTER TABLE " + key.tableName() + " ALTER CONSTRAINT " + quote(key.name());
                if (!key.deferrable()) {
                    now.add(alter + " DEFERRABLE INITIALLY DEFERRED");
                    then.add(alter + " NOT DEFERRABLE");
                }
            }
        }
        if (!now.isEmpty() || kept.stream().anyMatch(Key::deferrable)) {
            now.add("SET CONSTRAINTS ALL DEFERRED");
            restoring.add(0, "SET CONSTRAINTS ALL IMMEDIATE");
        }
        restoring.addAll(then);
        run(now);
    }

    /** Returns what makes all as it was, in order. */
    List<String> restoring() {
        return restoring;
    }

    /** Sends statements together: what waits for the server waits once. */
    private void run(List<String> statements) throws SQLException {
        if (!statements.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(String.join(";\n", statements));
            }
        }
    }
}
