package dev.assay.core;

/**
 * An order of the numbers from 0 to {@code size - 1} that looks random, each place computed on its own: what gives a
 * million rows a million different values without remembering any.
 *
 * <p>A Feistel network over the smallest number of bits that holds the size, walked until it lands within (Black and
 * Rogaway, <em>Ciphers with Arbitrary Finite Domains</em>, 2002): one or two steps on average, four for a single
 * number. Immutable.
 *
 * @since 0.1
 */
public final class Permutation {
    private final long first;
    private final long second;
    private final long third;
    private final long fourth;
    private final long size;
    private final int leftBits;
    private final int rightBits;

    private Permutation(Seed seed, long size) {
        this.first = seed.bits(0);
        this.second = seed.bits(1);
        this.third = seed.bits(2);
        this.fourth = seed.bits(3);
        this.size = size;
        int bits = Math.max(2, 64 - Long.numberOfLeadingZeros(size - 1));
        // Halves may differ by one bit, so that the domain is never more than twice the size.
        this.leftBits = bits / 2;
        this.rightBits = bits - leftBits;
    }

    /**
     * Returns the order that a seed gives to so many numbers.
     *
     * @param size from 1 to 2^62
     * @throws IllegalArgumentException if the size is out of range
     */
    public static Permutation of(Seed seed, long size) {
        if (size < 1 || size > 1L << 62) {
            throw new IllegalArgumentException("size (" + size + ") must be from 1 to 2^62");
        }
        return new Permutation(seed, size);
    }

    /** Returns how many numbers it orders. */
    public long size() {
        return size;
    }

    /**
     * Returns the number at a place.
     *
     * @throws IndexOutOfBoundsException if the place is not from 0 to {@code size - 1}
     */
    public long at(long place) {
        check(place);
        long value = place;
        do {
            value = forward(value);
        } while (value >= size);
        return value;
    }

    /**
     * Returns the place of a number: {@code at(placeOf(n)) == n}.
     *
     * @throws IndexOutOfBoundsException if the number is not from 0 to {@code size - 1}
     */
    public long placeOf(long number) {
        check(number);
        long value = number;
        do {
            value = backward(value);
        } while (value >= size);
        return value;
    }

    private void check(long place) {
        if (place < 0 || place >= size) {
            throw new IndexOutOfBoundsException("place (" + place + ") must be from 0 to " + (size - 1));
        }
    }

    private long forward(long value) {
        long left = value >>> rightBits;
        long right = value & (1L << rightBits) - 1;
        left ^= mixed(first, right, leftBits);
        right ^= mixed(second, left, rightBits);
        left ^= mixed(third, right, leftBits);
        right ^= mixed(fourth, left, rightBits);
        return left << rightBits | right;
    }

    private long backward(long value) {
        long left = value >>> rightBits;
        long right = value & (1L << rightBits) - 1;
        right ^= mixed(fourth, left, rightBits);
        left ^= mixed(third, right, leftBits);
        right ^= mixed(second, left, rightBits);
        left ^= mixed(first, right, leftBits);
        return left << rightBits | right;
    }

    /** Returns so many bits that depend on all of a half: the highest, into which multiplying carries the others. */
    private static long mixed(long key, long half, int bits) {
        long mixed = (half ^ key) * 0xBF58476D1CE4E5B9L;
        return (mixed ^ mixed >>> 32) * 0x94D049BB133111EBL >>> Long.SIZE - bits;
    }
}
