package dev.assay.data.load;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Writes decimal numbers as PostgreSQL does: digits of base 10,000, and where the point is. */
final class CopyNumeric {
    private static final int BASE = 10_000;
    private static final BigInteger BIG_BASE = BigInteger.valueOf(BASE);
    private static final int DIGITS = 4;
    private static final int NEGATIVE = 0x4000;
    private static final long[] SHIFTS = {1, 1_000, 100, 10};

    /** A number of so many bits can be shifted by three digits and still is a long. */
    private static final int SMALL_BITS = 53;

    private CopyNumeric() {}

    static void write(BigDecimal value, Bytes out) {
        BigDecimal number = value.scale() < 0 ? value.setScale(0) : value;
        int scale = number.scale();
        BigInteger unscaled = number.unscaledValue();
        boolean negative = unscaled.signum() < 0;
        // Behind the point, digits come by fours.
        int fractions = (scale + DIGITS - 1) / DIGITS;
        long shift = SHIFTS[scale % DIGITS];
        if (unscaled.bitLength() <= SMALL_BITS) {
            small(Math.abs(unscaled.longValue()) * shift, fractions, negative, scale, out);
        } else {
            large(unscaled.abs().multiply(BigInteger.valueOf(shift)), fractions, negative, scale, out);
        }
    }

    private static void small(long digits, int fractions, boolean negative, int scale, Bytes out) {
        long rest = digits;
        int dropped = 0;
        while (rest != 0 && rest % BASE == 0) {
            rest /= BASE;
            dropped++;
        }
        int count = 0;
        for (long left = rest; left != 0; left /= BASE) {
            count++;
        }
        head(count, dropped, fractions, negative, scale, out);
        long unit = 1;
        for (int i = 1; i < count; i++) {
            unit *= BASE;
        }
        for (; count > 0; count--) {
            out.int16((int) (rest / unit % BASE));
            unit /= BASE;
        }
    }

    private static void large(BigInteger digits, int fractions, boolean negative, int scale, Bytes out) {
        int most = digits.bitLength() / 13 + 2;
        int[] found = new int[most];
        int count = 0;
        for (BigInteger rest = digits; rest.signum() != 0; count++) {
            BigInteger[] parts = rest.divideAndRemainder(BIG_BASE);
            found[count] = parts[1].intValue();
            rest = parts[0];
        }
        int dropped = 0;
        while (found[dropped] == 0) {
            dropped++;
        }
        head(count - dropped, dropped, fractions, negative, scale, out);
        for (int i = count - 1; i >= dropped; i--) {
            out.int16(found[i]);
        }
    }

    private static void head(int count, int dropped, int fractions, boolean negative, int scale, Bytes out) {
        int weight = count == 0 ? 0 : count + dropped - fractions - 1;
        out.int16(count)
                .int16(weight)
                .int16(negative && count > 0 ? NEGATIVE : 0)
                .int16(scale);
    }
}
