package dev.assay.history;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Writes numbers and names in few bytes; {@link Unpacker} reads them. */
final class Packer {
    private byte[] packed = new byte[1024];
    private int count;

    /** Writes a number in one to ten bytes; small ones, also small negative ones, take one. */
    Packer number(long value) {
        long rest = (value << 1) ^ (value >> 63);
        reserve(10);
        while ((rest & ~0x7FL) != 0) {
            packed[count++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        packed[count++] = (byte) rest;
        return this;
    }

    Packer text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        reserve(bytes.length);
        System.arraycopy(bytes, 0, packed, count, bytes.length);
        count += bytes.length;
        return this;
    }

    /** Writes an id in the form that names its class only once: what follows the prefix, where it has it. */
    Packer id(String id, String prefix) {
        boolean cut = id.startsWith(prefix);
        return number(cut ? 1 : 0).text(cut ? id.substring(prefix.length()) : id);
    }

    /** Writes a name, which takes one byte when it is the one expected. */
    Packer name(String name, String expected) {
        return name.equals(expected) ? number(-1) : text(name);
    }

    byte[] bytes() {
        return Arrays.copyOf(packed, count);
    }

    private void reserve(int more) {
        if (count + more > packed.length) {
            packed = Arrays.copyOf(packed, Math.max(packed.length * 2, count + more));
        }
    }

    /** Returns the bytes behind their checksum: SQLite itself does not notice a changed byte inside a value. */
    byte[] sealed() {
        return ByteBuffer.allocate(count + 4)
                .putInt(checksum(packed, 0, count))
                .put(packed, 0, count)
                .array();
    }

    static int checksum(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
