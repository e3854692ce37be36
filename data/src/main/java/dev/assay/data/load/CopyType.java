package dev.assay.data.load;

import java.math.BigDecimal;
import java.math.BigInteger;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How values of a type of PostgreSQL's are written by binary COPY: the forms that its {@code recv} functions read.
 *
 * @param takes of which classes values may be
 * @param value what writes them
 */
record CopyType(Predicate<Class<?>> takes, CopyValue value) {
    private static final long EPOCH_DAY = LocalDate.of(2000, 1, 1).toEpochDay();
    private static final long EPOCH_SECOND = EPOCH_DAY * 86_400;
    private static final long MICROS = 1_000_000;
    private static final Set<Class<?>> WHOLE =
            Set.of(Long.class, Integer.class, Short.class, Byte.class, BigInteger.class, BigDecimal.class, Year.class);
    private static final Set<Class<?>> FRACTIONS = Set.of(Double.class, Float.class);
    private static final Set<Class<?>> TIMES =
            Set.of(LocalDateTime.class, Instant.class, OffsetDateTime.class, ZonedDateTime.class, java.util.Date.class);

    /** Returns how a type's values are written; null if that is not known. */
    static @Nullable CopyType of(String type) {
        return switch (type) {
            case "int2" ->
                new CopyType(CopyType::isWhole, (value, out) -> out.int16(Math.toIntExact(within(value, 16))));
            case "int4" ->
                new CopyType(CopyType::isWhole, (value, out) -> out.int32(Math.toIntExact(within(value, 32))));
            case "int8" -> new CopyType(CopyType::isWhole, (value, out) -> out.int64(whole(value)));
            case "numeric" -> new CopyType(CopyType::isNumber, (value, out) -> CopyNumeric.write(decimal(value), out));
            case "float4" ->
                new CopyType(
                        CopyType::isNumber,
                        (value, out) ->
                                out.int32(Float.floatToIntBits(number(value).floatValue())));
            case "float8" ->
                new CopyType(
                        CopyType::isNumber,
                        (value, out) ->
                                out.int64(Double.doubleToLongBits(number(value).doubleValue())));
            case "bool" -> new CopyType(Boolean.class::equals, (value, out) -> out.int8((Boolean) value ? 1 : 0));
            case "text", "varchar", "bpchar", "name", "citext", "json", "xml" ->
                new CopyType(type2 -> !type2.isArray(), (value, out) -> text(value, out));
            case "jsonb" -> new CopyType(type2 -> !type2.isArray(), (value, out) -> text(value, out.int8(1)));
            case "bytea" -> new CopyType(byte[].class::equals, (value, out) -> out.raw((byte[]) value));
            case "uuid" -> new CopyType(Set.of(UUID.class, String.class)::contains, CopyType::uuid);
            default -> ofTime(type);
        };
    }

    private static @Nullable CopyType ofTime(String type) {
        return switch (type) {
            case "date" ->
                new CopyType(
                        each -> each == LocalDate.class || TIMES.contains(each),
                        (value, out) -> out.int32(Math.toIntExact(day(value) - EPOCH_DAY)));
            case "timestamp", "timestamptz" ->
                new CopyType(
                        each -> each == LocalDate.class || TIMES.contains(each),
                        (value, out) -> out.int64(moment(value)));
            case "time" ->
                new CopyType(
                        LocalTime.class::equals, (value, out) -> out.int64(((LocalTime) value).toNanoOfDay() / 1_000));
            case "timetz" ->
                new CopyType(
                        LocalTime.class::equals,
                        (value, out) -> out.int64(((LocalTime) value).toNanoOfDay() / 1_000)
                                .int32(0));
            case "interval" -> new CopyType(Set.of(Duration.class, Period.class)::contains, CopyType::interval);
            default -> null;
        };
    }

    /** An enum's values are its labels; constants whose names differ in case alone are meant too. */
    static CopyType ofEnum(List<String> labels) {
        Map<String, String> known = labels(labels);
        return new CopyType(
                type -> type == String.class || type.isEnum(), (value, out) -> out.text(label(value, known)));
    }

    /** Returns labels by what is understood as them. */
    static Map<String, String> labels(List<String> labels) {
        Map<String, String> known = new HashMap<>();
        labels.forEach(label -> known.put(label.toLowerCase(Locale.ROOT), label));
        labels.forEach(label -> known.put(label, label));
        return Map.copyOf(known);
    }

    /** Returns the label that a value is meant as. */
    static String label(Object value, Map<String, String> known) {
        String text = Plain.text(value);
        String label = known.get(text);
        return label == null ? known.getOrDefault(text.toLowerCase(Locale.ROOT), text) : label;
    }

    /** Several values, in one dimension. */
    static CopyType ofArray(long elementOid, CopyType element) {
        return new CopyType(
                type -> type.isArray() || java.util.Collection.class.isAssignableFrom(type), (value, out) -> {
                    List<?> values = Plain.several(value);
                    if (values == null) {
                        throw new ClassCastException("no array");
                    }
                    boolean nulls = values.stream().anyMatch(java.util.Objects::isNull);
                    out.int32(values.isEmpty() ? 0 : 1).int32(nulls ? 1 : 0).int32((int) elementOid);
                    if (!values.isEmpty()) {
                        out.int32(values.size()).int32(1);
                    }
                    values.forEach(each -> element.sized(each, out));
                });
    }

    /** Writes a value and its length; -1 stands for none. */
    void sized(@Nullable Object each, Bytes out) {
        if (each == null) {
            out.int32(-1);
        } else {
            int begin = out.beginSized();
            value.write(each, out);
            out.endSized(begin);
        }
    }

    private static boolean isWhole(Class<?> type) {
        return WHOLE.contains(type) || type.isEnum();
    }

    private static boolean isNumber(Class<?> type) {
        return WHOLE.contains(type) || FRACTIONS.contains(type);
    }

    private static long within(Object value, int bits) {
        long number = whole(value);
        if (number >> (bits - 1) != number >> 63) {
            throw new ArithmeticException("it is more than " + bits + " bits of a whole number can be");
        }
        return number;
    }

    private static long whole(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.ordinal();
        } else if (value instanceof BigDecimal number) {
            return number.longValueExact();
        } else if (value instanceof BigInteger number) {
            return number.longValueExact();
        } else if (value instanceof Double || value instanceof Float) {
            return new BigDecimal(value.toString()).longValueExact();
        }
        return number(value).longValue();
    }

    private static BigDecimal decimal(Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        } else if (value instanceof BigInteger number) {
            return new BigDecimal(number);
        } else if (value instanceof Double || value instanceof Float) {
            return new BigDecimal(value.toString());
        }
        return BigDecimal.valueOf(number(value).longValue());
    }

    private static Number number(Object value) {
        return value instanceof Year year ? (Number) year.getValue() : (Number) value;
    }

    private static void text(Object value, Bytes out) {
        if (value instanceof String text) {
            if (text.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("PostgreSQL's texts cannot hold the character NUL");
            }
            out.text(text);
        } else if (!Plain.write(value, out)) {
            out.text(Plain.text(value));
        }
    }

    private static void uuid(Object value, Bytes out) {
        UUID uuid = value instanceof String text ? UUID.fromString(text) : (UUID) value;
        out.int64(uuid.getMostSignificantBits()).int64(uuid.getLeastSignificantBits());
    }

    private static long day(Object value) {
        if (value instanceof LocalDate date) {
            return date.toEpochDay();
        } else if (value instanceof LocalDateTime time) {
            return time.toLocalDate().toEpochDay();
        }
        return Math.floorDiv(moment(value) + EPOCH_SECOND * MICROS, 86_400 * MICROS);
    }

    /** Microseconds since 2000, in UTC where the value knows no zone. */
    private static long moment(Object value) {
        if (value instanceof LocalDateTime time) {
            return micros(time.toEpochSecond(ZoneOffset.UTC), time.getNano());
        } else if (value instanceof Instant instant) {
            return micros(instant.getEpochSecond(), instant.getNano());
        } else if (value instanceof OffsetDateTime time) {
            return micros(time.toEpochSecond(), time.getNano());
        } else if (value instanceof ZonedDateTime time) {
            return micros(time.toEpochSecond(), time.getNano());
        } else if (value instanceof LocalDate date) {
            return micros(date.toEpochDay() * 86_400, 0);
        }
        Instant instant = Instant.ofEpochMilli(((java.util.Date) value).getTime());
        return micros(instant.getEpochSecond(), instant.getNano());
    }

    private static long micros(long second, int nanos) {
        return Math.addExact(Math.multiplyExact(second - EPOCH_SECOND, MICROS), nanos / 1_000);
    }

    private static void interval(Object value, Bytes out) {
        if (value instanceof Period period) {
            out.int64(0).int32(period.getDays()).int32(Math.toIntExact(period.toTotalMonths()));
        } else {
            out.int64(((Duration) value).toNanos() / 1_000).int32(0).int32(0);
        }
    }
}
