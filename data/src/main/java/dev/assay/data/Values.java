package dev.assay.data;

import dev.assay.core.Diagnosis;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Values that users make, held against the fields that they are for. */
final class Values {
    private Values() {}

    /** Tells whether a value is of a field's type. */
    static boolean isOf(Field field, Object value) {
        return boxed(field.type()).isInstance(value);
    }

    /**
     * Returns what a rule made as what the field holds: whole numbers that fit are taken for those of other types.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-026 if it cannot be that
     */
    static @Nullable Object ofRule(Entity entity, Field field, long row, @Nullable Object value) {
        if (value == null ? !field.type().isPrimitive() : isOf(field, value)) {
            return value;
        }
        Object number = value instanceof Number given ? as(boxed(field.type()), given) : null;
        if (number != null) {
            return number;
        }
        throw Diagnosis.of("ASSAY-DATA-026", "a rule made a value that its field cannot hold.")
                .with("field", entity.name() + "." + field.name())
                .with("row", row)
                .with("value", value)
                .with("is", value == null ? "nothing" : value.getClass().getName())
                .with("type", field.type().getName())
                .because("what a rule returns becomes the field's value as it is")
                .toFix("let the rule return a " + field.type().getSimpleName())
                .exception();
    }

    private static @Nullable Object as(Class<?> type, Number given) {
        boolean whole = given instanceof Long
                || given instanceof Integer
                || given instanceof Short
                || given instanceof Byte
                || given instanceof BigInteger;
        if (!whole) {
            return null;
        }
        BigInteger number = new BigInteger(given.toString());
        int bits = number.bitLength();
        if (type == Long.class && bits < Long.SIZE) {
            return number.longValue();
        } else if (type == Integer.class && bits < Integer.SIZE) {
            return number.intValue();
        } else if (type == Short.class && bits < Short.SIZE) {
            return number.shortValue();
        } else if (type == BigDecimal.class) {
            return new BigDecimal(number);
        }
        return type == BigInteger.class ? number : null;
    }

    private static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }
}
