package dev.assay.data.load;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns values into what drivers take for a column: what knows no zone is of UTC, wherever the JVM and the database are.
 */
final class JdbcValue {
    private JdbcValue() {}

    /** Returns a parameter; several values as {@code Object[]}. */
    static @Nullable Object of(@Nullable Object value, ColumnType type) {
        if (value == null) {
            return null;
        }
        List<?> several = Plain.several(value);
        if (several != null) {
            return array(several, type.element());
        }
        return switch (type.kind()) {
            case NUMBER -> number(value);
            case TEXT -> text(value);
            case LABEL -> CopyType.label(value, type.labels());
            case DATE -> date(value);
            case LOCAL -> local(value);
            case ZONED -> zoned(value);
            case ZONED_TIME -> value instanceof LocalTime time ? time.atOffset(ZoneOffset.UTC) : value;
            case ARRAY, OTHER -> other(value);
        };
    }

    private static Object array(List<?> values, @Nullable ColumnType element) {
        List<@Nullable Object> converted = new ArrayList<>();
        for (Object each : values) {
            converted.add(element == null ? each : of(each, element));
        }
        return converted.toArray();
    }

    /** Returns what PostgreSQL takes, which has no nanoseconds: they are cut off, as for COPY, rather than rounded. */
    static Object forPostgres(Object value) {
        if (value instanceof LocalDateTime time) {
            return time.truncatedTo(ChronoUnit.MICROS);
        } else if (value instanceof OffsetDateTime time) {
            return time.truncatedTo(ChronoUnit.MICROS);
        } else if (value instanceof LocalTime time) {
            return time.truncatedTo(ChronoUnit.MICROS);
        }
        return value instanceof Duration || value instanceof Period ? value.toString() : value;
    }

    private static Object number(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.ordinal();
        }
        return value instanceof Year year ? (Object) year.getValue() : value;
    }

    private static Object text(Object value) {
        if (value instanceof String || value instanceof byte[] || value instanceof Boolean) {
            return value instanceof Boolean truth ? truth.toString() : value;
        }
        Bytes text = new Bytes();
        return Plain.write(value, text) ? text.toString() : Plain.text(value);
    }

    private static Object date(Object value) {
        OffsetDateTime moment = moment(value);
        if (moment != null) {
            return moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDate();
        }
        return value instanceof LocalDateTime time ? time.toLocalDate() : value;
    }

    private static Object local(Object value) {
        OffsetDateTime moment = moment(value);
        return moment != null
                ? moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                : value instanceof LocalDate date ? date.atStartOfDay() : value;
    }

    private static Object zoned(Object value) {
        if (value instanceof LocalDateTime time) {
            return time.atOffset(ZoneOffset.UTC);
        } else if (value instanceof LocalDate date) {
            return date.atStartOfDay().atOffset(ZoneOffset.UTC);
        }
        return Objects.requireNonNullElse(moment(value), value);
    }

    private static Object other(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name();
        } else if (value instanceof Character) {
            return value.toString();
        } else if (value instanceof Year year) {
            return year.getValue();
        }
        return Objects.requireNonNullElse(moment(value), value);
    }

    /** Returns the moment that a value is; null if it is none. */
    private static @Nullable OffsetDateTime moment(Object value) {
        if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        } else if (value instanceof ZonedDateTime time) {
            return time.toOffsetDateTime();
        } else if (value instanceof OffsetDateTime time) {
            return time;
        } else if (value.getClass() == java.util.Date.class) {
            return Instant.ofEpochMilli(((java.util.Date) value).getTime()).atOffset(ZoneOffset.UTC);
        }
        return null;
    }
}
