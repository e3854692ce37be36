package dev.assay.data.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.data.Entity;
import dev.assay.data.Relation;
import dev.assay.data.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes rows as INSERT statements whose beginnings follow from a row's number alone. */
final class SqlRows implements RowEncoder {
    /** How many rows a statement has. */
    static final int BATCH = 500;

    private static final boolean[] QUOTE = Plain.marks("'");

    /** Names that PostgreSQL or H2 understands as something else. */
    private static final Set<String> RESERVED =
            Set.of(("all analyse analyze and any array as asc asymmetric authorization between binary"
                            + " both case cast check collate collation column concurrently constraint create"
                            + " cross current_catalog current_date current_role current_schema current_time"
                            + " current_timestamp current_user day default deferrable desc distinct do else end"
                            + " except false fetch for foreign freeze from full grant group having hour ilike in"
                            + " initially inner intersect interval into is isnull join key lateral leading left"
                            + " like limit localtime localtimestamp minus minute month natural not notnull null"
                            + " offset on only or order outer overlaps placing primary qualify references"
                            + " returning right row rownum second select session_user set similar some symmetric"
                            + " system_user table tablesample then to trailing true union unique unknown user"
                            + " using value values variadic verbose when where window with year")
                    .split(" "));

    private final Entity entity;
    private final long rows;
    private final byte[] insert;
    private final boolean[] later;

    /**
     * Writes an entity's rows.
     *
     * @param rows how many there are in all
     * @param later relations whose keys are set once their parents are there
     */
    SqlRows(Entity entity, long rows, List<Relation> later) {
        this.entity = entity;
        this.rows = rows;
        String columns =
                entity.fields().stream().map(field -> name(field.column())).collect(Collectors.joining(", "));
        this.insert = ("INSERT INTO " + table(entity) + " (" + columns + ")\n" + "OVERRIDING SYSTEM VALUE VALUES\n")
                .getBytes(UTF_8);
        this.later = new boolean[entity.fields().size()];
        for (Relation relation : later) {
            relation.fields().forEach(field -> this.later[entity.indexOf(field)] = true);
        }
    }

    @Override
    public void row(Row row, Bytes out) {
        if (row.index() % BATCH == 0) {
            out.raw(insert);
        }
        out.int8('(');
        for (int i = 0; i < later.length; i++) {
            if (i > 0) {
                out.ascii(", ");
            }
            literal(later[i] ? null : row.get(i), out);
        }
        boolean last = (row.index() + 1) % BATCH == 0 || row.index() + 1 == rows;
        out.ascii(last ? ");\n" : "),\n");
    }

    /** Writes the statement that sets a row's keys of parents that come later, if it has any. */
    void update(Row row, List<Relation> relations, Bytes out) {
        List<String> fields = relations.stream()
                .flatMap(relation -> relation.fields().stream())
                .filter(field -> row.get(field) != null)
                .toList();
        if (!fields.isEmpty()) {
            out.ascii("UPDATE ").text(table(entity)).ascii(" SET ");
            assignments(row, fields, ", ", out);
            out.ascii(" WHERE ");
            assignments(row, entity.key(), " AND ", out);
            out.ascii(";\n");
        }
    }

    private void assignments(Row row, List<String> fields, String between, Bytes out) {
        String before = "";
        for (String field : fields) {
            out.ascii(before).text(name(entity.field(field).column())).ascii(" = ");
            literal(row.get(field), out);
            before = between;
        }
    }

    private static void literal(@Nullable Object value, Bytes out) {
        if (value == null) {
            out.ascii("NULL");
        } else if (value instanceof String text) {
            string(text, out);
        } else if (value instanceof Double || value instanceof Float) {
            // NaN and the infinities are no numbers to SQL.
            out.ascii("CAST('").ascii(value.toString()).ascii("' AS DOUBLE PRECISION)");
        } else if (!Plain.isNumber(value, out)) {
            List<?> values = Plain.several(value);
            if (values == null) {
                typed(value, out);
            } else {
                array(values, out);
            }
        }
    }

    private static void array(List<?> values, Bytes out) {
        out.ascii("ARRAY[");
        String comma = "";
        for (Object each : values) {
            out.ascii(comma);
            literal(each, out);
            comma = ", ";
        }
        out.int8(']');
    }

    private static void typed(Object value, Bytes out) {
        String type = type(value);
        if (type.isEmpty()) {
            string(Plain.text(value), out);
            return;
        }
        out.ascii(type).ascii(" '");
        if (!Plain.isTime(value, out)) {
            out.ascii(value.toString());
        }
        out.int8('\'');
    }

    private static String type(Object value) {
        if (value instanceof LocalDate) {
            return "DATE";
        } else if (value instanceof LocalDateTime) {
            return "TIMESTAMP";
        } else if (value instanceof LocalTime) {
            return "TIME";
        } else if (value instanceof UUID) {
            return "UUID";
        }
        boolean zoned = value instanceof Instant || value instanceof OffsetDateTime || value instanceof ZonedDateTime;
        return zoned ? "TIMESTAMP WITH TIME ZONE" : "";
    }

    private static void string(String text, Bytes out) {
        out.int8('\'');
        if (!out.plain(text, QUOTE)) {
            out.text(text.replace("'", "''"));
        }
        out.int8('\'');
    }

    private static String table(Entity entity) {
        return entity.schema().map(schema -> name(schema) + ".").orElse("") + name(entity.table());
    }

    /**
     * Quotes a name where it has to be: what is not quoted, each database spells in its own case, so that capitals are as
     * they are in quotes alone.
     */
    private static String name(String name) {
        boolean simple = name.matches("[a-z_][a-z0-9_]*") && !RESERVED.contains(name);
        return simple ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
