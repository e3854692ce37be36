package dev.assay.event;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Gives a message's bytes. */
final class Source {
    final RecentTests recent;
    private final ByteBuffer bytes;

    Source(ByteBuffer bytes, RecentTests recent) {
        this.bytes = bytes;
        this.recent = recent;
    }

    byte next() {
        return bytes.get();
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = bytes.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new IllegalArgumentException("not a message: a number of more than ten bytes");
    }

    long fixed64() {
        return bytes.getLong();
    }

    byte @Nullable [] array() {
        int length = length();
        if (length < 0) {
            return null;
        }
        byte[] value = new byte[length];
        bytes.get(value);
        return value;
    }

    @Nullable String string() {
        int length = length();
        if (length < 0) {
            return null;
        }
        String value =
                new String(bytes.array(), bytes.arrayOffset() + bytes.position(), length, StandardCharsets.UTF_8);
        bytes.position(bytes.position() + length);
        return value;
    }

    int remaining() {
        return bytes.remaining();
    }

    private int length() {
        int length = (int) varint() - 1;
        if (length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        return length;
    }
}
