package dev.assay.data;

import dev.assay.core.Diagnosis;
import dev.assay.core.Distribution;
import dev.assay.core.Gen;
import dev.assay.core.Permutation;
import dev.assay.core.Seed;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An entity's rows in a dataset: a rule for each column, and the key that its chance begins with. */
final class Table {
    private static final Set<Class<?>> KEY_TYPES = Set.of(int.class, Integer.class, long.class, Long.class);

    final Dataset dataset;
    final Entity entity;
    final long rows;
    final @Nullable OwnedRows owned;
    final Rule[] columns;
    final long[] keys;

    /** How many numberings there are, so that a row has room for each number. */
    int groups;

    private final Seed seed;
    private final MethodHandle constructor;

    /** Knows how many rows there are; {@link #bind} makes the columns. */
    Table(Dataset dataset, Entity entity, Seed seed) {
        this.dataset = dataset;
        this.entity = entity;
        this.seed = seed;
        this.owned = owned();
        this.rows = owned == null ? dataset.scenario().rows(entity) : owned.rows();
        int count = entity.fields().size();
        this.columns = new Rule[count];
        this.keys = new long[count];
        this.constructor = constructor(entity.type());
    }

    /** Makes the columns, once the rows of all tables are counted, and before the dataset is handed out. */
    void bind(Meaning meaning) {
        Map<String, Numbering> numberings = numberings(meaning);
        groups = numberings.size();
        for (int i = 0; i < columns.length; i++) {
            Field field = entity.fields().get(i);
            keys[i] = seed.at(field.name()).key();
            columns[i] = column(field, meaning, numberings);
        }
    }

    Object record(long index) {
        try {
            return constructor.invokeExact(new TableRow(this, index).all());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Numbers each group of fields once, uniquely if one of them asks for it. */
    private Map<String, Numbering> numberings(Meaning meaning) {
        Map<String, Aspect> aspects = new LinkedHashMap<>();
        Set<String> unique = new HashSet<>();
        for (Field field : entity.fields()) {
            Aspect aspect = isNumbered(field) ? meaning.aspect(entity, field).orElse(null) : null;
            if (aspect != null) {
                aspects.putIfAbsent(aspect.group(), aspect);
                if (field.unique()) {
                    unique.add(aspect.group());
                }
            }
        }
        Map<String, Numbering> numberings = new HashMap<>();
        aspects.forEach((group, aspect) -> numberings.put(
                group, Numbering.of(numberings.size(), seed.at(group), aspect.room(), unique.contains(group))));
        return numberings;
    }

    /** Tells whether a field takes values that are numbered, where its meaning has any. */
    private boolean isNumbered(Field field) {
        return (field.unique() || field.type() == String.class)
                && field.relation().isEmpty()
                && !field.name().equals(Entity.KEY)
                && dataset.scenario().model().rule(entity, field).isEmpty();
    }

    private @Nullable OwnedRows owned() {
        Field field = entity.owning().orElse(null);
        if (field == null || !(field.relation().orElseThrow() instanceof Relation.Owned relation)) {
            return null;
        }
        Table parents = dataset.table(relation.parent());
        return new OwnedRows(seed.at(field.name()).key(), parents.rows, relation.least(), relation.most());
    }

    private Rule column(Field field, Meaning meaning, Map<String, Numbering> numberings) {
        Optional<Rule> told = dataset.scenario().model().rule(entity, field);
        if (told.isPresent()) {
            return told.get();
        }
        if ((field.name().equals(Entity.KEY) || field.relation().isPresent()) && !KEY_TYPES.contains(field.type())) {
            throw unsupported(field);
        }
        if (field.name().equals(Entity.KEY)) {
            return key(field);
        }
        Relation relation = field.relation().orElse(null);
        if (relation instanceof Relation.Owned) {
            OwnedRows children = Objects.requireNonNull(owned);
            return asKey(field, (row, own) -> children.parent(row.index()));
        } else if (relation instanceof Relation.Picked picked) {
            return picked(field, picked);
        }
        Aspect aspect = meaning.aspect(entity, field).orElse(null);
        boolean needsAspect = field.type() == String.class && aspect != null;
        if (field.unique() || needsAspect) {
            return numbered(field, aspect, numberings);
        }
        return meaning.rule(entity, field).orElseThrow(() -> unsupported(field));
    }

    private Rule numbered(Field field, @Nullable Aspect aspect, Map<String, Numbering> numberings) {
        if (aspect == null) {
            throw noRoom(field, 0, "nothing is known of values that it could number");
        }
        if (field.unique() && rows > aspect.distinct()) {
            String why = aspect.distinct() > 0
                    ? "each row needs a value of its own"
                    : "others of its kind share such values";
            throw noRoom(field, aspect.distinct(), why);
        }
        Numbering numbering = Objects.requireNonNull(numberings.get(aspect.group()));
        Aspect.Values values = aspect.values();
        return (row, own) -> values.at(((TableRow) row).number(numbering), numbering.round(row.index()));
    }

    /** The key of a row whose index a rule gives. */
    private static Rule asKey(Field field, Rule index) {
        Class<?> type = field.type();
        return (row, own) -> {
            Object found = index.value(row, own);
            return found == null ? null : narrowed(type, (long) found + 1);
        };
    }

    private static Rule key(Field field) {
        Class<?> type = field.type();
        return (row, own) -> narrowed(type, row.index() + 1);
    }

    private static Object narrowed(Class<?> type, long number) {
        if (type == int.class || type == Integer.class) {
            return Math.toIntExact(number);
        }
        return number;
    }

    private Rule picked(Field field, Relation.Picked relation) {
        boolean self = relation.parent().equals(entity.type());
        if (self) {
            // The first rows are roots, and nobody is an own ancestor.
            return asKey(field, (row, own) -> row.index() == 0 || own.below(10) == 0 ? null : own.below(row.index()));
        }
        if (dataset.table(relation.parent()).rows == 0 && rows > 0 && !field.nullable()) {
            throw noParent(field, relation);
        }
        Rule picks = picks(dataset.table(relation.parent()).rows, field, relation);
        Dataset before = dataset.before();
        if (before == null) {
            return picks;
        }
        Table smaller = before.table(entity.type());
        Rule earlier = smaller.columns[entity.indexOf(field.name())];
        long rowsBefore = smaller.rows;
        return (row, own) -> row.index() < rowsBefore ? earlier.value(row, own) : picks.value(row, own);
    }

    private Rule picks(long parents, Field field, Relation.Picked relation) {
        if (parents == 0) {
            return (row, own) -> null;
        }
        if (relation.skew() == 0) {
            return asKey(field, (row, own) -> own.below(parents));
        }
        Gen<Long> ranks = Distribution.zipf(parents, relation.skew());
        Permutation order = Permutation.of(seed.at(field.name()).at("order"), parents);
        return asKey(field, (row, own) -> order.at(ranks.draw(own)));
    }

    private RuntimeException noParent(Field field, Relation relation) {
        return Diagnosis.of("ASSAY-DATA-011", "rows have no parent to pick.")
                .with("scenario", dataset.scenario().name())
                .with("field", entity.name() + "." + field.name())
                .with("rows", rows)
                .with("parent", relation.parent().getSimpleName() + ", 0 rows")
                .because("each of them needs a row of its parent's")
                .toFix("rows(" + relation.parent().getSimpleName() + ".class, 100)")
                .exception();
    }

    private RuntimeException noRoom(Field field, long room, String why) {
        return Diagnosis.of("ASSAY-DATA-010", "a field that is to be unique has too little room.")
                .with("scenario", dataset.scenario().name())
                .with("field", entity.name() + "." + field.name())
                .with("rows", rows)
                .with("room", room)
                .because(why)
                .toFix("model.with(" + entity.name() + ".class, \"" + field.name() + "\", rule), whose values differ")
                .toFix("fewer rows")
                .exception();
    }

    private RuntimeException unsupported(Field field) {
        return Diagnosis.of("ASSAY-DATA-012", "a field's type has no values of its own.")
                .with("field", entity.name() + "." + field.name())
                .with("type", field.type().getName())
                .because(
                        "Assay knows texts, numbers, truth values, enums, dates and times, and keys that are int or long")
                .toFix("model.with(" + entity.name() + ".class, \"" + field.name() + "\", (row, choices) -> ...)")
                .exception();
    }

    private static MethodHandle constructor(Class<? extends Record> type) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> declared = type.getDeclaredConstructor(types);
            declared.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflectConstructor(declared)
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " cannot be constructed", e);
        }
    }
}
