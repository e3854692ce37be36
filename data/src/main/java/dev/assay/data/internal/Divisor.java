package dev.assay.data.internal;

/**
 * Divides numbers from 0 to 2^31 - 1 by one that stays the same: by a multiplication, which takes a fraction of a
 * division's time (Granlund and Montgomery, <em>Division by Invariant Integers using Multiplication</em>, 1994).
 *
 * @param by from 1
 * @param inverse 2^63 by the divisor, rounded up: its error times the largest number is less than 1
 */
record Divisor(int by, long inverse) {
    static Divisor of(int by) {
        return new Divisor(by, by == 1 ? 0 : Long.MAX_VALUE / by + 1);
    }

    int quotient(int number) {
        return by == 1 ? number : (int) Math.multiplyHigh(inverse, (long) number << 1);
    }

    int remainder(int number) {
        return number - quotient(number) * by;
    }
}
