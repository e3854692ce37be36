package dev.assay.cli.data.describe;

import dev.assay.data.Entity;
import dev.assay.data.Relation;
import java.util.List;

/**
 * How an entity hangs on a parent.
 *
 * @param name the relation's name
 * @param child the entity whose rows have a parent
 * @param fields its fields that hold the parent's key
 * @param parent the parent's entity
 * @param children how many such rows a parent has: {@code 1}, {@code 1..4}, {@code 0..*}
 * @param parents how many parents a row has: {@code 1} or {@code 0..1}
 * @param skew how unevenly parents are picked; 0 for equally, and where they are not picked
 * @since 0.1
 */
public record Link(
        String name, String child, List<String> fields, String parent, String children, String parents, double skew) {
    /** Copies the fields. */
    public Link {
        fields = List.copyOf(fields);
    }

    static Link of(Entity entity, Relation relation) {
        boolean optional =
                relation.fields().stream().anyMatch(field -> entity.field(field).nullable());
        return new Link(
                relation.name(),
                entity.name(),
                relation.fields(),
                relation.parent(),
                children(entity, relation),
                optional ? "0..1" : "1",
                relation.kind() instanceof Relation.Picked picked ? picked.skew() : 0);
    }

    private static String children(Entity entity, Relation relation) {
        if (relation.kind() instanceof Relation.Owned owned) {
            return owned.least() == owned.most() ? "" + owned.least() : owned.least() + ".." + owned.most();
        }
        boolean once = relation.fields().equals(entity.key())
                || relation.fields().size() == 1
                        && entity.unique(relation.fields().get(0));
        return once ? "0..1" : "0..*";
    }

    boolean optional() {
        return parents.startsWith("0");
    }

    boolean toItself() {
        return parent.equals(child);
    }
}
