package dev.assay.data.schema;

import dev.assay.data.Entity;
import dev.assay.data.Row;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A row that terms are tried with when a model is made, so that what they cannot do shows before rows are drawn. */
final class ProbeRow implements Row {
    private final Map<String, LiveSchema.Column> columns;

    private ProbeRow(Map<String, LiveSchema.Column> columns) {
        this.columns = columns;
    }

    /**
     * Tries each part of a term, since a whole may not need all of its parts. Parts that read texts are left out: what
     * can be done with a text only its value tells.
     *
     * @throws NotUnderstood if one of them cannot be evaluated
     */
    static void tryOut(Term term, Map<String, LiveSchema.Column> columns) {
        for (Term part : term.parts()) {
            tryOut(part, columns);
        }
        boolean plain = term.columns().stream().allMatch(name -> {
            LiveSchema.Column column = columns.get(name);
            return column != null && column.type() != String.class && column.type() != Object.class;
        });
        if (!plain) {
            return;
        }
        try {
            term.of(new ProbeRow(columns));
        } catch (ClassCastException | DateTimeException | IllegalArgumentException | ArithmeticException e) {
            throw new NotUnderstood("it cannot be evaluated here: " + e.getMessage());
        }
    }

    @Override
    public @Nullable Object get(String field) {
        LiveSchema.Column column = columns.get(field);
        if (column == null) {
            return null;
        }
        Class<?> type = column.type();
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 1);
        } else if (type == Boolean.class) {
            return true;
        } else if (type == LocalTime.class) {
            return LocalTime.NOON;
        } else if (type == UUID.class) {
            return new UUID(1, 1);
        }
        return SqlValue.as(type, Number.class.isAssignableFrom(type) ? BigDecimal.ONE : asOf());
    }

    @Override
    public Entity entity() {
        throw none();
    }

    @Override
    public long index() {
        return 0;
    }

    @Override
    public LocalDate asOf() {
        return LocalDate.of(2000, 1, 1);
    }

    @Override
    public @Nullable Object get(int field) {
        throw none();
    }

    @Override
    public <T> T get(String field, Class<T> type) {
        throw none();
    }

    @Override
    public Row parent(String relation) {
        throw none();
    }

    @Override
    public Stream<Row> children(String children) {
        throw none();
    }

    @Override
    public Stream<Row> children(String children, String relation) {
        throw none();
    }

    private static RuntimeException none() {
        return new UnsupportedOperationException("terms read columns alone");
    }
}
