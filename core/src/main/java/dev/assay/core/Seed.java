package dev.assay.core;

import java.nio.charset.StandardCharsets;

/**
 * Where chance begins: a key from which other keys and numbers follow, always the same ones.
 *
 * <p>A seed is split by name or by number, {@code seed.at("customer").at(17)}, and what follows depends on the path
 * alone: not on the order in which seeds are asked for, on threads, or on what else is asked for. So a field that is
 * added beside others changes none of them.
 *
 * <p>The algorithm is {@link #VERSION} 1 and never changes under that number; {@code docs/seed.md} has vectors to test
 * another implementation with. It is SplitMix64's finalizer (Steele, Lea and Flood, <em>Fast Splittable Pseudorandom
 * Number Generators</em>, 2014, with Stafford's variant 13) over a counter, keyed twice. It is fast and evenly
 * distributed, and no secret is safe behind it.
 *
 * @param key all 64 bits of it
 * @since 0.1
 */
public record Seed(long key) {
    /** Which algorithm this is. */
    public static final int VERSION = 1;

    /** 2^64 divided by the golden ratio, odd. */
    private static final long PHI = 0x9E3779B97F4A7C15L;

    private static final long PRIME = 0x100000001B3L;
    private static final long BASIS = 0xCBF29CE484222325L;

    /** Returns the seed of a number that a person chose, such as 42. */
    public static Seed of(long number) {
        return new Seed(mix(number + PHI));
    }

    /**
     * Reads what {@link #toString} wrote, or a whole number, decimal or hexadecimal behind {@code 0x}.
     *
     * @throws DiagnosisException ASSAY-CORE-001 if it is neither
     */
    public static Seed parse(String text) {
        try {
            String plain = text.strip();
            if (plain.startsWith("seed:")) {
                return new Seed(Long.parseUnsignedLong(plain.substring("seed:".length()), 16));
            }
            return of(plain.contains("0x") ? Long.decode(plain) : Long.parseLong(plain));
        } catch (NumberFormatException e) {
            throw Diagnosis.of("ASSAY-CORE-001", "that is no seed.")
                    .with("seed", text)
                    .because("a seed is a whole number, 42 or 0x2a, or what a failure printed, seed:1f3a...")
                    .toFix("-Dassay.seed=42")
                    .exception(e);
        }
    }

    /** Returns the seed of a part that has a name. */
    public Seed at(String name) {
        long hash = BASIS;
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ each & 0xFF) * PRIME;
        }
        return new Seed(bits(key, hash));
    }

    /** Returns the seed of a part that has a number. */
    public Seed at(long number) {
        return new Seed(bits(key, number));
    }

    /** Returns the number at a place of this seed's sequence: 64 evenly distributed bits. */
    public long bits(long place) {
        return bits(key, place);
    }

    /**
     * Returns the number at a place of a key's sequence, without an object for the seed: what {@link #bits(long)} of the
     * seed with that key returns.
     */
    public static long bits(long key, long place) {
        return mix(mix(key + place * PHI) ^ key);
    }

    /** Scales 64 evenly distributed bits to a number from 0 to one less than the bound, which is positive. */
    public static long scale(long bits, long bound) {
        // Lemire's multiplication without its rejection: of n values, none is more than n / 2^64 likelier than another.
        return Math.multiplyHigh(bits, bound) + (bits < 0 ? bound : 0);
    }

    /** Turns 64 evenly distributed bits into a number from 0, included, to 1, not included. */
    public static double unit(long bits) {
        return (bits >>> 11) * 0x1p-53;
    }

    /** Returns the seed as {@link #parse} reads it. */
    @Override
    public String toString() {
        return "seed:" + Long.toHexString(key);
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
