package dev.assay.data.load;

import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns values into what drivers take for a column. */
final class JdbcValue {
    private static final Set<Long> NUMBERS =
            codes(Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.DECIMAL);
    private static final Set<Long> TEXTS =
            codes(Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.CLOB);
    private static final Set<Long> ZONED = codes(Types.TIMESTAMP_WITH_TIMEZONE);

    private JdbcValue() {}

    private static Set<Long> codes(Integer... codes) {
        return Set.copyOf(List.of(codes).stream().map(Integer::longValue).toList());
    }

    static @Nullable Object of(@Nullable Object value, LiveColumn column) {
        if (value == null) {
            return null;
        } else if (value instanceof Enum<?> constant) {
            return NUMBERS.contains(column.code()) ? (Object) constant.ordinal() : constant.name();
        } else if (value instanceof Character || value instanceof UUID && TEXTS.contains(column.code())) {
            return value.toString();
        } else if (value instanceof Instant instant) {
            return time(instant.atOffset(ZoneOffset.UTC), column);
        } else if (value instanceof ZonedDateTime time) {
            return time(time.toOffsetDateTime(), column);
        } else if (value instanceof OffsetDateTime time) {
            return time(time, column);
        } else if (value instanceof LocalDateTime time && ZONED.contains(column.code())) {
            return time.atOffset(ZoneOffset.UTC);
        }
        List<?> several = Plain.several(value);
        return several == null ? value : several.toArray();
    }

    private static Object time(OffsetDateTime time, LiveColumn column) {
        boolean local = column.code() == Types.TIMESTAMP;
        return local ? time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime() : time;
    }
}
