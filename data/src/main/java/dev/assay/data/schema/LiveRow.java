package dev.assay.data.schema;

import dev.assay.core.Diagnosis;
import dev.assay.data.Constraint;
import dev.assay.data.Entity;
import dev.assay.data.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a check reads of a row in a database. */
final class LiveRow implements Row {
    private final Entity entity;
    private final Constraint.Check check;
    private final Map<String, Object> values;

    private LiveRow(Entity entity, Constraint.Check check, Map<String, Object> values) {
        this.entity = entity;
        this.check = check;
        this.values = values;
    }

    /** Takes the fields of a check from the first columns of an answer. */
    static LiveRow of(Entity entity, Constraint.Check check, ResultSet row) throws SQLException {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < check.fields().size(); i++) {
            String field = check.fields().get(i);
            Object value = row.getObject(i + 1);
            if (value != null) {
                values.put(field, held(entity.field(field).type(), value, row, i + 1));
            }
        }
        return new LiveRow(entity, check, values);
    }

    private static Object held(Class<?> type, Object value, ResultSet row, int column) throws SQLException {
        if (type.isArray() || type == Object.class) {
            return value instanceof java.sql.Array array ? array.getArray() : value;
        } else if (value instanceof java.sql.Time) {
            return Objects.requireNonNull(row.getObject(column, java.time.LocalTime.class));
        } else if (value instanceof java.sql.Timestamp) {
            // Of a point in time the driver knows the zone, which a timestamp of JDBC has lost.
            boolean zoned = row.getMetaData().getColumnTypeName(column).endsWith("tz");
            return SqlValue.as(
                    type,
                    Objects.requireNonNull(
                            zoned
                                    ? row.getObject(column, java.time.OffsetDateTime.class)
                                    : row.getObject(column, java.time.LocalDateTime.class)));
        }
        boolean known = value instanceof Number
                || value instanceof Boolean
                || value instanceof java.util.Date
                || value instanceof java.util.UUID
                || value.getClass().getName().startsWith("java.time.");
        return SqlValue.as(type, known ? value : Objects.requireNonNull(row.getString(column)));
    }

    @Override
    public Entity entity() {
        return entity;
    }

    @Override
    public long index() {
        throw unknown("its number");
    }

    @Override
    public LocalDate asOf() {
        throw unknown("the day");
    }

    @Override
    public @Nullable Object get(int field) {
        return get(entity.fields().get(field).name());
    }

    @Override
    public @Nullable Object get(String field) {
        if (!check.fields().contains(field)) {
            throw unknown(field);
        }
        return values.get(field);
    }

    @Override
    public <T> T get(String field, Class<T> type) {
        return type.cast(Objects.requireNonNull(get(field), field));
    }

    @Override
    public Row parent(String relation) {
        throw unknown("the parent " + relation);
    }

    @Override
    public Stream<Row> children(String children) {
        throw unknown("the children " + children);
    }

    @Override
    public Stream<Row> children(String children, String relation) {
        return children(children);
    }

    private RuntimeException unknown(String what) {
        return Diagnosis.of("ASSAY-DATA-037", "a check reads what it does not name.")
                .with("entity", entity.name())
                .with("check", check.name())
                .with("names", check.fields())
                .with("reads", what)
                .because("of a row in a database only the fields are read that a check names")
                .toFix("new Constraint.Check(name, text, fields, holds) with all fields that it reads")
                .exception();
    }
}
