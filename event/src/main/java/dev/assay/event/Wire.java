package dev.assay.event;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of a sealed family of records: which record it is, then its components in order.
 *
 * <p>Integers are zigzag varints as in Protocol Buffers, strings and arrays carry their length plus one so that zero
 * means null, an enum is its ordinal. There is no schema on the wire: both ends are of one build, and a file of events
 * names its {@link #VERSION} first.
 *
 * <p>Thread-safe.
 *
 * @param <T> the sealed interface
 * @since 0.1
 */
public final class Wire<T> {
    /** Changes whenever a record on the wire changes. */
    public static final int VERSION = 1;

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
        return new Wire<>(codec(family));
    }

    /** Returns the value's form, without a length. */
    public byte[] encode(T value) {
        Sink sink = new Sink();
        codec.write(sink, value);
        return sink.toByteArray();
    }

    /** Returns the value's form behind its length in four bytes, big-endian. */
    public byte[] frame(T value) {
        Sink sink = new Sink();
        sink.skip4();
        codec.write(sink, value);
        byte[] bytes = sink.toByteArray();
        ByteBuffer.wrap(bytes).putInt(0, bytes.length - 4);
        return bytes;
    }

    /**
     * Reads a value that fills the buffer's remaining bytes.
     *
     * @throws IllegalArgumentException if the bytes are no such value
     */
    @SuppressWarnings("unchecked")
    public T decode(ByteBuffer bytes) {
        try {
            Object value = codec.read(bytes);
            if (value == null || bytes.hasRemaining()) {
                throw new IllegalArgumentException("not a message: " + bytes.remaining() + " bytes too many");
            }
            return (T) value;
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("not a message: it ends too early", e);
        }
    }

    private interface Codec {
        void write(Sink to, @Nullable Object value);

        @Nullable Object read(ByteBuffer from);
    }

    private static Codec codec(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return new ListCodec(codec(list.getActualTypeArguments()[0]));
        }
        if (!(type instanceof Class<?> plain)) {
            throw new IllegalArgumentException("no wire form for " + type);
        }
        if (plain == String.class) {
            return new StringCodec();
        } else if (plain == int.class) {
            return new IntCodec();
        } else if (plain == long.class) {
            return new LongCodec();
        } else if (plain == boolean.class) {
            return new BooleanCodec();
        } else if (plain == double.class) {
            return new DoubleCodec();
        } else if (plain == byte[].class) {
            return new BytesCodec();
        } else if (plain.isEnum()) {
            return new EnumCodec(plain.getEnumConstants());
        } else if (plain.isRecord()) {
            return new RecordCodec(plain);
        } else if (plain.isSealed()) {
            return new SealedCodec(plain);
        }
        throw new IllegalArgumentException("no wire form for " + type);
    }

    /** Grows as needed; not synchronized, unlike its parent. */
    private static final class Sink extends ByteArrayOutputStream {
        Sink() {
            super(512);
        }

        void skip4() {
            count += 4;
        }

        void bytes(byte[] bytes) {
            write(bytes, 0, bytes.length);
        }

        void varint(long value) {
            long rest = (value << 1) ^ (value >> 63);
            while ((rest & ~0x7FL) != 0) {
                write((int) (rest & 0x7F | 0x80));
                rest >>>= 7;
            }
            write((int) rest);
        }
    }

    private static long varint(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = from.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new IllegalArgumentException("not a message: a number of more than ten bytes");
    }

    private static byte @Nullable [] array(ByteBuffer from) {
        int length = (int) varint(from) - 1;
        if (length < 0) {
            return null;
        }
        if (length > from.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    private static final class StringCodec implements Codec {
        @Override
        public void write(Sink to, @Nullable Object value) {
            if (value == null) {
                to.varint(0);
            } else {
                byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
                to.varint(bytes.length + 1L);
                to.bytes(bytes);
            }
        }

        @Override
        public @Nullable Object read(ByteBuffer from) {
            byte[] bytes = array(from);
            return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static final class BytesCodec implements Codec {
        @Override
        public void write(Sink to, @Nullable Object value) {
            if (value == null) {
                to.varint(0);
            } else {
                byte[] bytes = (byte[]) value;
                to.varint(bytes.length + 1L);
                to.bytes(bytes);
            }
        }

        @Override
        public @Nullable Object read(ByteBuffer from) {
            return array(from);
        }
    }

    private static final class IntCodec implements Codec {
        @Override
        public void write(Sink to, @Nullable Object value) {
            to.varint((Integer) present(value));
        }

        @Override
        public Object read(ByteBuffer from) {
            return (int) varint(from);
        }
    }

    private static final class LongCodec implements Codec {
        @Override
        public void write(Sink to, @Nullable Object value) {
            to.varint((Long) present(value));
        }

        @Override
        public Object read(ByteBuffer from) {
            return varint(from);
        }
    }

    private static final class BooleanCodec implements Codec {
        @Override
        public void write(Sink to, @Nullable Object value) {
            to.write((Boolean) present(value) ? 1 : 0);
        }

        @Override
        public Object read(ByteBuffer from) {
            return from.get() != 0;
        }
    }

    private static final class DoubleCodec implements Codec {
        @Override
        public void write(Sink to, @Nullable Object value) {
            to.bytes(ByteBuffer.allocate(8).putDouble((Double) present(value)).array());
        }

        @Override
        public Object read(ByteBuffer from) {
            return from.getDouble();
        }
    }

    private record EnumCodec(Object[] constants) implements Codec {
        @Override
        public void write(Sink to, @Nullable Object value) {
            to.varint(((Enum<?>) present(value)).ordinal());
        }

        @Override
        public Object read(ByteBuffer from) {
            return constants[(int) varint(from)];
        }
    }

    private record ListCodec(Codec element) implements Codec {
        @Override
        public void write(Sink to, @Nullable Object value) {
            List<?> list = (List<?>) present(value);
            to.varint(list.size());
            for (Object each : list) {
                element.write(to, each);
            }
        }

        @Override
        public Object read(ByteBuffer from) {
            int size = (int) varint(from);
            if (size < 0 || size > from.remaining()) {
                throw new BufferUnderflowException();
            }
            List<@Nullable Object> list = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                list.add(element.read(from));
            }
            return list;
        }
    }

    private static final class RecordCodec implements Codec {
        private final RecordComponent[] components;
        private final Codec[] codecs;
        private final Constructor<?> constructor;

        RecordCodec(Class<?> type) {
            components = type.getRecordComponents();
            codecs = new Codec[components.length];
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < components.length; i++) {
                components[i].getAccessor().setAccessible(true);
                codecs[i] = codec(components[i].getGenericType());
                types[i] = components[i].getType();
            }
            try {
                constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
            } catch (NoSuchMethodException e) {
                throw new IllegalArgumentException("no wire form for " + type, e);
            }
        }

        @Override
        public void write(Sink to, @Nullable Object value) {
            to.write(value == null ? 0 : 1);
            if (value == null) {
                return;
            }
            try {
                for (int i = 0; i < codecs.length; i++) {
                    codecs[i].write(to, components[i].getAccessor().invoke(value));
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public @Nullable Object read(ByteBuffer from) {
            if (from.get() == 0) {
                return null;
            }
            @Nullable Object[] values = new Object[codecs.length];
            for (int i = 0; i < codecs.length; i++) {
                values[i] = codecs[i].read(from);
            }
            try {
                return constructor.newInstance(values);
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("not a message: " + constructor.getDeclaringClass(), e);
            }
        }
    }

    private static final class SealedCodec implements Codec {
        private final Class<?>[] permitted;
        private final Codec[] codecs;

        SealedCodec(Class<?> family) {
            permitted = family.getPermittedSubclasses();
            codecs = new Codec[permitted.length];
            for (int i = 0; i < permitted.length; i++) {
                codecs[i] = codec(permitted[i]);
            }
        }

        @Override
        public void write(Sink to, @Nullable Object value) {
            Class<?> type = present(value).getClass();
            for (int i = 0; i < permitted.length; i++) {
                if (permitted[i] == type) {
                    to.write(i);
                    codecs[i].write(to, value);
                    return;
                }
            }
            throw new IllegalArgumentException("not of this family: " + type);
        }

        @Override
        public @Nullable Object read(ByteBuffer from) {
            return codecs[from.get()].read(from);
        }
    }

    private static Object present(@Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("a component that the wire form cannot leave out is null");
        }
        return value;
    }
}
