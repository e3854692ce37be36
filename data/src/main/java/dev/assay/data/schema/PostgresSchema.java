package dev.assay.data.schema;

import dev.assay.data.Domain;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads PostgreSQL's catalogue, from version 12 on: five questions, however many tables there are. */
final class PostgresSchema {
    private static final String TYPES = """
            select t.oid, t.typname, t.typtype, t.typbasetype, t.typtypmod, t.typnotnull, t.typdefault is not null,
                   t.typelem, t.typcategory,
                   (select array_agg(e.enumlabel::text order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid)
              from pg_type t
            """;
    private static final String COLUMNS = """
            select c.oid, c.relname, a.attname, a.atttypid, a.atttypmod, a.attnotnull, a.attidentity, a.attgenerated,
                   pg_get_expr(d.adbin, d.adrelid), format_type(a.atttypid, a.atttypmod)
              from pg_class c
              join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
              left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
             where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = ?::regnamespace
             order by c.relname, a.attnum
            """;
    private static final String CONSTRAINTS = """
            select k.conrelid, k.contypid, k.conname, k.contype, pg_get_expr(k.conbin, k.conrelid),
                   pg_get_constraintdef(k.oid), f.relname, fn.nspname = ?,
                   (select array_agg(a.attname::text order by x.n) from unnest(k.conkey) with ordinality x(num, n)
                      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = x.num),
                   (select array_agg(a.attname::text order by x.n) from unnest(k.confkey) with ordinality x(num, n)
                      join pg_attribute a on a.attrelid = k.confrelid and a.attnum = x.num),
                   fn.nspname
              from pg_constraint k
              left join pg_class c on c.oid = k.conrelid
              left join pg_class f on f.oid = k.confrelid
              left join pg_namespace fn on fn.oid = f.relnamespace
             where k.contype in ('p', 'f', 'c', 'x') and k.conparentid = 0
               and (c.relnamespace = ?::regnamespace or k.contypid <> 0)
               and coalesce(to_jsonb(k) ->> 'conenforced', 'true') = 'true'
             order by k.conrelid, k.conname
            """;
    private static final String INDEXES = """
            select i.indrelid, x.relname, pg_get_expr(i.indpred, i.indrelid),
                   coalesce(to_jsonb(i) ->> 'indnullsnotdistinct', 'false') = 'true',
                   (select array_agg(coalesce(a.attname::text, pg_get_indexdef(i.indexrelid, k.n::int, true)) order by k.n)
                      from unnest(i.indkey::int2[]) with ordinality k(num, n)
                      left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.num and k.num > 0
                     where k.n <= i.indnkeyatts)
              from pg_index i
              join pg_class c on c.oid = i.indrelid
              join pg_class x on x.oid = i.indexrelid
             where i.indisunique and i.indislive and not i.indisprimary and not i.indisexclusion
               and c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = ?::regnamespace
             order by i.indrelid, x.relname
            """;
    private static final String PARTITIONS = """
            select h.inhparent, string_agg(pg_get_partition_constraintdef(p.oid), ' OR ' order by p.relname),
                   bool_or(pg_get_expr(p.relpartbound, p.oid) = 'DEFAULT')
              from pg_partitioned_table t
              join pg_class c on c.oid = t.partrelid and not c.relispartition
              join pg_inherits h on h.inhparent = c.oid
              join pg_class p on p.oid = h.inhrelid
             where t.partstrat in ('r', 'l') and c.relnamespace = ?::regnamespace
             group by h.inhparent
            """;

    private final Connection connection;
    private final String schema;
    private final Predicate<String> wanted;
    private final Map<Long, Type> types = new HashMap<>();
    private final Map<Long, List<LiveSchema.Check>> domainChecks = new HashMap<>();
    private final Map<Long, Table> tables = new LinkedHashMap<>();

    PostgresSchema(Connection connection, @Nullable String schema, Predicate<String> wanted) throws SQLException {
        this.connection = connection;
        this.schema = schema == null ? Objects.requireNonNullElse(connection.getSchema(), "public") : schema;
        this.wanted = wanted;
    }

    private record Type(
            String name,
            char kind,
            long base,
            int modifier,
            boolean notNull,
            boolean hasDefault,
            long element,
            List<String> labels) {}

    private record Table(
            String name,
            List<LiveSchema.Column> columns,
            List<String> key,
            List<LiveSchema.Key> foreignKeys,
            List<LiveSchema.Unique> uniques,
            List<LiveSchema.Check> checks) {}

    LiveSchema read() throws SQLException {
        each(TYPES, List.of(), this::type);
        String quoted = '"' + schema.replace("\"", "\"\"") + '"';
        each(CONSTRAINTS, List.of(schema, quoted), row -> {
            if (row.getLong(2) != 0) {
                domainChecks
                        .computeIfAbsent(row.getLong(2), domain -> new ArrayList<>())
                        .add(new LiveSchema.Check(row.getString(3), row.getString(5)));
            }
        });
        each(COLUMNS, List.of(quoted), this::column);
        each(CONSTRAINTS, List.of(schema, quoted), this::constraint);
        each(INDEXES, List.of(quoted), this::index);
        each(PARTITIONS, List.of(quoted), row -> {
            Table table = tables.get(row.getLong(1));
            if (table != null && !row.getBoolean(3)) {
                table.checks.add(new LiveSchema.Check("partitions of " + table.name, row.getString(2)));
            }
        });
        return new LiveSchema(
                tables.values().stream()
                        .map(table -> new LiveSchema.Table(
                                schema,
                                table.name,
                                table.columns,
                                table.key,
                                table.foreignKeys,
                                table.uniques,
                                table.checks))
                        .toList(),
                schema.equals(connection.getSchema()));
    }

    @FunctionalInterface
    private interface Reading {
        void row(ResultSet row) throws SQLException;
    }

    private void each(String sql, List<String> parameters, Reading reading) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setString(i + 1, parameters.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reading.row(rows);
                }
            }
        }
    }

    private static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    private void type(ResultSet row) throws SQLException {
        types.put(
                row.getLong(1),
                new Type(
                        row.getString(2),
                        row.getString(3).charAt(0),
                        row.getLong(4),
                        row.getInt(5),
                        row.getBoolean(6),
                        row.getBoolean(7),
                        row.getLong(8),
                        texts(row.getArray(10))));
    }

    private void column(ResultSet row) throws SQLException {
        String name = row.getString(2);
        if (!wanted.test(name)) {
            return;
        }
        Table table = tables.computeIfAbsent(
                row.getLong(1),
                oid -> new Table(
                        name,
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>()));
        boolean notNull = row.getBoolean(6);
        boolean hasDefault = row.getString(9) != null || !row.getString(7).isEmpty();
        boolean generated = !row.getString(8).isEmpty();
        int modifier = row.getInt(5);
        List<LiveSchema.Check> checks = new ArrayList<>();
        long oid = row.getLong(4);
        Type type = Objects.requireNonNull(types.get(oid));
        while (type.kind == 'd') {
            checks.addAll(domainChecks.getOrDefault(oid, List.of()));
            notNull |= type.notNull;
            hasDefault |= type.hasDefault;
            modifier = modifier < 0 ? type.modifier : modifier;
            oid = type.base;
            type = Objects.requireNonNull(types.get(oid));
        }
        Type element = types.get(type.element);
        Class<?> java =
                type.kind == 'e' ? String.class : SqlType.ofPostgres(type.name, element == null ? "" : element.name);
        Domain domain = type.kind == 'e' ? Domain.ANY.values(type.labels) : SqlType.domain(type.name, modifier);
        table.columns.add(new LiveSchema.Column(
                row.getString(3),
                row.getString(10),
                java,
                !notNull,
                hasDefault,
                row.getString(7).equals("a"),
                generated ? row.getString(9) : null,
                domain,
                checks));
    }

    private void constraint(ResultSet row) throws SQLException {
        Table table = tables.get(row.getLong(1));
        if (table == null) {
            return;
        }
        String name = row.getString(3);
        switch (row.getString(4)) {
            case "p" -> table.key.addAll(texts(row.getArray(9)));
            case "c" -> table.checks.add(new LiveSchema.Check(name, row.getString(5)));
            case "x" -> table.checks.add(new LiveSchema.Check(name, row.getString(6)));
            default -> {
                String parent = row.getBoolean(8) ? row.getString(7) : row.getString(11) + "." + row.getString(7);
                table.foreignKeys.add(
                        new LiveSchema.Key(name, texts(row.getArray(9)), parent, texts(row.getArray(10))));
            }
        }
    }

    private void index(ResultSet row) throws SQLException {
        Table table = tables.get(row.getLong(1));
        if (table != null) {
            table.uniques.add(new LiveSchema.Unique(
                    row.getString(2), texts(row.getArray(5)), row.getString(3), row.getBoolean(4)));
        }
    }
}
