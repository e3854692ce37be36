package dev.assay.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How rows come to their parents.
 *
 * @param name what {@link Row#parent} calls it: the field that holds the parent's key, or the name of a key over several
 * @param fields the fields that hold the parent's key
 * @param parent the parent's entity, by name
 * @param parentFields the parent's fields whose values they hold, in the same order; empty for its key
 * @param kind which parent a row gets
 * @since 0.1
 */
public record Relation(String name, List<String> fields, String parent, List<String> parentFields, Kind kind) {
    /** Copies the lists. */
    public Relation {
        fields = List.copyOf(fields);
        parentFields = List.copyOf(parentFields);
    }

    /** Which parent a row gets. */
    public sealed interface Kind {}

    /**
     * Each row picks a parent; the scenario says how many rows there are.
     *
     * @param skew the exponent of Zipf's law, from 0, for all parents equally, to 100
     */
    public record Picked(double skew) implements Kind {}

    /**
     * Each parent has a number of rows, one parent's after the other's. One to one is from 1 to 1.
     *
     * @param least how many at least, from 0
     * @param most how many at most
     */
    public record Owned(int least, int most) implements Kind {}

    /** Tells whether parents have rows, so that their number follows. */
    public boolean owned() {
        return kind instanceof Owned;
    }

    /** Most often it is the same; what compares records on its own takes a fresh JVM long to make. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Relation relation
                        && name.equals(relation.name)
                        && fields.equals(relation.fields)
                        && parent.equals(relation.parent)
                        && parentFields.equals(relation.parentFields)
                        && kind.equals(relation.kind);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + parent.hashCode();
    }

    /** Returns this relation with another kind. */
    Relation kind(Kind other) {
        return new Relation(name, fields, parent, parentFields, other);
    }
}
