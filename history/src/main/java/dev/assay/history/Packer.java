package dev.assay.history;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Writes numbers and names in few bytes; {@link Unpacker} reads them. */
final class Packer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

    /** Writes a number in one to ten bytes; small ones, also small negative ones, take one. */
    Packer number(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    Packer text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        out.write(bytes, 0, bytes.length);
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
        return out.toByteArray();
    }

    /** Returns the bytes behind their checksum: SQLite itself does not notice a changed byte inside a value. */
    byte[] sealed() {
        byte[] bytes = out.toByteArray();
        return ByteBuffer.allocate(bytes.length + 4)
                .putInt(checksum(bytes, 0, bytes.length))
                .put(bytes)
                .array();
    }

    static int checksum(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
