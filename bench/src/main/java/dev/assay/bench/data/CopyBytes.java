package dev.assay.bench.data;

import dev.assay.data.Row;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows in PostgreSQL's binary format for COPY, in memory, made before any clock runs.
 *
 * <p>Written plainly, from the manual's description: it has nothing of Assay's loader, which it is there to be compared
 * with.
 */
final class CopyBytes {
    private static final LocalDate EPOCH = LocalDate.of(2000, 1, 1);
    private static final int CHUNK = 1 << 20;
    private static final int DIGITS = 4;
    private static final BigInteger GROUP = BigInteger.valueOf(10_000);

    private CopyBytes() {}

    /** Encodes rows in chunks of about a megabyte. */
    static List<byte[]> of(Stream<Row> rows) throws IOException {
        List<byte[]> chunks = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(CHUNK + 1_000);
        DataOutputStream out = new DataOutputStream(bytes);
        out.write("PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1));
        out.writeInt(0);
        out.writeInt(0);
        for (Row row : (Iterable<Row>) rows::iterator) {
            int fields = row.entity().fields().size();
            out.writeShort(fields);
            for (int i = 0; i < fields; i++) {
                field(out, row.get(i));
            }
            if (bytes.size() >= CHUNK) {
                chunks.add(bytes.toByteArray());
                bytes.reset();
            }
        }
        out.writeShort(-1);
        chunks.add(bytes.toByteArray());
        return chunks;
    }

    private static void field(DataOutputStream out, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeInt(-1);
        } else if (value instanceof Long number) {
            out.writeInt(Long.BYTES);
            out.writeLong(number);
        } else if (value instanceof Integer number) {
            out.writeInt(Integer.BYTES);
            out.writeInt(number);
        } else if (value instanceof Boolean truth) {
            out.writeInt(1);
            out.writeByte(truth ? 1 : 0);
        } else if (value instanceof BigDecimal number) {
            numeric(out, number);
        } else if (value instanceof LocalDate day) {
            out.writeInt(Integer.BYTES);
            out.writeInt((int) ChronoUnit.DAYS.between(EPOCH, day));
        } else if (value instanceof LocalDateTime time) {
            out.writeInt(Long.BYTES);
            out.writeLong(ChronoUnit.MICROS.between(EPOCH.atStartOfDay(), time));
        } else {
            byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
            out.writeInt(text.length);
            out.write(text);
        }
    }

    /** Groups of four digits to base 10,000, the point between two of them. */
    private static void numeric(DataOutputStream out, BigDecimal number) throws IOException {
        int fraction = (number.scale() + DIGITS - 1) / DIGITS;
        BigInteger rest = number.abs().setScale(fraction * DIGITS).unscaledValue();
        List<Short> groups = new ArrayList<>();
        while (rest.signum() != 0) {
            BigInteger[] parts = rest.divideAndRemainder(GROUP);
            groups.add(0, parts[1].shortValue());
            rest = parts[0];
        }
        out.writeInt(2 * (4 + groups.size()));
        out.writeShort(groups.size());
        out.writeShort(groups.isEmpty() ? 0 : groups.size() - fraction - 1);
        out.writeShort(number.signum() < 0 ? 0x4000 : 0);
        out.writeShort(number.scale());
        for (short group : groups) {
            out.writeShort(group);
        }
    }
}
