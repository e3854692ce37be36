package dev.assay.data.schema;

import dev.assay.core.Choices;
import dev.assay.data.Field;
import dev.assay.data.Rule;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values of types that have no meaning beyond being well-formed: JSON, bytes, arrays. */
final class OpaqueValues {
    private static final int LONGEST = 4;
    private static final String[] WORDS = {"red", "green", "blue", "large", "small", "new", "used", "rare"};

    private OpaqueValues() {}

    /** Returns a rule for a field of such a type; null for all others. */
    static @Nullable Rule of(Field field) {
        if (field.type() == String.class && field.domain().meaning().equals("json")) {
            return (row, own) -> "{\"" + word(own) + "\": " + own.below(1_000) + "}";
        } else if (field.type() == byte[].class) {
            int most = field.domain().lengths().most() == null
                    ? 32
                    : Math.min(32, field.domain().lengths().most());
            return (row, own) -> {
                byte[] bytes = new byte[1 + (int) own.below(most)];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) own.below(256);
                }
                return bytes;
            };
        } else if (field.type() == String[].class) {
            return several(OpaqueValues::word, new String[0]);
        } else if (field.type() == Integer[].class) {
            return several(own -> (int) own.below(1_000), new Integer[0]);
        } else if (field.type() == Long[].class) {
            return several(own -> own.below(1_000), new Long[0]);
        }
        return null;
    }

    private static <T> Rule several(Function<Choices, T> one, T[] none) {
        return (row, own) -> {
            T[] values = Arrays.copyOf(none, 1 + (int) own.below(LONGEST));
            for (int i = 0; i < values.length; i++) {
                values[i] = one.apply(own);
            }
            return values;
        };
    }

    private static String word(Choices own) {
        return WORDS[(int) own.below(WORDS.length)];
    }
}
