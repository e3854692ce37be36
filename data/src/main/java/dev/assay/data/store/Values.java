package dev.assay.data.store;

import dev.assay.data.Entity;
import dev.assay.data.Field;
import dev.assay.data.Relation;
import dev.assay.data.Row;
import java.io.Serializable;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Year;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as fields have them, from what users have: numbers of another type, names of constants, parents for keys. */
final class Values {
    /** What no value of the field's type can be made of. */
    static final Object MISFIT = new Object();

    private static final Map<Class<?>, Class<?>> BOXED = Map.of(
            int.class, Integer.class,
            long.class, Long.class,
            short.class, Short.class,
            byte.class, Byte.class,
            double.class, Double.class,
            float.class, Float.class,
            boolean.class, Boolean.class,
            char.class, Character.class);

    private Values() {}

    /** Returns a value as a field has it, or {@link #MISFIT}. */
    static @Nullable Object as(Field field, @Nullable Object value) {
        Class<?> type = BOXED.getOrDefault(field.type(), field.type());
        if (value == null || type.isInstance(value)) {
            return value;
        } else if (value instanceof Number number && (Number.class.isAssignableFrom(type))) {
            try {
                return number(type, new BigDecimal(number.toString()));
            } catch (ArithmeticException | NumberFormatException e) {
                return MISFIT;
            }
        } else if (value instanceof Integer year && type == Year.class) {
            return Year.of(year);
        } else if (value instanceof CharSequence text && type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().contentEquals(text)) {
                    return constant;
                }
            }
        }
        return MISFIT;
    }

    /**
     * Returns a value as a field has it; of a parent in place of its key, the key.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-003 if there is no such field, ASSAY-DATA-041 if its type is
     *     another
     */
    static @Nullable Object fitting(BaseTable table, String name, @Nullable Object value) {
        Field field = table.entity.field(name);
        Object fitting = as(field, ofParent(table, name, value));
        if (fitting == MISFIT) {
            String given = value == null ? "null" : value.getClass().getSimpleName();
            String why = "which is a " + given + ", not a " + field.type().getSimpleName();
            throw RowCheck.value(table, field, value, why).exception();
        }
        return copy(fitting);
    }

    /** Tells whether values of a type can perhaps be changed by whoever has them, so that each gets a copy. */
    static boolean mutable(Class<?> type) {
        return type.isArray()
                || type == Object.class
                || type == Serializable.class
                || Iterable.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || Cloneable.class.isAssignableFrom(type) && type != Locale.class;
    }

    /**
     * Returns a copy of what can be changed; any other value as it is.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-089 of a collection or map that can be changed, and not copied
     */
    static @Nullable Object copy(@Nullable Object value) {
        return Copies.of(value);
    }

    private static Object number(Class<?> type, BigDecimal number) {
        if (type == Long.class) {
            return number.longValueExact();
        } else if (type == Integer.class) {
            return number.intValueExact();
        } else if (type == Short.class) {
            return number.shortValueExact();
        } else if (type == Byte.class) {
            return number.byteValueExact();
        } else if (type == Double.class) {
            return number.doubleValue();
        } else if (type == Float.class) {
            return number.floatValue();
        }
        if (type == BigInteger.class) {
            return number.toBigIntegerExact();
        }
        return type == BigDecimal.class ? number : MISFIT;
    }

    /** Returns the value that a parent has in what a field holds of it, if the value is a parent; else the value. */
    static @Nullable Object ofParent(BaseTable table, String field, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        for (BaseTable.Link link : table.parents) {
            Relation relation = link.relation();
            int at = relation.fields().indexOf(field);
            if (at >= 0) {
                int place = link.target().places()[at];
                if (value instanceof Row row
                        && row.entity().name().equals(link.parents().entity.name())) {
                    return row.get(place);
                }
                Class<?> type = link.parents().entity.type().orElse(null);
                if (type != null && type.isInstance(value)) {
                    return of(link.parents(), value)[place];
                }
            }
        }
        return value;
    }

    /** Returns what a record or an instance of a class has in each field. */
    static @Nullable Object[] of(BaseTable table, Object instance) {
        Entity entity = table.entity;
        List<Field> fields = entity.fields();
        @Nullable Object[] values = new Object[fields.size()];
        RecordComponent[] components =
                instance instanceof Record ? instance.getClass().getRecordComponents() : new RecordComponent[0];
        for (int i = 0; i < values.length; i++) {
            String name = fields.get(i).name();
            try {
                Object value;
                if (instance instanceof Record) {
                    value = open(components[i].getAccessor()).invoke(instance);
                } else {
                    value = open(declared(instance.getClass(), name)).get(instance);
                }
                values[i] = ofParent(table, name, value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(instance.getClass() + " cannot be read: " + name, e);
            }
        }
        return values;
    }

    private static <T extends AccessibleObject> T open(T member) {
        member.setAccessible(true);
        return member;
    }

    private static java.lang.reflect.Field declared(Class<?> type, String name) throws NoSuchFieldException {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (java.lang.reflect.Field field : at.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(type + "." + name);
    }
}
