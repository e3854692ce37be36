package dev.assay.history;

import java.nio.charset.StandardCharsets;

/** Reads what a {@link Packer} wrote; throws a {@link DamagedException} where it did not. */
final class Unpacker {
    private final byte[] bytes;
    private int at;

    private Unpacker(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    static Unpacker of(byte[] bytes) {
        return new Unpacker(bytes, 0);
    }

    static Unpacker ofSealed(byte[] bytes) {
        if (bytes.length < 4) {
            throw new DamagedException("a value is too short");
        }
        int expected = (bytes[0] & 0xFF) << 24 | (bytes[1] & 0xFF) << 16 | (bytes[2] & 0xFF) << 8 | (bytes[3] & 0xFF);
        if (expected != Packer.checksum(bytes, 4, bytes.length - 4)) {
            throw new DamagedException("a value's checksum is wrong");
        }
        return new Unpacker(bytes, 4);
    }

    boolean hasMore() {
        return at < bytes.length;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64 && at < bytes.length; shift += 7) {
            byte next = bytes[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new DamagedException("a number does not end");
    }

    int count() {
        long value = number();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new DamagedException("a count is out of range: " + value);
        }
        return (int) value;
    }

    String id(String prefix) {
        return number() == 1 ? prefix + text() : text();
    }

    /** Returns the hash of the next id, which is not turned into a string. */
    long hashId(long prefixHash) {
        long hash = number() == 1 ? prefixHash : Costs.HASH_SEED;
        int length = checked(number());
        for (int end = at + length; at < end; at++) {
            hash = Costs.hash(hash, bytes[at]);
        }
        return hash;
    }

    String name(String expected) {
        long length = number();
        return length < 0 ? expected : text(length);
    }

    String text() {
        return text(number());
    }

    private String text(long bytesLong) {
        int length = checked(bytesLong);
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    void skipText() {
        long length = number();
        at += checked(length);
    }

    void skipId() {
        number();
        skipText();
    }

    void skipName() {
        long length = number();
        if (length >= 0) {
            at += checked(length);
        }
    }

    private int checked(long length) {
        if (length < 0 || length > bytes.length - at) {
            throw new DamagedException("a text is longer than its value");
        }
        return (int) length;
    }
}
