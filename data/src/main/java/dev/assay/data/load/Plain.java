package dev.assay.data.load;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes numbers, dates and times in the form that CSV, JSON and SQL share; whole seconds are always written. */
final class Plain {
    private static final int LAST_YEAR = 9999;
    private static final int EXACT_BITS = 63;

    private Plain() {}

    /** Writes a value that is neither a text nor several; returns false if it is of no known kind. */
    static boolean write(Object value, Bytes out) {
        return isNumber(value, out) || isTime(value, out);
    }

    /** Writes a number or truth value; returns false if it is none. */
    static boolean isNumber(Object value, Bytes out) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            out.decimal(((Number) value).longValue());
        } else if (value instanceof BigDecimal number) {
            decimal(number, out);
        } else if (value instanceof Year year) {
            out.decimal(year.getValue());
        } else if (value instanceof Boolean truth) {
            out.ascii(truth ? "true" : "false");
        } else if (value instanceof Double || value instanceof Float || value instanceof BigInteger) {
            out.ascii(value.toString());
        } else {
            return false;
        }
        return true;
    }

    /** Writes a date or time; returns false if it is none. */
    static boolean isTime(Object value, Bytes out) {
        if (value instanceof LocalDate date) {
            date(date, out);
        } else if (value instanceof LocalDateTime time) {
            date(time.toLocalDate(), out);
            out.int8('T');
            time(time.toLocalTime(), out);
        } else if (value instanceof LocalTime time) {
            time(time, out);
        } else if (value instanceof Instant instant) {
            out.ascii(instant.toString());
        } else if (value instanceof OffsetDateTime time) {
            out.ascii(time.toString());
        } else if (value instanceof ZonedDateTime time) {
            out.ascii(time.toOffsetDateTime().toString());
        } else {
            return false;
        }
        return true;
    }

    private static void decimal(BigDecimal number, Bytes out) {
        int scale = number.scale();
        BigInteger unscaled = number.unscaledValue();
        if (scale < 0 || scale > 18 || unscaled.bitLength() > EXACT_BITS) {
            out.ascii(number.toPlainString());
            return;
        }
        long value = unscaled.longValue();
        if (value < 0) {
            out.int8('-');
            value = -value;
        }
        if (value < 0) {
            out.ascii(number.toPlainString().substring(1));
        } else if (scale == 0) {
            out.decimal(value);
        } else {
            long unit = 1;
            for (int i = 0; i < scale; i++) {
                unit *= 10;
            }
            out.decimal(value / unit);
            out.int8('.');
            out.digits(value % unit, scale);
        }
    }

    private static void date(LocalDate date, Bytes out) {
        if (date.getYear() < 0 || date.getYear() > LAST_YEAR) {
            out.ascii(date.toString());
            return;
        }
        out.digits(date.getYear(), 4).int8('-');
        out.digits(date.getMonthValue(), 2).int8('-');
        out.digits(date.getDayOfMonth(), 2);
    }

    private static void time(LocalTime time, Bytes out) {
        out.digits(time.getHour(), 2).int8(':');
        out.digits(time.getMinute(), 2).int8(':');
        out.digits(time.getSecond(), 2);
        int nanos = time.getNano();
        if (nanos != 0) {
            boolean micros = nanos % 1_000 == 0;
            out.int8('.').digits(micros ? nanos / 1_000 : nanos, micros ? 6 : 9);
        }
    }

    /** Returns a text for anything that is not written otherwise. */
    static String text(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name();
        } else if (value instanceof byte[] bytes) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        }
        return value.toString();
    }

    /** Returns the values of an array or collection; null if it is neither, or bytes. */
    static @Nullable List<?> several(Object value) {
        if (value instanceof Collection<?> values) {
            return new ArrayList<>(values);
        } else if (value instanceof Object[] values) {
            return Arrays.asList(values);
        } else if (value.getClass().isArray() && !(value instanceof byte[])) {
            Object[] values = new Object[Array.getLength(value)];
            Arrays.setAll(values, i -> Array.get(value, i));
            return Arrays.asList(values);
        }
        return null;
    }

    /** Marks ASCII characters. */
    static boolean[] marks(String characters) {
        boolean[] marks = new boolean[128];
        for (int i = 0; i < characters.length(); i++) {
            marks[characters.charAt(i)] = true;
        }
        return marks;
    }
}
