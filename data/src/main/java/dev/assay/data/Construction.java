package dev.assay.data;

import dev.assay.core.Diagnosis;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a record, or an instance of a class, of a row. */
final class Construction {
    private final Dataset dataset;
    private final List<Field> fields;
    private final Class<?> type;
    private final MethodHandle constructor;

    /** Of a class that is no record, what sets each field. */
    private final java.lang.reflect.Field[] setters;

    /** The parent that a component holds itself, in place of its key; null of most. */
    private final @Nullable Relation[] held;

    /** Whether it is a record of nothing but its row's own values. */
    private final boolean plain;

    Construction(Dataset dataset, Entity entity) {
        this.dataset = dataset;
        this.fields = entity.fields();
        this.type = entity.type()
                .orElseThrow(() -> Diagnosis.of("ASSAY-DATA-022", "an entity has no class that its rows could become.")
                        .with("entity", entity.name())
                        .because("it was described, or read off a schema")
                        .toFix("data.row(entity, index) or data.rows(entity)")
                        .exception());
        this.setters = new java.lang.reflect.Field[type.isRecord() ? 0 : fields.size()];
        Class<?>[] types = type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new)
                : new Class<?>[0];
        this.held = new Relation[fields.size()];
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i).name();
            if (!type.isRecord()) {
                setters[i] = field(type, name);
            }
            Class<?> declared = type.isRecord() ? types[i] : setters[i].getType();
            held[i] = entity.relation(name)
                    .filter(relation -> dataset.model()
                            .entity(relation.parent())
                            .type()
                            .filter(declared::equals)
                            .isPresent())
                    .orElse(null);
        }
        this.constructor = constructor(type, types);
        this.plain = type.isRecord() && Arrays.stream(held).allMatch(Objects::isNull);
    }

    Object of(Row row) {
        if (plain && row instanceof TableRow own) {
            try {
                return constructor.invokeExact(own.make());
            } catch (Throwable e) {
                throw failed(row, e);
            }
        }
        return of(row, new HashMap<>());
    }

    /** Makes an instance, of those that are being made, which may hold each other, each once. */
    private Object of(Row row, Map<List<Object>, Object> begun) {
        @Nullable Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            Relation parent = held[i];
            values[i] = parent == null ? row.get(i) : null;
        }
        try {
            if (type.isRecord()) {
                addParents(row, values, begun);
                return constructor.invokeExact(values);
            }
            Object made = constructor.invokeExact(new Object[0]);
            begun.put(List.of(row.entity().name(), row.index()), made);
            addParents(row, values, begun);
            for (int i = 0; i < values.length; i++) {
                setters[i].set(made, values[i]);
            }
            return made;
        } catch (Throwable e) {
            throw failed(row, e);
        }
    }

    private RuntimeException failed(Row row, Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known
                ? known
                : new IllegalStateException(type + " of row " + row.index() + " cannot be made", cause);
    }

    private void addParents(Row row, @Nullable Object[] values, Map<List<Object>, Object> begun) {
        for (int i = 0; i < values.length; i++) {
            Relation relation = held[i];
            if (relation != null) {
                values[i] = parent(row, relation, begun);
            }
        }
    }

    private @Nullable Object parent(Row row, Relation relation, Map<List<Object>, Object> begun) {
        if (relation.fields().stream().anyMatch(field -> row.get(field) == null)) {
            return null;
        }
        Row parent = row.parent(relation.name());
        Object known = begun.get(List.of(parent.entity().name(), parent.index()));
        return known == null ? dataset.table(parent.entity()).construction().of(parent, begun) : known;
    }

    private static java.lang.reflect.Field field(Class<?> type, String name) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            try {
                java.lang.reflect.Field found = at.getDeclaredField(name);
                found.setAccessible(true);
                return found;
            } catch (NoSuchFieldException e) {
                // One of the classes above has it.
                continue;
            }
        }
        throw new IllegalStateException(type + " lost its field " + name);
    }

    private static MethodHandle constructor(Class<?> type, Class<?>[] types) {
        try {
            Constructor<?> declared = type.getDeclaredConstructor(types);
            declared.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflectConstructor(declared)
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw Diagnosis.of("ASSAY-DATA-023", "a class cannot be constructed.")
                    .with("class", type.getName())
                    .because("it needs a constructor without parameters, of any visibility, as JPA wants it")
                    .toFix("protected " + type.getSimpleName() + "() {}")
                    .exception(e);
        }
    }
}
