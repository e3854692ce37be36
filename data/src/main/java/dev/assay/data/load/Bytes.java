package dev.assay.data.load;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow while values are written, and are used again and again. For one thread. */
final class Bytes implements Pipeline.Chunk {
    private static final int FIRST = 1 << 16;
    private static final byte[] DIGITS = digits();

    private byte[] bytes = new byte[FIRST];
    private int size;

    private static byte[] digits() {
        byte[] pairs = new byte[200];
        for (int i = 0; i < 100; i++) {
            pairs[2 * i] = (byte) ('0' + i / 10);
            pairs[2 * i + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }

    @Override
    public void clear() {
        size = 0;
    }

    @Override
    public int size() {
        return size;
    }

    byte[] array() {
        return bytes;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
        }
    }

    Bytes int8(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    Bytes int16(int value) {
        room(2);
        bytes[size++] = (byte) (value >> 8);
        bytes[size++] = (byte) value;
        return this;
    }

    Bytes int32(int value) {
        room(4);
        setInt32(size, value);
        size += 4;
        return this;
    }

    Bytes int64(long value) {
        return int32((int) (value >> 32)).int32((int) value);
    }

    /** Leaves room for the length of what follows, and returns the place to hand to {@link #endSized}. */
    int beginSized() {
        int32(0);
        return size;
    }

    void endSized(int begin) {
        setInt32(begin - 4, size - begin);
    }

    private void setInt32(int at, int value) {
        bytes[at] = (byte) (value >> 24);
        bytes[at + 1] = (byte) (value >> 16);
        bytes[at + 2] = (byte) (value >> 8);
        bytes[at + 3] = (byte) value;
    }

    Bytes raw(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
        return this;
    }

    /** Appends ASCII. */
    Bytes ascii(String text) {
        int length = text.length();
        room(length);
        for (int i = 0; i < length; i++) {
            bytes[size + i] = (byte) text.charAt(i);
        }
        size += length;
        return this;
    }

    /** Appends UTF-8. */
    Bytes text(String text) {
        int length = text.length();
        room(length);
        byte[] into = bytes;
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                size = at;
                return raw(text.substring(i).getBytes(StandardCharsets.UTF_8));
            }
            into[at++] = (byte) c;
        }
        size = at;
        return this;
    }

    /** Appends a text if all of it is ASCII and none of it special; nothing, and returns false, otherwise. */
    boolean plain(String text, boolean[] special) {
        int length = text.length();
        room(length);
        byte[] into = bytes;
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || special[c]) {
                return false;
            }
            into[at++] = (byte) c;
        }
        size = at;
        return true;
    }

    /** Appends a number in decimal digits. */
    Bytes decimal(long value) {
        if (value < 0) {
            if (value == Long.MIN_VALUE) {
                return ascii(Long.toString(value));
            }
            int8('-');
            return decimal(-value);
        }
        return digits(value, length(value));
    }

    /** Appends a number that is not negative in so many digits. */
    Bytes digits(long value, int width) {
        room(width);
        long rest = value;
        int at = size + width;
        while (at - size >= 2) {
            int pair = (int) (rest % 100) * 2;
            rest /= 100;
            bytes[--at] = DIGITS[pair + 1];
            bytes[--at] = DIGITS[pair];
        }
        if (at > size) {
            bytes[at - 1] = (byte) ('0' + rest % 10);
        }
        size += width;
        return this;
    }

    private static int length(long value) {
        int length = 1;
        for (long limit = 10; value >= limit; limit *= 10) {
            length++;
            if (length == 19) {
                break;
            }
        }
        return length;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }
}
