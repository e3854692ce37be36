package dev.assay.worker;

import dev.assay.event.RunEvent;
import dev.assay.event.Signal;
import dev.assay.event.TestRef;
import dev.assay.event.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Buffers what goes to the coordinator in a memory-mapped file, so that nothing is lost when the JVM is killed between
 * two flushes: the operating system keeps the pages, and the coordinator reads what it has not received.
 *
 * <p>The file begins with the position of the buffer's first byte in the whole stream (eight bytes) and the number of
 * bytes in the buffer (four bytes); the bytes follow. Thread-safe.
 */
final class Outbox {
    private static final int HEADER = 12;
    private static final int CAPACITY = 256 << 10;

    private final MappedByteBuffer file;
    private final Wire.Writer<Signal> wire = Wire.of(Signal.class).writer();
    private final byte[] copy = new byte[CAPACITY];
    private final OutputStream socket;
    private long base;
    private int length;

    /** The test whose beginning is the last frame of the buffer, and where that is. */
    private @Nullable TestRef begun;

    private int begunAt;

    Outbox(Path path, OutputStream socket) throws IOException {
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            this.file = channel.map(FileChannel.MapMode.READ_WRITE, 0, HEADER + CAPACITY);
        }
        this.socket = socket;
    }

    /** Tells that a test began; where it ends before that is sent, and nothing came between, the end alone is. */
    synchronized void append(RunEvent.TestStarted event) throws IOException {
        append(new Signal.Happened(event));
        // What was too large for the buffer has been sent.
        begun = length > 0 ? event.test() : null;
    }

    synchronized void append(RunEvent.TestFinished event) throws IOException {
        boolean replaces = begun == event.test();
        if (replaces) {
            wire.retract();
        }
        append(new Signal.Happened(event), replaces ? begunAt : length);
    }

    synchronized void append(Signal signal) throws IOException {
        append(signal, length);
    }

    /** Appends a signal in place of what begins at an offset, which may be the buffer's end. */
    private void append(Signal signal, int from) throws IOException {
        begun = null;
        ByteBuffer frame = wire.frame(signal);
        if (from < length) {
            // Killed before the frame is copied, the worker leaves a test that seems not to have begun, and runs again.
            length = from;
            file.putInt(8, length);
        }
        if (length > 0 && length + frame.remaining() > CAPACITY) {
            // What this frame refers to goes with the buffer, so that it is written anew.
            flush();
            frame = wire.frame(signal);
        }
        if (frame.remaining() > CAPACITY) {
            socket.write(frame.array(), frame.position(), frame.remaining());
            moveBase(frame.remaining());
            return;
        }
        begunAt = length;
        file.put(HEADER + length, frame.array(), frame.position(), frame.remaining());
        length += frame.remaining();
        file.putInt(8, length);
    }

    synchronized void flush() throws IOException {
        begun = null;
        if (length == 0) {
            return;
        }
        file.get(HEADER, copy, 0, length);
        socket.write(copy, 0, length);
        // The order matters to whoever reads the file after a kill: never base moved on with the old length.
        file.putInt(8, 0);
        moveBase(length);
        length = 0;
    }

    /** What the socket was given may never be received; the buffer must be readable without it. */
    private void moveBase(int bytes) {
        base += bytes;
        file.putLong(0, base);
        wire.restart();
    }
}
