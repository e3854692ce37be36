package dev.assay.data.internal;

import dev.assay.data.Domain;
import dev.assay.data.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks whether values are what a field may hold, its type left out. */
public final class DomainCheck {
    private final Field field;
    private final @Nullable Pattern pattern;

    /** Takes the field. */
    public DomainCheck(Field field) {
        this.field = field;
        this.pattern = field.domain().pattern() == null
                ? null
                : Pattern.compile(field.domain().pattern());
    }

    /** Says what is wrong with a value, or nothing. */
    public @Nullable String problem(@Nullable Object value) {
        if (value == null) {
            return field.nullable() ? null : "which cannot be";
        }
        Domain domain = field.domain();
        if (domain == Domain.ANY) {
            return null;
        }
        if (!domain.values().isEmpty() && !domain.values().contains(value)) {
            return "which is none of " + domain.values();
        } else if (value instanceof String text) {
            if (!domain.lengths().allow(text.length())) {
                return text.length() + " characters, not " + domain.lengths();
            }
            return pattern == null || pattern.matcher(text).matches() ? null : "which does not match " + pattern;
        } else if (value instanceof Number number && !domain.numbers().isOpen()) {
            return domain.numbers().allow(exact(number)) ? null : "not " + domain.numbers();
        }
        LocalDateTime time = time(value);
        return time == null || domain.times().allow(time) ? null : "not " + domain.times();
    }

    private static BigDecimal exact(Number number) {
        if (number instanceof BigDecimal big) {
            return big;
        }
        boolean whole = number instanceof Integer || number instanceof Long || number instanceof Short;
        return whole ? BigDecimal.valueOf(number.longValue()) : new BigDecimal(number.toString());
    }

    private static @Nullable LocalDateTime time(Object value) {
        if (value instanceof LocalDate day) {
            return day.atStartOfDay();
        } else if (value instanceof Instant instant) {
            return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        } else if (value instanceof OffsetDateTime time) {
            return time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        }
        return value instanceof LocalDateTime time ? time : null;
    }
}
