package dev.assay.bench.data;

import dev.assay.data.Constraint;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Field;
import dev.assay.data.Relation;
import dev.assay.data.load.Load;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** How long a scenario takes into empty tables of PostgreSQL until all constraints are valid: at first, and warm. */
public final class ScenarioLoad {
    private ScenarioLoad() {}

    /** Takes the scenario's name, the database's URL and how often to load it after the first time. */
    public static void main(String[] arguments) throws SQLException {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(arguments[1]);
        Dataset data = World.dataset(arguments[0]);
        double first = load(data, database);
        double[] millis = new double[Integer.parseInt(arguments[2])];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = load(World.dataset(arguments[0]), database);
        }
        Arrays.sort(millis);
        Facts.say(
                "rows",
                data.counts().values().stream().mapToLong(Long::longValue).sum());
        Facts.say("fresh_ms", first);
        Facts.say("warm_ms", millis[millis.length / 2]);
        Facts.done();
    }

    private static double load(Dataset data, PGSimpleDataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE");
            statement.execute("CREATE SCHEMA public");
            for (Entity entity : data.model().entities()) {
                statement.execute(table(data, entity));
            }
        }
        long begin = System.nanoTime();
        Load.of(data).into(database);
        double took = (System.nanoTime() - begin) / 1e6;
        check(data, database);
        return took;
    }

    /** A table as someone would write it: key, foreign keys, uniques, and what may be null. */
    private static String table(Dataset data, Entity entity) {
        List<String> parts = new ArrayList<>();
        for (Field field : entity.fields()) {
            parts.add('"' + field.column() + "\" " + type(field.type()) + (field.nullable() ? "" : " NOT NULL"));
        }
        parts.add("PRIMARY KEY (" + columns(entity, entity.key()) + ")");
        for (Constraint constraint : entity.constraints()) {
            if (constraint instanceof Constraint.Unique unique && unique.where().isEmpty()) {
                parts.add("UNIQUE (" + columns(entity, unique.fields()) + ")");
            }
        }
        for (Relation relation : entity.relations()) {
            Entity parent = data.model().entity(relation.parent());
            parts.add("FOREIGN KEY (" + columns(entity, relation.fields()) + ") REFERENCES \"" + parent.table() + '"');
        }
        return "CREATE TABLE \"" + entity.table() + "\" (" + String.join(", ", parts) + ")";
    }

    private static String columns(Entity entity, List<String> fields) {
        return String.join(
                ", ",
                fields.stream()
                        .map(field -> '"' + entity.field(field).column() + '"')
                        .toList());
    }

    private static String type(Class<?> type) {
        if (type == long.class || type == Long.class) {
            return "bigint";
        } else if (type == int.class || type == Integer.class) {
            return "int";
        } else if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        } else if (type == BigDecimal.class) {
            return "numeric";
        } else if (type == LocalDate.class) {
            return "date";
        }
        return type == LocalDateTime.class ? "timestamp" : "text";
    }

    private static void check(Dataset data, PGSimpleDataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            for (Entity entity : data.model().entities()) {
                long found = LoadRate.number(connection, "SELECT count(*) FROM \"" + entity.table() + '"');
                if (found != data.count(entity)) {
                    throw new IllegalStateException(found + " rows of " + entity.table());
                }
            }
            long keys = data.model().entities().stream()
                    .mapToLong(entity -> entity.relations().size() + 1)
                    .sum();
            long valid = LoadRate.number(
                    connection,
                    "SELECT count(*) FROM pg_constraint WHERE convalidated AND contype IN ('p', 'f')"
                            + " AND connamespace = 'public'::regnamespace");
            if (valid != keys) {
                throw new IllegalStateException(valid + " of " + keys + " keys are valid");
            }
        }
    }
}
