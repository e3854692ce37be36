package dev.assay.data;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import java.util.List;
import java.util.Map;

/** What can be wrong with an entity among others, said before any scenario is made. */
final class ModelCheck {
    private ModelCheck() {}

    static void entity(Entity entity, Map<String, Entity> all) {
        for (Relation relation : entity.relations()) {
            relation(entity, relation, all);
        }
        if (entity.relations().stream().filter(Relation::owned).count() > 1) {
            throw Diagnosis.of("ASSAY-DATA-006", "two parents say how many rows an entity has.")
                    .with("entity", entity.name())
                    .because("least and most of @Parent set the number of rows, which can follow from one parent alone")
                    .toFix("give one @Parent least and most; rows pick the others")
                    .exception();
        }
        entity.key().forEach(entity::field);
        for (Constraint constraint : entity.constraints()) {
            constraint.fields().forEach(entity::field);
        }
        for (Field field : entity.fields()) {
            domain(entity, field);
        }
    }

    private static void relation(Entity entity, Relation relation, Map<String, Entity> all) {
        Entity parent = all.get(relation.parent());
        String place = entity.name() + "." + relation.name();
        if (parent == null) {
            throw Diagnosis.of("ASSAY-DATA-001", "a parent is not part of the model.")
                    .with("field", place)
                    .with("parent", relation.parent())
                    .because("a row needs its parent's row")
                    .toFix("Model.of(..., " + relation.parent() + ".class)")
                    .exception();
        }
        List<String> key = relation.parentFields().isEmpty() ? parent.key() : relation.parentFields();
        if (key.size() != relation.fields().size()) {
            throw Diagnosis.of("ASSAY-DATA-002", "a parent has no key.")
                    .with("field", place)
                    .with("parent", parent.name())
                    .because(
                            key.isEmpty()
                                    ? "a child names its parent by the component id, which the parent's record does not have"
                                    : "its key is " + key + ", and the child holds " + relation.fields())
                    .toFix("record " + parent.name() + "(long id, ...)")
                    .exception();
        }
        key.forEach(parent::field);
        relation.fields().forEach(entity::field);
    }

    private static void domain(Entity entity, Field field) {
        Domain domain = field.domain();
        if (domain.numbers().contradict()) {
            throw contradiction(entity, field, "numbers", domain.numbers());
        } else if (domain.times().contradict()) {
            throw contradiction(entity, field, "times", domain.times());
        } else if (domain.lengths().contradict()) {
            throw contradiction(entity, field, "lengths", domain.lengths());
        } else if (!domain.values().isEmpty()
                && domain.consistent(field).values().isEmpty()) {
            throw contradiction(entity, field, "values", domain.values());
        }
    }

    private static DiagnosisException contradiction(Entity entity, Field field, String what, Object bounds) {
        return Diagnosis.of("ASSAY-DATA-018", "what a field may hold contradicts itself.")
                .with("field", entity.name() + "." + field.name())
                .with(what, bounds)
                .because(
                        bounds instanceof Bounds<?>
                                ? "no value is that large and that small at once"
                                : "none of them is within the bounds, lengths and pattern that the field has, too")
                .toFix("let the smaller bound come first, or take one of the constraints away")
                .exception();
    }
}
