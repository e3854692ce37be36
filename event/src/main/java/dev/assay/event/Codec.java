package dev.assay.event;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes and reads values of one type; {@link Wire} says in what form. */
interface Codec {
    void write(Sink to, @Nullable Object value);

    @Nullable Object read(Source from);

    /** Derives the codec of a type that messages are made of. */
    static Codec of(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return new ListCodec(Codec.of(list.getActualTypeArguments()[0]));
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
        } else if (plain == TestRef.class) {
            return new TestRefCodec();
        } else if (plain.isRecord()) {
            return new RecordCodec(plain);
        } else if (plain.isSealed()) {
            return new SealedCodec(plain);
        }
        throw new IllegalArgumentException("no wire form for " + type);
    }

    final class StringCodec implements Codec {
        @Override
        public void write(Sink to, @Nullable Object value) {
            to.string((String) value);
        }

        @Override
        public @Nullable Object read(Source from) {
            return from.string();
        }
    }

    final class BytesCodec implements Codec {
        @Override
        public void write(Sink to, @Nullable Object value) {
            to.array((byte[]) value);
        }

        @Override
        public @Nullable Object read(Source from) {
            return from.array();
        }
    }

    final class IntCodec implements Codec {
        @Override
        public void write(Sink to, @Nullable Object value) {
            to.varint((Integer) present(value));
        }

        @Override
        public Object read(Source from) {
            return (int) from.varint();
        }
    }

    final class LongCodec implements Codec {
        @Override
        public void write(Sink to, @Nullable Object value) {
            to.varint((Long) present(value));
        }

        @Override
        public Object read(Source from) {
            return from.varint();
        }
    }

    final class BooleanCodec implements Codec {
        @Override
        public void write(Sink to, @Nullable Object value) {
            to.write((Boolean) present(value) ? 1 : 0);
        }

        @Override
        public Object read(Source from) {
            return from.next() != 0;
        }
    }

    final class DoubleCodec implements Codec {
        @Override
        public void write(Sink to, @Nullable Object value) {
            to.fixed64(Double.doubleToLongBits((Double) present(value)));
        }

        @Override
        public Object read(Source from) {
            return Double.longBitsToDouble(from.fixed64());
        }
    }

    record EnumCodec(Object[] constants) implements Codec {
        @Override
        public void write(Sink to, @Nullable Object value) {
            to.varint(((Enum<?>) present(value)).ordinal());
        }

        @Override
        public Object read(Source from) {
            return constants[(int) from.varint()];
        }
    }

    record ListCodec(Codec element) implements Codec {
        @Override
        public void write(Sink to, @Nullable Object value) {
            List<?> list = (List<?>) present(value);
            to.varint(list.size());
            for (Object each : list) {
                element.write(to, each);
            }
        }

        @Override
        public Object read(Source from) {
            int size = (int) from.varint();
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

    final class RecordCodec implements Codec {
        private final RecordComponent[] components;
        private final Codec[] codecs;
        private final Constructor<?> constructor;

        RecordCodec(Class<?> type) {
            components = type.getRecordComponents();
            codecs = new Codec[components.length];
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < components.length; i++) {
                components[i].getAccessor().setAccessible(true);
                codecs[i] = Codec.of(components[i].getGenericType());
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
        public @Nullable Object read(Source from) {
            if (from.next() == 0) {
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

    final class SealedCodec implements Codec {
        private final Class<?>[] permitted;
        private final Codec[] codecs;

        SealedCodec(Class<?> family) {
            permitted = family.getPermittedSubclasses();
            codecs = new Codec[permitted.length];
            for (int i = 0; i < permitted.length; i++) {
                codecs[i] = Codec.of(permitted[i]);
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
        public @Nullable Object read(Source from) {
            return codecs[from.next()].read(from);
        }
    }

    static Object present(@Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("a component that the wire form cannot leave out is null");
        }
        return value;
    }
}
