package dev.assay.data.schema;

import dev.assay.data.Bounds;
import dev.assay.data.Domain;
import java.math.BigDecimal;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;

/** What SQL's types are in Java. */
final class SqlType {
    /** What type modifiers begin with. */
    private static final int HEADER = 4;

    private static final Map<String, Class<?>> POSTGRES = Map.ofEntries(
            Map.entry("int2", Short.class),
            Map.entry("int4", Integer.class),
            Map.entry("int8", Long.class),
            Map.entry("numeric", BigDecimal.class),
            Map.entry("float4", Float.class),
            Map.entry("float8", Double.class),
            Map.entry("bool", Boolean.class),
            Map.entry("text", String.class),
            Map.entry("varchar", String.class),
            Map.entry("bpchar", String.class),
            Map.entry("citext", String.class),
            Map.entry("date", LocalDate.class),
            Map.entry("timestamp", LocalDateTime.class),
            Map.entry("timestamptz", OffsetDateTime.class),
            Map.entry("time", LocalTime.class),
            Map.entry("uuid", UUID.class),
            Map.entry("bytea", byte[].class),
            Map.entry("json", String.class),
            Map.entry("jsonb", String.class));
    private static final Map<String, Class<?>> ARRAYS = Map.of(
            "text", String[].class,
            "varchar", String[].class,
            "int4", Integer[].class,
            "int8", Long[].class);
    private static final Map<Integer, Class<?>> JDBC = Map.ofEntries(
            Map.entry(Types.SMALLINT, Short.class),
            Map.entry(Types.TINYINT, Short.class),
            Map.entry(Types.INTEGER, Integer.class),
            Map.entry(Types.BIGINT, Long.class),
            Map.entry(Types.NUMERIC, BigDecimal.class),
            Map.entry(Types.DECIMAL, BigDecimal.class),
            Map.entry(Types.REAL, Float.class),
            Map.entry(Types.FLOAT, Double.class),
            Map.entry(Types.DOUBLE, Double.class),
            Map.entry(Types.BOOLEAN, Boolean.class),
            Map.entry(Types.BIT, Boolean.class),
            Map.entry(Types.CHAR, String.class),
            Map.entry(Types.VARCHAR, String.class),
            Map.entry(Types.LONGVARCHAR, String.class),
            Map.entry(Types.NCHAR, String.class),
            Map.entry(Types.NVARCHAR, String.class),
            Map.entry(Types.CLOB, String.class),
            Map.entry(Types.DATE, LocalDate.class),
            Map.entry(Types.TIMESTAMP, LocalDateTime.class),
            Map.entry(Types.TIMESTAMP_WITH_TIMEZONE, OffsetDateTime.class),
            Map.entry(Types.TIME, LocalTime.class),
            Map.entry(Types.BINARY, byte[].class),
            Map.entry(Types.VARBINARY, byte[].class),
            Map.entry(Types.LONGVARBINARY, byte[].class),
            Map.entry(Types.BLOB, byte[].class));

    private SqlType() {}

    /** Returns the type of a base type's values; {@code Object} if it is not known here. */
    static Class<?> ofPostgres(String name, String element) {
        return name.startsWith("_")
                ? ARRAYS.getOrDefault(element, Object.class)
                : POSTGRES.getOrDefault(name, Object.class);
    }

    static Class<?> ofJdbc(int type, String name) {
        if (name.equalsIgnoreCase("uuid")) {
            return UUID.class;
        } else if (name.toLowerCase(java.util.Locale.ROOT).startsWith("enum")) {
            return String.class;
        }
        return JDBC.getOrDefault(type, Object.class);
    }

    /** Returns what a type's modifier says: a text's length, a number's precision and scale. */
    static Domain domain(String name, int modifier) {
        if (name.equals("json") || name.equals("jsonb")) {
            return Domain.ANY.meaning("json");
        } else if (modifier < HEADER) {
            return Domain.ANY;
        } else if (name.equals("varchar") || name.equals("bpchar")) {
            return Domain.ANY.lengths(new Bounds<>(null, modifier - HEADER));
        } else if (name.equals("numeric")) {
            int precision = modifier - HEADER >> 16 & 0xFFFF;
            // Eleven bits, since it may be negative.
            int scale = ((modifier - HEADER & 0x7FF) ^ 1024) - 1024;
            return numeric(precision, scale);
        }
        return Domain.ANY;
    }

    /** Of a negative scale, digits before the point are rounded; such numbers are whole here. */
    static Domain numeric(int precision, int scale) {
        BigDecimal most = BigDecimal.ONE
                .movePointRight(precision - scale)
                .subtract(BigDecimal.ONE.movePointLeft(Math.max(scale, 0)));
        return Domain.ANY.scale(Math.max(0, scale)).numbers(new Bounds<>(most.negate(), most));
    }
}
