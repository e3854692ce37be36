package dev.assay.data;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A kind of rows.
 *
 * @param type the record that a row becomes
 * @param fields its components, in order
 * @since 0.1
 */
public record Entity(Class<? extends Record> type, List<Field> fields) {
    /** The name of the field that holds a row's own key: its index plus one. */
    public static final String KEY = "id";

    /** Copies the fields. */
    public Entity {
        fields = List.copyOf(fields);
    }

    /** Reads an entity off a record. */
    static Entity of(Class<? extends Record> type) {
        List<Field> fields = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            fields.add(new Field(
                    component.getName(),
                    component.getType(),
                    component.isAnnotationPresent(Unique.class)
                            || component.getName().equals(KEY),
                    relation(type, component)));
        }
        return new Entity(type, fields);
    }

    private static Optional<Relation> relation(Class<?> type, RecordComponent component) {
        Parent parent = component.getAnnotation(Parent.class);
        if (parent == null) {
            return Optional.empty();
        }
        boolean picked = parent.most() == -1;
        boolean fits = picked
                ? parent.least() == 0 && parent.skew() >= 0 && parent.skew() <= 100
                : parent.least() >= 0 && parent.least() <= parent.most() && parent.skew() == 0;
        if (!fits) {
            throw Diagnosis.of("ASSAY-DATA-007", "a relation has bounds that contradict each other.")
                    .with("field", type.getSimpleName() + "." + component.getName())
                    .with("least", parent.least())
                    .with("most", parent.most())
                    .with("skew", parent.skew())
                    .because(
                            "a parent has from least to most rows; or rows pick it, with a skew from 0 to 100 and no bounds")
                    .toFix("@Parent(value = " + parent.value().getSimpleName() + ".class, least = 1, most = 4)")
                    .exception();
        }
        if (picked && component.isAnnotationPresent(Unique.class)) {
            throw Diagnosis.of("ASSAY-DATA-015", "a picked parent cannot be unique.")
                    .with("field", type.getSimpleName() + "." + component.getName())
                    .because("rows pick their parents without knowing of each other")
                    .toFix("@Parent(value = " + parent.value().getSimpleName()
                            + ".class, most = 1), which gives each parent one such row at most")
                    .exception();
        }
        return Optional.of(
                picked
                        ? new Relation.Picked(parent.value(), parent.skew())
                        : new Relation.Owned(parent.value(), parent.least(), parent.most()));
    }

    /** Returns the record's simple name. */
    public String name() {
        return type.getSimpleName();
    }

    /** Returns the place of a field among the others; -1 if there is none of that name. */
    int indexOf(String field) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(field)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the field that says how many rows there are, because each parent has a number of them. */
    Optional<Field> owning() {
        return fields.stream()
                .filter(field -> field.relation()
                        .filter(Relation.Owned.class::isInstance)
                        .isPresent())
                .findFirst();
    }

    DiagnosisException noSuchField(String field, String why) {
        return Diagnosis.of("ASSAY-DATA-003", "an entity has no such field.")
                .with("entity", name())
                .with("field", field)
                .with("fields", fields.stream().map(Field::name).toList())
                .because(why)
                .toFix("name one of the fields above")
                .exception();
    }
}
