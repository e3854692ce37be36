package dev.assay.data.load;

import dev.assay.data.Entity;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL knows of the tables of a load.
 *
 * @param owned whether the connection's role may do with all of them what their owner may
 */
record PostgresCatalog(List<PostgresTable> tables, boolean owned) {
    /** Tables by name, in the schema that is named or those that are looked in, exactly so written or in small letters. */
    private static final String TABLES = """
            SELECT c.oid, c.oid::regclass::text, pg_has_role(c.relowner, 'USAGE'),
                   c.relkind = 'r' AND NOT c.relispartition AND NOT c.relhassubclass
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'f', 'v') AND c.relname IN (?, lower(?))
              AND CASE WHEN ? = '' THEN pg_table_is_visible(c.oid) ELSE n.nspname IN (?, lower(?)) END
            ORDER BY c.relname = ? DESC, n.nspname = ? DESC LIMIT 1
            """;

    private static final String ALL = """
            SELECT relname FROM pg_class
            WHERE relkind IN ('r', 'p') AND pg_table_is_visible(oid) AND relnamespace <> 'pg_catalog'::regnamespace
            """;

    /** Columns, whose types are what domains are made of. */
    private static final String COLUMNS = """
            WITH RECURSIVE base AS (
              SELECT a.attrelid, a.attnum, t.* FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
              WHERE a.attrelid = ANY (?) AND a.attnum > 0 AND NOT a.attisdropped
              UNION ALL
              SELECT b.attrelid, b.attnum, t.* FROM base b JOIN pg_type t ON t.oid = b.typbasetype WHERE b.typtype = 'd')
            SELECT a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod), b.oid, b.typname, b.typtype,
                   a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AND a.attgenerated = '', a.attgenerated <> '',
                   a.attidentity <> '', CASE WHEN b.typcategory = 'A' THEN b.typelem ELSE 0 END, e.typname, e.typtype,
                   CASE WHEN 'e' IN (b.typtype, e.typtype)
                     THEN ARRAY(SELECT l.enumlabel::text FROM pg_enum l
                                WHERE l.enumtypid = CASE WHEN b.typtype = 'e' THEN b.oid ELSE e.oid END
                                ORDER BY l.enumsortorder)
                   END
            FROM pg_attribute a JOIN base b ON b.attrelid = a.attrelid AND b.attnum = a.attnum AND b.typtype <> 'd'
            LEFT JOIN pg_type e ON e.oid = b.typelem
            ORDER BY a.attrelid, a.attnum
            """;

    private record Found(Entity entity, long oid, String name, boolean owned, boolean simple) {}

    /** Says what a column's type is to binary COPY. */
    private record Kind(
            String name,
            boolean isEnum,
            long element,
            @Nullable String elementName,
            boolean ofEnum,
            List<String> labels) {
        ColumnType form() {
            if (isEnum) {
                return ColumnType.ofLabels(name, labels);
            } else if (element == 0 || elementName == null) {
                return ColumnType.ofPostgres(name);
            }
            return ColumnType.ofArray(
                    name, ofEnum ? ColumnType.ofLabels(elementName, labels) : ColumnType.ofPostgres(elementName));
        }
    }

    /**
     * Reads what is known of the tables of entities.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-060 if a table is not there, ASSAY-DATA-061 if its columns are
     *     not the entity's, ASSAY-DATA-062 if a column takes no such values
     */
    static PostgresCatalog read(Connection connection, List<Entity> entities) throws SQLException {
        List<Found> found = new ArrayList<>();
        for (Entity entity : entities) {
            found.add(find(connection, entity));
        }
        Map<Long, List<LiveColumn>> columns = new HashMap<>();
        Map<LiveColumn, Kind> kinds = new HashMap<>();
        readColumns(connection, found, columns, kinds);
        List<PostgresTable> tables = new ArrayList<>();
        for (Found each : found) {
            List<LiveColumn> own = columns.getOrDefault(each.oid(), List.of());
            LiveTable live = LiveTable.of(each.entity(), each.name(), own);
            tables.add(new PostgresTable(live, each.oid(), each.simple(), types(live, kinds)));
        }
        return new PostgresCatalog(List.copyOf(tables), found.stream().allMatch(Found::owned));
    }

    private static Found find(Connection connection, Entity entity) throws SQLException {
        String name = entity.table();
        String schema = entity.schema().orElse("");
        try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
            String[] values = {name, name, schema, schema, schema, name, schema};
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    return new Found(entity, row.getLong(1), row.getString(2), row.getBoolean(3), row.getBoolean(4));
                }
            }
        }
        List<String> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ALL)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        throw LiveTable.missing(entity, all);
    }

    private static void readColumns(
            Connection connection, List<Found> tables, Map<Long, List<LiveColumn>> columns, Map<LiveColumn, Kind> kinds)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setArray(
                    1, oids(connection, tables.stream().map(Found::oid).toList()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Array labels = row.getArray(13);
                    Kind kind = new Kind(
                            row.getString(5),
                            row.getString(6).equals("e"),
                            row.getLong(10),
                            row.getString(11),
                            "e".equals(row.getString(12)),
                            labels == null ? List.of() : List.of((String[]) labels.getArray()));
                    LiveColumn column = new LiveColumn(
                            row.getString(2),
                            row.getString(3),
                            kind.form(),
                            row.getBoolean(7),
                            row.getBoolean(8),
                            row.getBoolean(9));
                    columns.computeIfAbsent(row.getLong(1), each -> new ArrayList<>())
                            .add(column);
                    kinds.put(column, kind);
                }
            }
        }
    }

    static Array oids(Connection connection, List<Long> oids) throws SQLException {
        return connection.createArrayOf("oid", oids.toArray());
    }

    private static @Nullable List<CopyType> types(LiveTable table, Map<LiveColumn, Kind> kinds) {
        List<CopyType> types = new ArrayList<>();
        boolean known = true;
        for (LiveTable.Target target : table.targets()) {
            Kind kind = Objects.requireNonNull(kinds.get(target.column()));
            CopyType type = type(kind);
            Class<?> values = Boxes.of(target.field().type());
            if (type == null) {
                known = false;
            } else if (values != Object.class && !type.takes().test(values)) {
                throw LiveTable.unfit(table.entity(), target);
            } else {
                types.add(type);
            }
        }
        return known ? List.copyOf(types) : null;
    }

    private static @Nullable CopyType type(Kind kind) {
        if (kind.isEnum()) {
            return CopyType.ofEnum(kind.labels());
        } else if (kind.element() == 0 || kind.elementName() == null) {
            return CopyType.of(kind.name());
        }
        CopyType element = kind.ofEnum() ? CopyType.ofEnum(kind.labels()) : CopyType.of(kind.elementName());
        return element == null ? null : CopyType.ofArray(kind.element(), element);
    }

    static String quote(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
