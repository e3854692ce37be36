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
    private static final int ROUNDS = 4;

    private final long key;
    private final long size;
    private final int leftBits;
    private final int rightBits;

    private Permutation(long key, long size) {
        this.key = key;
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
        return new Permutation(seed.key(), size);
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
        long right = value & mask(rightBits);
        for (int round = 0; round < ROUNDS; round += 2) {
            left ^= mixed(round, right) & mask(leftBits);
            right ^= mixed(round + 1, left) & mask(rightBits);
        }
        return left << rightBits | right;
    }

    private long backward(long value) {
        long left = value >>> rightBits;
        long right = value & mask(rightBits);
        for (int round = ROUNDS - 2; round >= 0; round -= 2) {
            right ^= mixed(round + 1, left) & mask(rightBits);
            left ^= mixed(round, right) & mask(leftBits);
        }
        return left << rightBits | right;
    }

    private long mixed(int round, long half) {
        return Seed.bits(key + round, half);
    }

    private static long mask(int bits) {
        return (1L << bits) - 1;
    }
}
