package dev.assay.data;

import dev.assay.core.Diagnosis;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an entity off a record, or off a class with fields as JPA has them.
 *
 * <p>Annotations of Bean Validation and JPA count where they are present. They are read by name, so that neither has to be
 * on the classpath, and so that both javax's and jakarta's count.
 */
final class ClassReader {
    private final Class<?> type;
    private final EntityBuilder entity;
    private final List<String> key = new ArrayList<>();

    private ClassReader(Class<?> type) {
        this.type = type;
        this.entity = Entity.named(type.getSimpleName()).type(type);
    }

    static Entity read(Class<?> type) {
        return new ClassReader(type).entity();
    }

    private Entity entity() {
        Annotations own = new Annotations(List.of(type));
        own.text("Table", "name").ifPresent(entity::table);
        own.text("Table", "schema").ifPresent(entity::schema);
        own.uniqueConstraints().forEach(entity::unique);
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                member(component.getName(), component.getType(), annotations(component));
            }
        } else {
            fields(type);
        }
        if (!key.isEmpty()) {
            entity.key(key.toArray(String[]::new));
        }
        return named(entity.build());
    }

    /** Column names of JPA's unique constraints become fields' names. */
    private static Entity named(Entity read) {
        List<Constraint> constraints = new ArrayList<>();
        for (Constraint constraint : read.constraints()) {
            if (constraint instanceof Constraint.Unique unique) {
                List<String> fields =
                        unique.fields().stream().map(each -> name(read, each)).toList();
                constraints.add(new Constraint.Unique(unique.name(), fields, unique.where()));
            } else {
                constraints.add(constraint);
            }
        }
        return new Entity(
                read.name(),
                read.schema(),
                read.table(),
                read.type(),
                read.fields(),
                read.key(),
                read.relations(),
                constraints,
                read.calculations());
    }

    private static String name(Entity read, String fieldOrColumn) {
        return read.fields().stream()
                .filter(field ->
                        field.name().equals(fieldOrColumn) || field.column().equals(fieldOrColumn))
                .findFirst()
                .orElseThrow(() -> read.noSuchField(fieldOrColumn, "a unique constraint names it"))
                .name();
    }

    private void fields(Class<?> of) {
        Class<?> above = of.getSuperclass();
        if (above != null && above != Object.class) {
            fields(above);
        }
        for (Field field : of.getDeclaredFields()) {
            Annotations annotations = new Annotations(List.of(field));
            boolean kept = !Modifier.isStatic(field.getModifiers())
                    && !Modifier.isTransient(field.getModifiers())
                    && !field.isSynthetic()
                    && !annotations.has("Transient")
                    && !annotations.has("OneToMany")
                    && !annotations.has("ManyToMany")
                    && !annotations.has("ElementCollection")
                    && !annotations.text("OneToOne", "mappedBy").isPresent()
                    && !Collection.class.isAssignableFrom(field.getType())
                    && !Map.class.isAssignableFrom(field.getType());
            if (kept) {
                member(field.getName(), field.getType(), annotations);
            }
        }
    }

    /** A component's annotations stand on its field or its accessor, too, as their targets say. */
    private Annotations annotations(RecordComponent component) {
        List<AnnotatedElement> places = new ArrayList<>(List.of(component, component.getAccessor()));
        try {
            places.add(type.getDeclaredField(component.getName()));
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
        return new Annotations(places);
    }

    private void member(String name, Class<?> of, Annotations annotations) {
        entity.field(name, of);
        annotations.text("Column", "name").ifPresent(entity::column);
        if (annotations.has("Id") || annotations.has("EmbeddedId")) {
            key.add(name);
        }
        Parent parent = annotations.own(Parent.class);
        boolean toOne = annotations.has("ManyToOne") || annotations.has("OneToOne");
        if (parent != null) {
            relation(name, parent);
        } else if (toOne) {
            entity.relation(name, List.of(name), of.getSimpleName(), List.of());
            entity.column(
                    annotations.text("JoinColumn", "name").orElse(dev.assay.data.Field.underscored(name) + "_id"));
            if (annotations.has("OneToOne")) {
                entity.children(required(annotations, "OneToOne") ? 1 : 0, 1);
            }
        }
        boolean relation = parent != null || toOne;
        if (annotations.has("Nullable")
                || relation && !of.isPrimitive() && !required(annotations, "ManyToOne", "OneToOne")) {
            entity.optional();
        }
        if (annotations.own(Unique.class) != null
                || Boolean.TRUE.equals(annotations.value("Column", "unique"))
                || Boolean.TRUE.equals(annotations.value("JoinColumn", "unique"))) {
            unique(name, parent);
        }
        narrow(of, annotations);
    }

    private static boolean required(Annotations annotations, String... kinds) {
        return annotations.has("NotNull")
                || Boolean.FALSE.equals(annotations.value("JoinColumn", "nullable"))
                || Boolean.FALSE.equals(annotations.value("Column", "nullable"))
                || Arrays.stream(kinds).anyMatch(kind -> Boolean.FALSE.equals(annotations.value(kind, "optional")));
    }

    private void relation(String name, Parent parent) {
        entity.relation(name, List.of(name), parent.value().getSimpleName(), List.of());
        boolean picked = parent.most() == -1;
        boolean fits = picked
                ? parent.least() == 0 && parent.skew() >= 0 && parent.skew() <= 100
                : parent.least() >= 0 && parent.least() <= parent.most() && parent.skew() == 0;
        if (!fits) {
            throw Diagnosis.of("ASSAY-DATA-007", "a relation has bounds that contradict each other.")
                    .with("field", type.getSimpleName() + "." + name)
                    .with("least", parent.least())
                    .with("most", parent.most())
                    .with("skew", parent.skew())
                    .because(
                            "a parent has from least to most rows; or rows pick it, with a skew from 0 to 100 and no bounds")
                    .toFix("@Parent(value = " + parent.value().getSimpleName() + ".class, least = 1, most = 4)")
                    .exception();
        }
        if (picked) {
            entity.skew(parent.skew());
        } else {
            entity.children(parent.least(), parent.most());
        }
    }

    private void unique(String name, @Nullable Parent parent) {
        if (parent != null && parent.most() == -1) {
            throw Diagnosis.of("ASSAY-DATA-015", "a picked parent cannot be unique.")
                    .with("field", type.getSimpleName() + "." + name)
                    .because("rows pick their parents without knowing of each other")
                    .toFix("@Parent(value = " + parent.value().getSimpleName()
                            + ".class, most = 1), which gives each parent one such row at most")
                    .exception();
        }
        entity.unique();
    }

    private void narrow(Class<?> of, Annotations annotations) {
        if (of == String.class) {
            int longest = annotations.value("Column", "length") instanceof Integer length ? length : 255;
            lengths(annotations.number("Size", "min"), annotations.number("Size", "max"));
            lengths(null, annotations.number("Length", "max"));
            if (annotations.has("Column")) {
                lengths(null, BigDecimal.valueOf(longest));
            }
            if (annotations.has("NotBlank") || annotations.has("NotEmpty")) {
                lengths(BigDecimal.ONE, null);
            }
            annotations.text("Pattern", "regexp").ifPresent(entity::pattern);
            if (annotations.has("Email")) {
                entity.meaning("email");
            }
            return;
        }
        tense(annotations);
        String one = of == BigDecimal.class ? "0.01" : "1";
        BigDecimal step = of == BigDecimal.class ? new BigDecimal("0.01") : BigDecimal.ONE;
        least(annotations.number("Min", "value"));
        least(annotations.number("Range", "min"));
        least(beside("DecimalMin", annotations, step));
        most(annotations.number("Max", "value"));
        most(annotations.number("Range", "max"));
        most(beside("DecimalMax", annotations, step.negate()));
        if (annotations.has("Positive")) {
            least(new BigDecimal(one));
        }
        if (annotations.has("PositiveOrZero")) {
            least(BigDecimal.ZERO);
        }
        if (annotations.has("Negative")) {
            most(new BigDecimal(one).negate());
        }
        if (annotations.has("NegativeOrZero")) {
            most(BigDecimal.ZERO);
        }
        if (annotations.has("AssertTrue") || annotations.has("AssertFalse")) {
            entity.values(annotations.has("AssertTrue"));
        }
        BigDecimal fraction = annotations.number("Digits", "fraction");
        if (fraction != null) {
            entity.scale(fraction.intValue());
        }
        BigDecimal integer = annotations.number("Digits", "integer");
        if (integer != null) {
            digits(integer.intValue());
        }
        if (annotations.value("Column", "precision") instanceof Integer precision && precision > 0) {
            int scale = annotations.value("Column", "scale") instanceof Integer digits ? digits : 0;
            digits(precision - scale);
        }
        if (annotations.value("Column", "scale") instanceof Integer scale && scale > 0) {
            entity.scale(scale);
        }
    }

    private void tense(Annotations annotations) {
        if (annotations.has("Past")) {
            entity.tense(Tense.PAST);
        } else if (annotations.has("PastOrPresent")) {
            entity.tense(Tense.PAST_OR_PRESENT);
        } else if (annotations.has("Future")) {
            entity.tense(Tense.FUTURE);
        } else if (annotations.has("FutureOrPresent")) {
            entity.tense(Tense.FUTURE_OR_PRESENT);
        }
    }

    /** A bound, or what is next to it where the bound itself is not allowed. */
    private static @Nullable BigDecimal beside(String annotation, Annotations annotations, BigDecimal step) {
        BigDecimal bound = annotations.number(annotation, "value");
        boolean inclusive = !Boolean.FALSE.equals(annotations.value(annotation, "inclusive"));
        return bound == null || inclusive ? bound : bound.add(step);
    }

    /** Numbers with so many digits before the point. */
    private void digits(int count) {
        BigDecimal largest = BigDecimal.ONE.movePointRight(count).subtract(BigDecimal.ONE);
        numbers(new Bounds<>(largest.negate(), largest));
    }

    private void least(@Nullable BigDecimal least) {
        if (least != null) {
            numbers(new Bounds<>(least, null));
        }
    }

    private void most(@Nullable BigDecimal most) {
        if (most != null) {
            numbers(new Bounds<>(null, most));
        }
    }

    private void numbers(Bounds<BigDecimal> bounds) {
        entity.domain(domain -> domain.numbers(bounds));
    }

    private void lengths(@Nullable BigDecimal least, @Nullable BigDecimal most) {
        if (least != null || most != null) {
            Bounds<Integer> bounds =
                    new Bounds<>(least == null ? null : least.intValue(), most == null ? null : most.intValue());
            entity.domain(domain -> domain.lengths(bounds));
        }
    }

    /** What stands on a member, by the simple names of the annotations: read once, as it is asked for many. */
    private static final class Annotations {
        private final List<? extends AnnotatedElement> places;
        private final Map<String, Annotation> known = new HashMap<>();
        private final Set<String> ofType = new HashSet<>();

        Annotations(List<? extends AnnotatedElement> places) {
            this.places = places;
            for (AnnotatedElement place : places) {
                for (Annotation each : place.getAnnotations()) {
                    known.putIfAbsent(each.annotationType().getSimpleName(), each);
                }
                if (place instanceof RecordComponent component) {
                    for (Annotation each : component.getAnnotatedType().getAnnotations()) {
                        ofType.add(each.annotationType().getSimpleName());
                    }
                }
            }
        }

        boolean has(String name) {
            return known.containsKey(name) || ofType.contains(name);
        }

        <A extends Annotation> @Nullable A own(Class<A> annotation) {
            for (AnnotatedElement place : places) {
                A found = place.getAnnotation(annotation);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }

        @Nullable Object value(String annotation, String element) {
            Annotation found = known.get(annotation);
            return found == null ? null : read(found, element);
        }

        Optional<String> text(String annotation, String element) {
            return value(annotation, element) instanceof String text && !text.isEmpty()
                    ? Optional.of(text)
                    : Optional.empty();
        }

        /** A number, unless it is the one that stands for none. */
        @Nullable BigDecimal number(String annotation, String element) {
            Object value = value(annotation, element);
            return value == null || value.equals(Integer.MAX_VALUE) ? null : new BigDecimal(value.toString());
        }

        /** The columns of each of a table's unique constraints. */
        List<String[]> uniqueConstraints() {
            return value("Table", "uniqueConstraints") instanceof Annotation[] all
                    ? Arrays.stream(all)
                            .map(each -> (String[]) read(each, "columnNames"))
                            .toList()
                    : List.of();
        }

        private static Object read(Annotation annotation, String element) {
            try {
                Method method = annotation.annotationType().getMethod(element);
                // What the proxy does: asked through the method, each would be given an accessor of its own.
                return Proxy.getInvocationHandler(annotation).invoke(annotation, method, null);
            } catch (NoSuchMethodException e) {
                return "";
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
