package dev.assay.data.load;

import java.sql.Types;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a column's type is to values that go there as parameters.
 *
 * @param kind what of it matters
 * @param name the type's name, as the database writes it
 * @param labels an enum's labels, by what is understood as them
 * @param element the type of an array's elements, where it is known
 */
record ColumnType(
        Kind kind,
        String name,
        Map<String, String> labels,
        @Nullable ColumnType element) {
    /** Kinds of types. */
    enum Kind {
        /** Numbers: of an enum, its ordinal. */
        NUMBER,
        /** Texts, and whatever the database reads from its text. */
        TEXT,
        /** Labels of the database's own enums. */
        LABEL,
        /** Days. */
        DATE,
        /** Dates and times without a zone: those of UTC. */
        LOCAL,
        /** Moments. */
        ZONED,
        /** Times of a day that have a zone: UTC. */
        ZONED_TIME,
        /** Several values. */
        ARRAY,
        /** What a driver takes as it is. */
        OTHER
    }

    /** Returns a type by PostgreSQL's name of it; what is not known is read from its text. */
    static ColumnType ofPostgres(String name) {
        return new ColumnType(
                switch (name) {
                    case "int2", "int4", "int8", "numeric", "float4", "float8" -> Kind.NUMBER;
                    case "date" -> Kind.DATE;
                    case "timestamp" -> Kind.LOCAL;
                    case "timestamptz" -> Kind.ZONED;
                    case "timetz" -> Kind.ZONED_TIME;
                    case "bool", "bytea", "uuid", "time", "interval" -> Kind.OTHER;
                    default -> Kind.TEXT;
                },
                name,
                Map.of(),
                null);
    }

    static ColumnType ofLabels(String name, List<String> labels) {
        return new ColumnType(Kind.LABEL, name, CopyType.labels(labels), null);
    }

    static ColumnType ofArray(String name, @Nullable ColumnType element) {
        return new ColumnType(Kind.ARRAY, name, Map.of(), element);
    }

    /** Returns a type by its number of {@link Types}. */
    static ColumnType of(int code, String name) {
        return new ColumnType(
                switch (code) {
                    case Types.TINYINT,
                            Types.SMALLINT,
                            Types.INTEGER,
                            Types.BIGINT,
                            Types.NUMERIC,
                            Types.DECIMAL,
                            Types.REAL,
                            Types.FLOAT,
                            Types.DOUBLE -> Kind.NUMBER;
                    case Types.CHAR,
                            Types.VARCHAR,
                            Types.LONGVARCHAR,
                            Types.NCHAR,
                            Types.NVARCHAR,
                            Types.LONGNVARCHAR,
                            Types.CLOB,
                            Types.NCLOB -> Kind.TEXT;
                    case Types.DATE -> Kind.DATE;
                    case Types.TIMESTAMP -> Kind.LOCAL;
                    case Types.TIMESTAMP_WITH_TIMEZONE -> Kind.ZONED;
                    case Types.TIME_WITH_TIMEZONE -> Kind.ZONED_TIME;
                    case Types.ARRAY -> Kind.ARRAY;
                    default -> Kind.OTHER;
                },
                name,
                Map.of(),
                null);
    }
}
