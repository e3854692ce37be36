package dev.assay.event;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * The binary form of a sealed family of records: which record it is, then its components in order.
 *
 * <p>Integers are zigzag varints as in Protocol Buffers, strings and arrays carry their length plus one so that zero
 * means null, an enum is its ordinal, a test is what differs from one that the stream named before. There is no schema
 * on the wire: both ends are of one build, and a file of events names its {@link #VERSION} first.
 *
 * <p>Thread-safe; its writers and readers are not.
 *
 * @param <T> the sealed interface
 * @since 0.1
 */
public final class Wire<T> {
    /** Changes whenever a record on the wire changes. */
    public static final int VERSION = 6;

    /** Largest frame that is read, in bytes; more means that the stream is not one of ours. */
    public static final int MAX_FRAME = 64 << 20;

    private final Codec codec;

    private Wire(Codec codec) {
        this.codec = codec;
    }

    /**
     * Derives the form of a sealed family of records.
     *
     * @throws IllegalArgumentException if a component has a type that the form does not know
     */
    public static <T> Wire<T> of(Class<T> family) {
        return new Wire<>(Codec.of(family));
    }

    /** Begins a stream of values. */
    public Writer<T> writer() {
        return new Writer<>(codec);
    }

    /** Reads a stream of values from its beginning. */
    public Reader<T> reader() {
        return new Reader<>(codec);
    }

    /**
     * Writes a stream, in which a value may refer to those before it.
     *
     * @param <T> the sealed interface
     */
    public static final class Writer<T> {
        private final Codec codec;
        private final Sink sink = new Sink();

        private Writer(Codec codec) {
            this.codec = codec;
        }

        /**
         * Returns the next value's form behind its length in four bytes, big-endian.
         *
         * @return the bytes from position to limit of an array, valid until the next call
         * @throws IllegalArgumentException if a component is null that must not be; the stream goes on without it
         */
        public ByteBuffer frame(T value) {
            sink.begin();
            sink.recent.mark();
            try {
                codec.write(sink, value);
            } catch (RuntimeException | Error e) {
                restart();
                throw e;
            }
            return sink.frame();
        }

        /** Takes the last value back: nobody will read it, and the stream goes on as if it had not been written. */
        public void retract() {
            sink.recent.reset();
        }

        /** Forgets what it has written, so that the next value can be read without those before it. */
        public void restart() {
            sink.recent.clear();
            sink.recent.mark();
        }
    }

    /**
     * Reads a stream, in order.
     *
     * @param <T> the sealed interface
     */
    public static final class Reader<T> {
        private final Codec codec;
        private final RecentTests recent = new RecentTests();

        private Reader(Codec codec) {
            this.codec = codec;
        }

        /**
         * Reads the stream's next value, which fills the buffer's remaining bytes.
         *
         * @param bytes backed by an array
         * @throws IllegalArgumentException if the bytes are no such value
         */
        @SuppressWarnings("unchecked")
        public T read(ByteBuffer bytes) {
            try {
                Object value = codec.read(new Source(bytes, recent));
                if (value == null || bytes.hasRemaining()) {
                    throw new IllegalArgumentException("not a message: " + bytes.remaining() + " bytes too many");
                }
                return (T) value;
            } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
                throw new IllegalArgumentException("not a message: it ends too early", e);
            }
        }
    }
}
