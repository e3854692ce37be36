package dev.assay.data.schema;

import dev.assay.data.Constraint;
import dev.assay.data.Entity;
import dev.assay.data.Field;
import dev.assay.data.Model;
import dev.assay.data.Relation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Makes tables of a model, where nothing else does: keys, foreign keys, unique keys, what may have no value, and in which
 * order values are.
 *
 * <p>The SQL is what PostgreSQL and H2 understand. Conditions that a model has in words or in Java are left out. Immutable.
 *
 * @since 0.1
 */
public final class SchemaWriter {
    /** What is not among them is text, which takes everything that has one. */
    private static final Map<Class<?>, String> TYPES = Map.ofEntries(
            Map.entry(long.class, "bigint"),
            Map.entry(Long.class, "bigint"),
            Map.entry(int.class, "integer"),
            Map.entry(Integer.class, "integer"),
            Map.entry(short.class, "smallint"),
            Map.entry(Short.class, "smallint"),
            Map.entry(byte.class, "smallint"),
            Map.entry(Byte.class, "smallint"),
            Map.entry(boolean.class, "boolean"),
            Map.entry(Boolean.class, "boolean"),
            Map.entry(double.class, "double precision"),
            Map.entry(Double.class, "double precision"),
            Map.entry(float.class, "real"),
            Map.entry(Float.class, "real"),
            Map.entry(BigDecimal.class, "numeric"),
            Map.entry(BigInteger.class, "numeric"),
            Map.entry(Year.class, "integer"),
            Map.entry(LocalDate.class, "date"),
            Map.entry(LocalTime.class, "time"),
            Map.entry(LocalDateTime.class, "timestamp"),
            Map.entry(Instant.class, "timestamp with time zone"),
            Map.entry(OffsetDateTime.class, "timestamp with time zone"),
            Map.entry(ZonedDateTime.class, "timestamp with time zone"),
            Map.entry(java.util.Date.class, "timestamp with time zone"),
            Map.entry(UUID.class, "uuid"),
            Map.entry(byte[].class, "bytea"));

    /** Numbers that a database can go on counting. */
    private static final Set<String> COUNTED = Set.of("bigint", "integer", "smallint");

    private final Model model;

    private SchemaWriter(Model model) {
        this.model = model;
    }

    /** Begins to write a model's. */
    public static SchemaWriter of(Model model) {
        return new SchemaWriter(model);
    }

    /** Creates the tables. */
    public void into(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : statements()) {
                statement.execute(each);
            }
        }
    }

    /** Returns what creates the tables: schemas first, foreign keys last, since tables may refer to each other. */
    public List<String> statements() {
        Set<String> statements = new LinkedHashSet<>();
        for (Entity entity : model.entities()) {
            entity.schema().ifPresent(schema -> statements.add("CREATE SCHEMA IF NOT EXISTS " + quoted(schema)));
        }
        model.entities().forEach(entity -> statements.add(table(entity)));
        for (Entity entity : model.entities()) {
            for (Relation relation : entity.relations()) {
                statements.add(reference(entity, relation));
            }
        }
        return List.copyOf(statements);
    }

    private static String table(Entity entity) {
        List<String> parts = new ArrayList<>();
        for (Field field : entity.fields()) {
            parts.add(column(entity, field));
        }
        if (!entity.key().isEmpty()) {
            parts.add("PRIMARY KEY (" + columns(entity, entity.key()) + ")");
        }
        for (Constraint constraint : entity.constraints()) {
            String written = written(entity, constraint);
            if (!written.isEmpty()) {
                parts.add(written);
            }
        }
        return "CREATE TABLE " + name(entity) + " (\n    " + String.join(",\n    ", parts) + "\n)";
    }

    private static String column(Entity entity, Field field) {
        String type = TYPES.getOrDefault(field.type(), "text");
        boolean counted = entity.key().equals(List.of(field.name()))
                && entity.relation(field.name()).isEmpty()
                && COUNTED.contains(type);
        return quoted(field.column()) + " " + type
                + (counted ? " GENERATED BY DEFAULT AS IDENTITY" : field.nullable() ? "" : " NOT NULL");
    }

    /** Returns a constraint in SQL; empty where it cannot be said there. */
    private static String written(Entity entity, Constraint constraint) {
        if (constraint instanceof Constraint.Unique unique && unique.where().isEmpty()) {
            return unique.fields().equals(entity.key()) ? "" : "UNIQUE (" + columns(entity, unique.fields()) + ")";
        } else if (constraint instanceof Constraint.Order order) {
            return "CHECK (" + columns(entity, List.of(order.lower())) + (order.strictly() ? " < " : " <= ")
                    + columns(entity, List.of(order.upper())) + ")";
        } else if (constraint instanceof Constraint.Differ differ) {
            return "CHECK (" + columns(entity, List.of(differ.left())) + " <> "
                    + columns(entity, List.of(differ.right())) + ")";
        }
        return "";
    }

    private String reference(Entity entity, Relation relation) {
        Entity parent = model.entity(relation.parent());
        return "ALTER TABLE " + name(entity) + " ADD FOREIGN KEY (" + columns(entity, relation.fields())
                + ") REFERENCES " + name(parent)
                + (relation.parentFields().isEmpty() ? "" : " (" + columns(parent, relation.parentFields()) + ")");
    }

    private static String columns(Entity entity, List<String> fields) {
        return String.join(
                ", ",
                fields.stream()
                        .map(field -> quoted(entity.field(field).column()))
                        .toList());
    }

    private static String name(Entity entity) {
        return entity.schema().map(schema -> quoted(schema) + ".").orElse("") + quoted(entity.table());
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
