package dev.assay.data.internal;

import dev.assay.data.Domain;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Year;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whole steps of a number's type from a smallest one. */
record Range(Class<?> type, long least, long room, int scale) {
    private static final int CENTS = 2;
    private static final long LARGE = 1L << 61;
    private static final Map<Class<?>, Long> LIMITS = Map.ofEntries(
            Map.entry(int.class, (long) Integer.MAX_VALUE),
            Map.entry(Integer.class, (long) Integer.MAX_VALUE),
            Map.entry(short.class, (long) Short.MAX_VALUE),
            Map.entry(Short.class, (long) Short.MAX_VALUE),
            Map.entry(byte.class, (long) Byte.MAX_VALUE),
            Map.entry(Byte.class, (long) Byte.MAX_VALUE),
            Map.entry(Year.class, 9_999L),
            Map.entry(long.class, LARGE),
            Map.entry(Long.class, LARGE),
            Map.entry(double.class, LARGE),
            Map.entry(Double.class, LARGE),
            Map.entry(float.class, LARGE),
            Map.entry(Float.class, LARGE),
            Map.entry(BigDecimal.class, LARGE),
            Map.entry(BigInteger.class, LARGE));

    /**
     * Takes the usual range where the domain has room for it, and moves it there where it has not.
     *
     * @param told whether the usual range is what the name says, so that wide bounds do not widen it
     * @return null if the type is no number
     */
    static @Nullable Range of(Class<?> type, Domain domain, BigDecimal usualLeast, BigDecimal usualMost, boolean told) {
        Long limit = LIMITS.get(type);
        if (limit == null) {
            return null;
        }
        boolean decimal = isDecimal(type);
        int scale = !decimal ? 0 : domain.scale() < 0 ? CENTS : domain.scale();
        BigDecimal top = BigDecimal.valueOf(limit);
        BigDecimal bottom = top.negate();
        BigDecimal least = bound(domain.numbers().least(), scale, RoundingMode.CEILING, bottom, top, bottom);
        BigDecimal most = bound(domain.numbers().most(), scale, RoundingMode.FLOOR, bottom, top, top);
        BigDecimal first = usualLeast
                .movePointRight(scale)
                .setScale(0, RoundingMode.CEILING)
                .max(bottom);
        BigDecimal last =
                usualMost.movePointRight(scale).setScale(0, RoundingMode.FLOOR).min(top);
        BigDecimal span = last.subtract(first);
        boolean closed = domain.numbers().least() != null && domain.numbers().most() != null;
        if (told && first.max(least).compareTo(last.min(most)) <= 0) {
            first = first.max(least);
            last = last.min(most);
        } else if (closed) {
            first = least;
            last = most;
        } else if (first.compareTo(least) < 0) {
            first = least;
            last = least.add(span).min(most);
        } else if (last.compareTo(most) > 0) {
            last = most;
            // Nobody asked for negative numbers.
            first = first.compareTo(most) <= 0 ? first : most.subtract(span).max(least);
        }
        long from = first.longValueExact();
        return new Range(type, from, Math.max(1, last.longValueExact() - from + 1), scale);
    }

    private static BigDecimal bound(
            @Nullable BigDecimal bound,
            int scale,
            RoundingMode rounding,
            BigDecimal bottom,
            BigDecimal top,
            BigDecimal open) {
        return bound == null
                ? open
                : bound.movePointRight(scale).setScale(0, rounding).max(bottom).min(top);
    }

    static boolean isDecimal(Class<?> type) {
        return type == BigDecimal.class
                || type == double.class
                || type == Double.class
                || type == float.class
                || type == Float.class;
    }

    /** Returns a value by its number, from 0 to one less than the room. */
    Object at(long number) {
        return value(type, least + number, scale);
    }

    /** Returns so many steps of a scale as a type's value. */
    static Object value(Class<?> type, long steps, int scale) {
        if (type == int.class || type == Integer.class) {
            return (int) steps;
        } else if (type == BigDecimal.class) {
            return BigDecimal.valueOf(steps, scale);
        } else if (type == long.class || type == Long.class) {
            return steps;
        } else if (type == short.class || type == Short.class) {
            return (short) steps;
        } else if (type == double.class || type == Double.class) {
            return quotient(steps, scale);
        } else if (type == float.class || type == Float.class) {
            return (float) quotient(steps, scale);
        } else if (type == Year.class) {
            return Year.of((int) steps);
        }
        return type == BigInteger.class ? BigInteger.valueOf(steps) : (Object) (byte) steps;
    }

    /** Exact powers of ten up to 10^22 make it the number nearest to the decimal. */
    private static double quotient(long steps, int scale) {
        double divisor = 1;
        for (int i = 0; i < scale; i++) {
            divisor *= 10;
        }
        return steps / divisor;
    }
}
