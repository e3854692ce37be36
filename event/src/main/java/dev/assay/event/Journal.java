package dev.assay.event;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A run's events as a file: appended while the run goes on, readable also when the run was killed.
 *
 * <p>The file begins with {@code ASSAY} and {@link Wire#VERSION}; frames follow, each behind its length. A last frame
 * that was not written whole is left out when reading.
 *
 * <p>Written from one thread. A file may be read while it is written.
 *
 * @since 0.1
 */
public final class Journal implements RunListener, AutoCloseable {
    private static final byte[] MAGIC = {'A', 'S', 'S', 'A', 'Y', 0, 0, Wire.VERSION};
    private static final long FLUSH_NANOS = 100_000_000;

    private final Wire.Writer<RunEvent> wire = Wire.of(RunEvent.class).writer();
    private final DataOutputStream out;
    private long flushedAt;

    private Journal(DataOutputStream out) {
        this.out = out;
    }

    /**
     * Creates a new journal; an older file of that name is replaced.
     *
     * @throws IOException if the file cannot be created
     */
    public static Journal create(Path file) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
        out.write(MAGIC);
        out.flush();
        return new Journal(out);
    }

    /**
     * Appends an event.
     *
     * @throws UncheckedIOException if it cannot be written, for example on a full disk
     */
    @Override
    public void on(RunEvent event) {
        try {
            ByteBuffer frame = wire.frame(event);
            out.write(frame.array(), frame.position(), frame.remaining());
            if (event.at() - flushedAt > FLUSH_NANOS || event instanceof RunEvent.RunFinished) {
                flushedAt = event.at();
                out.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /**
     * Reads a journal from its beginning, an event at a time.
     *
     * @throws IOException if the file cannot be read, or is no journal of this version
     */
    public static void read(Path file, RunListener listener) throws IOException {
        Wire.Reader<RunEvent> wire = Wire.of(RunEvent.class).reader();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16).limit(0);
            buffer = fill(channel, buffer, MAGIC.length);
            byte[] magic = new byte[Math.min(MAGIC.length, buffer.remaining())];
            buffer.get(magic);
            if (!Arrays.equals(magic, MAGIC)) {
                throw new IOException(file + " is not a journal that this version of Assay wrote");
            }
            while (true) {
                buffer = fill(channel, buffer, 4);
                if (buffer.remaining() < 4) {
                    return;
                }
                int length = buffer.getInt();
                if (length <= 0 || length > Wire.MAX_FRAME) {
                    throw new IOException(file + " is damaged: a frame of " + length + " bytes");
                }
                buffer = fill(channel, buffer, length);
                if (buffer.remaining() < length) {
                    return;
                }
                RunEvent event = read(file, wire, buffer.slice(buffer.position(), length));
                buffer.position(buffer.position() + length);
                listener.on(event);
            }
        }
    }

    private static RunEvent read(Path file, Wire.Reader<RunEvent> wire, ByteBuffer frame) throws IOException {
        try {
            return wire.read(frame);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is damaged", e);
        }
    }

    /** Returns a buffer with at least the given bytes remaining, or all that the file still has. */
    private static ByteBuffer fill(FileChannel channel, ByteBuffer buffer, int bytes) throws IOException {
        if (buffer.remaining() >= bytes) {
            return buffer;
        }
        ByteBuffer target = buffer.capacity() >= bytes
                ? buffer.compact()
                : ByteBuffer.allocate(bytes).put(buffer);
        int read = 0;
        while (target.position() < bytes && read >= 0) {
            read = channel.read(target);
        }
        return target.flip();
    }
}
