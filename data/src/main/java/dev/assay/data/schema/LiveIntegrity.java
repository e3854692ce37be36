package dev.assay.data.schema;

import dev.assay.data.Constraint;
import dev.assay.data.Domain;
import dev.assay.data.Entity;
import dev.assay.data.Field;
import dev.assay.data.Integrity;
import dev.assay.data.Integrity.Violation;
import dev.assay.data.Model;
import dev.assay.data.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a database's rows by asking it.
 *
 * <p>Longer than most classes: every question stands here with what its answer means.
 */
final class LiveIntegrity {
    private static final int FETCHED = 10_000;

    private final Connection connection;
    private final String quotes;
    private final Model model;
    private final LiveTables live;
    private final Map<String, Long> rows = new LinkedHashMap<>();
    private final List<Violation> first = new ArrayList<>();
    private long broken;

    LiveIntegrity(Connection connection, Model model, LiveTables live) throws SQLException {
        this.connection = connection;
        // A space where a database has none.
        this.quotes = connection.getMetaData().getIdentifierQuoteString().trim();
        this.model = model;
        this.live = live;
    }

    Integrity verify() throws SQLException {
        for (Entity entity : model.entities()) {
            Place place = new Place(entity);
            conditions(place);
            inJava(place);
            for (Constraint.Unique unique : uniques(entity)) {
                unique(place, unique);
            }
            for (Relation relation : entity.relations()) {
                relation(place, relation);
            }
        }
        return new Integrity(rows, broken, first);
    }

    /** Where an entity's rows are. */
    private final class Place {
        final Entity entity;
        final LiveSchema.Table table;
        final String name;

        Place(Entity entity) {
            this.entity = entity;
            this.table = live.of(entity).orElseThrow();
            this.name = table.schema().isEmpty()
                    ? quoted(table.name())
                    : quoted(table.schema()) + "." + quoted(table.name());
        }

        String column(String field) {
            return quoted(
                    table.column(entity.field(field).column()).orElseThrow().name());
        }

        Class<?> type(String field) {
            return table.column(entity.field(field).column()).orElseThrow().type();
        }

        List<String> columns(List<String> fields) {
            return fields.stream().map(this::column).toList();
        }

        /** What a row is known by: its key, or all that there is. */
        List<String> key() {
            return entity.key();
        }
    }

    private String quoted(String name) {
        return quotes.isEmpty() ? name : quotes + name.replace(quotes, quotes + quotes) + quotes;
    }

    /**
     * What some rows break.
     *
     * @param field what errors call it
     * @param sql which rows break it
     * @param shown the fields whose values are shown
     */
    private record Broken(String field, String sql, List<String> shown, String problem) {}

    /** Asks once for all that can be said of a row alone. */
    private void conditions(Place place) throws SQLException {
        List<Broken> all = new ArrayList<>();
        for (Field field : place.entity.fields()) {
            field(place, field, all);
        }
        for (Constraint constraint : place.entity.constraints()) {
            constraint(place, constraint, all);
        }
        String sums = all.stream()
                .map(each -> ", sum(case when " + each.sql + " then 1 else 0 end)")
                .collect(Collectors.joining());
        long[] counts = new long[all.size()];
        each("select count(*)" + sums + " from " + place.name, row -> {
            rows.put(place.entity.name(), row.getLong(1));
            for (int i = 0; i < counts.length; i++) {
                counts[i] = row.getLong(i + 2);
            }
        });
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                broken += counts[i];
                offenders(place, all.get(i));
            }
        }
    }

    private void field(Place place, Field field, List<Broken> all) {
        String column = place.column(field.name());
        List<String> shown = List.of(field.name());
        Domain domain = field.domain();
        if (!field.nullable()) {
            all.add(new Broken(field.name(), column + " is null", shown, "which cannot be"));
        }
        if (!domain.values().isEmpty()) {
            String values = domain.values().stream().map(SqlValue::literal).collect(Collectors.joining(", "));
            // An enum's column compares with its own constants alone.
            String comparable = field.type() == String.class ? "cast(" + column + " as varchar)" : column;
            all.add(new Broken(
                    field.name(),
                    comparable + " not in (" + values + ")",
                    shown,
                    "which is none of " + domain.values()));
        }
        if (!domain.numbers().isOpen()) {
            all.add(outside(
                    field, column, domain.numbers().least(), domain.numbers().most(), domain.numbers()));
        }
        if (!domain.times().isOpen()) {
            boolean zoned = place.type(field.name()) == OffsetDateTime.class;
            all.add(outside(
                    field,
                    column,
                    point(domain.times().least(), zoned),
                    point(domain.times().most(), zoned),
                    domain.times()));
        }
        if (!domain.lengths().isOpen() && field.type() == String.class) {
            String length = "char_length(cast(" + column + " as varchar))";
            all.add(outside(
                    field, length, domain.lengths().least(), domain.lengths().most(), domain.lengths()));
        }
    }

    /** What bounds a point in time has a zone, lest it is one of the session's own. */
    private static @Nullable Object point(@Nullable LocalDateTime bound, boolean zoned) {
        return bound == null || !zoned ? bound : bound.atOffset(ZoneOffset.UTC);
    }

    private static Broken outside(
            Field field, String value, @Nullable Object least, @Nullable Object most, Object bounds) {
        List<String> parts = new ArrayList<>();
        if (least != null) {
            parts.add(value + " < " + SqlValue.literal(least));
        }
        if (most != null) {
            parts.add(value + " > " + SqlValue.literal(most));
        }
        String problem = value.startsWith("char_length") ? "whose length is not " + bounds : "not " + bounds;
        return new Broken(field.name(), String.join(" or ", parts), List.of(field.name()), problem);
    }

    private static void constraint(Place place, Constraint constraint, List<Broken> all) {
        String sql = null;
        if (constraint instanceof Constraint.Order order) {
            sql = place.column(order.lower()) + (order.strictly() ? " >= " : " > ") + place.column(order.upper());
        } else if (constraint instanceof Constraint.Differ differ) {
            sql = place.column(differ.left()) + " = " + place.column(differ.right());
        } else if (constraint instanceof Constraint.Check check && check.holds() instanceof RowCondition condition) {
            sql = "not (" + condition.sql() + ")";
        }
        if (sql != null) {
            all.add(new Broken(constraint.name(), sql, constraint.fields(), "which it does not allow"));
        }
    }

    private void offenders(Place place, Broken each) throws SQLException {
        List<String> columns = new ArrayList<>(place.columns(each.shown));
        columns.addAll(place.columns(place.key()));
        each(
                "select " + String.join(", ", columns) + " from " + place.name + " where " + each.sql + order(place)
                        + " fetch first " + Integrity.SHOWN + " rows only",
                row -> first.add(new Violation(
                        place.entity.name(), -1, each.field, shown(place, each.shown, row), each.problem)));
    }

    private static String order(Place place) {
        return place.key().isEmpty() ? "" : " order by " + String.join(", ", place.columns(place.key()));
    }

    /** The values, and behind them the key, which names the row. */
    private static String shown(Place place, List<String> fields, ResultSet row) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            values.add(String.valueOf(row.getString(i + 1)));
        }
        List<String> key = new ArrayList<>();
        for (int i = 0; i < place.key().size(); i++) {
            key.add(place.key().get(i) + " = " + row.getString(fields.size() + i + 1));
        }
        String said = values.size() == 1 ? values.get(0) : values.toString();
        return key.isEmpty() || fields.equals(place.key()) ? said : said + " where " + String.join(", ", key);
    }

    /** Reads the columns of checks that are written in Java, and of regular expressions, which databases read otherwise. */
    private void inJava(Place place) throws SQLException {
        List<Constraint.Check> checks = new ArrayList<>();
        for (Constraint constraint : place.entity.constraints()) {
            // Of the domains of computed fields the database is asked as of others.
            if (constraint instanceof Constraint.Check check
                    && !(check.holds() instanceof RowCondition)
                    && !(check.holds() instanceof WithinDomain)) {
                checks.add(check);
            }
        }
        for (Field field : place.entity.fields()) {
            String expression = field.domain().pattern();
            if (expression != null) {
                Pattern pattern = Pattern.compile(expression, Pattern.DOTALL);
                checks.add(new Constraint.Check(field.name(), "matches " + expression, List.of(field.name()), row -> {
                    Object value = row.get(field.name());
                    return value == null || pattern.matcher(value.toString()).matches();
                }));
            }
        }
        for (Constraint.Check check : checks) {
            List<String> columns = new ArrayList<>(place.columns(check.fields()));
            columns.addAll(place.columns(place.key()));
            int[] found = new int[1];
            each("select " + String.join(", ", columns) + " from " + place.name + order(place), row -> {
                if (!check.holds().test(LiveRow.of(place.entity, check, row))) {
                    broken++;
                    if (found[0]++ < Integrity.SHOWN) {
                        String problem = check.text().startsWith("matches ")
                                ? "which does not match " + check.text().substring("matches ".length())
                                : "which it does not allow";
                        first.add(new Violation(
                                place.entity.name(), -1, check.name(), shown(place, check.fields(), row), problem));
                    }
                }
            });
        }
    }

    private static List<Constraint.Unique> uniques(Entity entity) {
        List<Constraint.Unique> uniques = new ArrayList<>();
        if (!entity.key().isEmpty()) {
            uniques.add(
                    new Constraint.Unique(String.join("+", entity.key()), entity.key(), java.util.Optional.empty()));
        }
        for (Constraint constraint : entity.constraints()) {
            if (constraint instanceof Constraint.Unique unique
                    && !(unique.fields().equals(entity.key()) && unique.where().isEmpty())) {
                uniques.add(unique);
            }
        }
        return uniques;
    }

    private void unique(Place place, Constraint.Unique unique) throws SQLException {
        List<String> columns = place.columns(unique.fields());
        List<String> conditions = new ArrayList<>(
                columns.stream().map(column -> column + " is not null").toList());
        if (unique.where().isPresent()) {
            if (!(unique.where().get().holds() instanceof RowCondition condition)) {
                uniqueInJava(place, unique, unique.where().get());
                return;
            }
            conditions.add("(" + condition.sql() + ")");
        }
        String listed = String.join(", ", columns);
        String groups = "select " + listed + ", count(*) as n from " + place.name + " where "
                + String.join(" and ", conditions) + " group by " + listed + " having count(*) > 1";
        long[] more = new long[1];
        each("select coalesce(sum(n - 1), 0) from (" + groups + ") d", row -> more[0] = row.getLong(1));
        if (more[0] == 0) {
            return;
        }
        broken += more[0];
        String field = unique.fields().size() == 1 ? unique.fields().get(0) : unique.name();
        each(groups + " order by " + listed + " fetch first " + Integrity.SHOWN + " rows only", row -> {
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                values.add(row.getString(i));
            }
            String said = values.size() == 1 ? values.get(0) : values.toString();
            long count = row.getLong(columns.size() + 1);
            first.add(new Violation(place.entity.name(), -1, field, said, "which " + count + " rows have"));
        });
    }

    /** Which rows it is for only Java knows. */
    private void uniqueInJava(Place place, Constraint.Unique unique, Constraint.Check where) throws SQLException {
        List<String> columns = new ArrayList<>(place.columns(where.fields()));
        columns.addAll(place.columns(unique.fields()));
        Map<List<String>, Integer> seen = new HashMap<>();
        each("select " + String.join(", ", columns) + " from " + place.name, row -> {
            List<String> values = new ArrayList<>();
            for (int i = where.fields().size(); i < columns.size(); i++) {
                String value = row.getString(i + 1);
                if (value == null) {
                    return;
                }
                values.add(value);
            }
            if (where.holds().test(LiveRow.of(place.entity, where, row))) {
                seen.merge(values, 1, Integer::sum);
            }
        });
        seen.values().removeIf(count -> count == 1);
        broken += seen.values().stream().mapToLong(count -> count - 1).sum();
        String field = unique.fields().size() == 1 ? unique.fields().get(0) : unique.name();
        seen.entrySet().stream()
                .sorted(Comparator.comparing(each -> each.getKey().toString()))
                .limit(Integrity.SHOWN)
                .forEach(each -> first.add(new Violation(
                        place.entity.name(),
                        -1,
                        field,
                        each.getKey().size() == 1
                                ? each.getKey().get(0)
                                : each.getKey().toString(),
                        "which " + each.getValue() + " rows have")));
    }

    private void relation(Place place, Relation relation) throws SQLException {
        Place parent = new Place(model.entity(relation.parent()));
        List<String> held = place.columns(relation.fields());
        List<String> key =
                parent.columns(relation.parentFields().isEmpty() ? parent.entity.key() : relation.parentFields());
        List<String> pairs = new ArrayList<>();
        List<String> there = new ArrayList<>();
        for (int i = 0; i < held.size(); i++) {
            pairs.add("p." + key.get(i) + " = c." + held.get(i));
            there.add("c." + held.get(i) + " is not null");
        }
        String dangling = " from " + place.name + " c where " + String.join(" and ", there)
                + " and not exists (select 1 from " + parent.name + " p where " + String.join(" and ", pairs) + ")";
        long[] count = new long[1];
        each("select count(*)" + dangling, row -> count[0] = row.getLong(1));
        if (count[0] > 0) {
            broken += count[0];
            List<String> columns = new ArrayList<>(held);
            columns.addAll(place.columns(place.key()));
            String listed = columns.stream().map(column -> "c." + column).collect(Collectors.joining(", "));
            each(
                    "select " + listed + dangling + order(place) + " fetch first " + Integrity.SHOWN + " rows only",
                    row -> first.add(new Violation(
                            place.entity.name(),
                            -1,
                            relation.name(),
                            shown(place, relation.fields(), row),
                            "of which there is no " + parent.entity.name())));
        }
        if (relation.kind() instanceof Relation.Owned owned) {
            numbers(place, parent, owned, relation, key, held, pairs);
        }
    }

    private void numbers(
            Place place,
            Place parent,
            Relation.Owned owned,
            Relation relation,
            List<String> key,
            List<String> held,
            List<String> pairs)
            throws SQLException {
        String listed = key.stream().map(column -> "p." + column).collect(Collectors.joining(", "));
        String number = "count(c." + held.get(0) + ")";
        String groups = "select " + number + " as n, " + listed + " from " + parent.name + " p left join " + place.name
                + " c on " + String.join(" and ", pairs) + " group by " + listed + " having " + number + " < "
                + owned.least() + " or " + number + " > " + owned.most();
        long[] count = new long[1];
        each("select count(*) from (" + groups + ") d", row -> count[0] = row.getLong(1));
        if (count[0] == 0) {
            return;
        }
        broken += count[0];
        each(groups + " order by " + listed + " fetch first " + Integrity.SHOWN + " rows only", row -> {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < key.size(); i++) {
                values.add(row.getString(i + 2));
            }
            first.add(new Violation(
                    parent.entity.name(),
                    -1,
                    place.entity.name() + "." + relation.name(),
                    row.getLong(1) + " of " + String.join(", ", values),
                    "not from " + owned.least() + " to " + owned.most()));
        });
    }

    @FunctionalInterface
    private interface Reading {
        void row(ResultSet row) throws SQLException;
    }

    private void each(String sql, Reading reading) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Without it PostgreSQL's driver keeps all rows of an answer.
            statement.setFetchSize(FETCHED);
            try (ResultSet found = statement.executeQuery(sql)) {
                while (found.next()) {
                    reading.row(found);
                }
            }
        }
    }
}
