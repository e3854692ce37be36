package dev.assay.worker;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * CPU time of the whole process, ended threads, garbage collection and compilation included, in steps of 10 ms. Read
 * from {@code /proc} itself where there is one: a {@link ProcessHandle} looks up the command line, too, which takes ten
 * times as long.
 */
final class CpuTime {
    /** What Linux counts in, whatever its kernel's own clock does. */
    private static final long TICK_NANOS = 10_000_000;

    /** Where user time stands behind the command's name; system time is next. */
    private static final int USER = 11;

    private final byte[] text = new byte[1024];
    private final @Nullable RandomAccessFile stat = open();

    private static @Nullable RandomAccessFile open() {
        try {
            return new RandomAccessFile("/proc/self/stat", "r");
        } catch (IOException e) {
            return null;
        }
    }

    long nanos() {
        try {
            return stat == null ? ofHandle() : read(stat);
        } catch (IOException | RuntimeException e) {
            return ofHandle();
        }
    }

    private long read(RandomAccessFile file) throws IOException {
        file.seek(0);
        int length = Math.max(0, file.read(text));
        String line = new String(text, 0, length, StandardCharsets.ISO_8859_1);
        // The name stands in parentheses, and may hold blanks and parentheses itself.
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1])) * TICK_NANOS;
    }

    private static long ofHandle() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }
}
