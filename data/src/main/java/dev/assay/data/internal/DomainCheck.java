package dev.assay.data.internal;

import dev.assay.data.Domain;
import dev.assay.data.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks whether values are what a field may hold, its type left out. */
public final class DomainCheck {
    /** How many digits a bound is given at most for the sake of values that have them. */
    private static final int MORE_DIGITS = 6;

    private final Field field;
    private final Domain domain;
    private final @Nullable Pattern pattern;

    /** Whether there is more to look at than whether there is a value. */
    private final boolean any;

    private final boolean values;
    private final boolean lengths;
    private final int shortest;
    private final int longest;
    private final boolean numbers;
    private final boolean times;

    /** Bounds with the scale that values have, with which decimals compare fastest. */
    private @Nullable BigDecimal lower;

    private @Nullable BigDecimal upper;

    /** Takes the field. */
    public DomainCheck(Field field) {
        this.field = field;
        this.domain = field.domain();
        this.pattern = domain.pattern() == null ? null : Pattern.compile(domain.pattern());
        this.values = !domain.values().isEmpty();
        Integer fewest = domain.lengths().least();
        Integer most = domain.lengths().most();
        this.shortest = fewest == null ? 0 : fewest;
        this.longest = most == null ? Integer.MAX_VALUE : most;
        this.lengths = shortest > 0 || longest < Integer.MAX_VALUE;
        this.numbers = !domain.numbers().isOpen();
        this.times = !domain.times().isOpen();
        this.any = values || lengths || pattern != null || numbers || times;
        this.lower = domain.numbers().least();
        this.upper = domain.numbers().most();
    }

    /** Says what is wrong with a value, or nothing. */
    public @Nullable String problem(@Nullable Object value) {
        if (value == null) {
            return field.nullable() ? null : "which cannot be";
        }
        return any ? wrong(value) : null;
    }

    /** Says whether a value is none of the times that the field may hold as of a day; null if it is one, or no time. */
    public @Nullable String outOfTense(@Nullable Object value, LocalDate asOf) {
        LocalDateTime time = value == null ? null : time(value);
        boolean allowed = time == null || domain.tense().bounds(asOf).allow(time);
        return allowed ? null : "not " + domain.tense() + " as of " + asOf;
    }

    private @Nullable String wrong(Object value) {
        if (values && !domain.values().contains(value)) {
            return "which is none of " + domain.values();
        } else if (value instanceof String text) {
            if (lengths && (text.length() < shortest || text.length() > longest)) {
                return text.length() + " characters, not " + domain.lengths();
            }
            return pattern == null || pattern.matcher(text).matches() ? null : "which does not match " + pattern;
        } else if (numbers && value instanceof Number number) {
            return allowed(exact(number)) ? null : "not " + domain.numbers();
        }
        LocalDateTime time = times ? time(value) : null;
        return time == null || domain.times().allow(time) ? null : "not " + domain.times();
    }

    private boolean allowed(BigDecimal number) {
        BigDecimal low = lower;
        BigDecimal high = upper;
        if (low != null) {
            low = scaled(low, number);
            lower = low;
        }
        if (high != null) {
            high = scaled(high, number);
            upper = high;
        }
        return (low == null || low.compareTo(number) <= 0) && (high == null || high.compareTo(number) >= 0);
    }

    /** Gives a bound the scale of a number if it fits. */
    private static BigDecimal scaled(BigDecimal bound, BigDecimal number) {
        int scale = number.scale();
        boolean fits = bound.scale() < scale && scale - bound.scale() <= MORE_DIGITS;
        return fits ? bound.setScale(scale) : bound;
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
        } else if (value instanceof ZonedDateTime time) {
            return time.withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime();
        }
        return value instanceof LocalDateTime time ? time : null;
    }
}
