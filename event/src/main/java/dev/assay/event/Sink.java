package dev.assay.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes a message's bytes; used again for the next one. */
final class Sink {
    private static final int LENGTH = 4;

    final RecentTests recent = new RecentTests();
    private byte[] bytes = new byte[512];
    private int count = LENGTH;

    void write(int next) {
        reserve(1);
        bytes[count++] = (byte) next;
    }

    void varint(long value) {
        reserve(10);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes[count++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[count++] = (byte) rest;
    }

    void fixed64(long value) {
        reserve(8);
        ByteBuffer.wrap(bytes).putLong(count, value);
        count += 8;
    }

    void array(byte @Nullable [] value) {
        if (value == null) {
            varint(0);
        } else {
            varint(value.length + 1L);
            reserve(value.length);
            System.arraycopy(value, 0, bytes, count, value.length);
            count += value.length;
        }
    }

    void string(@Nullable String value) {
        array(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns what was written behind its length; valid until the next message is begun. */
    ByteBuffer frame() {
        return ByteBuffer.wrap(bytes, 0, count).putInt(0, count - LENGTH);
    }

    /** Begins the next message. */
    void begin() {
        count = LENGTH;
    }

    private void reserve(int more) {
        if (count + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, count + more));
        }
    }
}
