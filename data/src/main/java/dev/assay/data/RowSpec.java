package dev.assay.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A single row that a test wants: what differs from the rows that would come by themselves.
 *
 * <p>Traits are methods that return it with more said:
 *
 * <pre>{@code
 * static RowSpec customer() {
 *     return RowSpec.of(Customer.class);
 * }
 *
 * static RowSpec suspended(RowSpec customer) {
 *     return customer.with("status", Status.SUSPENDED).with("active", false);
 * }
 *
 * scenario.with(customer().trait(Billing::suspended).with("email", "a@example.com").children(Invoice.class, 3));
 * }</pre>
 *
 * <p>Immutable.
 *
 * @since 0.1
 */
public final class RowSpec {
    private final String entity;
    private final Map<String, Optional<Object>> values;
    private final List<Children> children;

    /**
     * Rows whose parent the row is.
     *
     * @param count how many
     * @param each what is said of each
     * @param relation by which they are the row's; empty if their entity has one alone that leads there
     */
    public record Children(int count, RowSpec each, Optional<String> relation) {
        /**
         * Returns by which relation they are a parent's.
         *
         * @throws dev.assay.core.DiagnosisException ASSAY-DATA-003 if there is none, ASSAY-DATA-086 if there are several
         */
        public Relation relation(Entity children, Entity parent) {
            return children.relationTo(parent, relation.orElse(null));
        }
    }

    private RowSpec(String entity, Map<String, Optional<Object>> values, List<Children> children) {
        this.entity = entity;
        this.values = values;
        this.children = List.copyOf(children);
    }

    /** Begins a row of a record or class that is as others are. */
    public static RowSpec of(Class<?> entity) {
        return of(entity.getSimpleName());
    }

    /** Begins a row of an entity, by name, that is as others are. */
    public static RowSpec of(String entity) {
        return new RowSpec(entity, Map.of(), List.of());
    }

    /** Returns this row with a value of its own in a field. */
    public RowSpec with(String field, @Nullable Object value) {
        Map<String, Optional<Object>> more = new LinkedHashMap<>(values);
        more.put(field, Optional.ofNullable(value));
        return new RowSpec(entity, more, children);
    }

    /** Returns this row with what a trait says of it. */
    public RowSpec trait(UnaryOperator<RowSpec> trait) {
        return trait.apply(this);
    }

    /** Returns this row with some children, which are as others are. */
    public RowSpec children(Class<?> of, int count) {
        return children(count, RowSpec.of(of));
    }

    /**
     * Returns this row with some children, which are as others are.
     *
     * @param relation the children's field that holds this row's key, or the relation's name: where several lead here
     */
    public RowSpec children(Class<?> of, String relation, int count) {
        return children(relation, count, RowSpec.of(of));
    }

    /**
     * Returns this row with some children, each as it is said.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public RowSpec children(int count, RowSpec each) {
        return children(Optional.empty(), count, each);
    }

    /**
     * Returns this row with some children, each as it is said.
     *
     * @param relation the children's field that holds this row's key, or the relation's name: where several lead here
     * @throws IllegalArgumentException if the number is negative
     */
    public RowSpec children(String relation, int count, RowSpec each) {
        return children(Optional.of(relation), count, each);
    }

    private RowSpec children(Optional<String> relation, int count, RowSpec each) {
        if (count < 0) {
            throw new IllegalArgumentException("the number of children cannot be " + count);
        }
        List<Children> more = new ArrayList<>(children);
        more.removeIf(said ->
                said.each().entity.equals(each.entity) && said.relation().equals(relation));
        more.add(new Children(count, each, relation));
        return new RowSpec(entity, values, more);
    }

    /** Returns the entity's name. */
    public String entity() {
        return entity;
    }

    /** Returns the fields with values of their own; empty for no value. */
    public Map<String, Optional<Object>> values() {
        return values;
    }

    /** Returns the children that are said, at most one entry for an entity and relation. */
    public List<Children> children() {
        return children;
    }

    /** Returns how many rows are said, children included. */
    static int count(List<RowSpec> specs) {
        int count = 0;
        for (RowSpec spec : specs) {
            count++;
            for (Children said : spec.children) {
                count += said.count() * count(List.of(said.each()));
            }
        }
        return count;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowSpec spec
                && entity.equals(spec.entity)
                && values.equals(spec.values)
                && children.equals(spec.children);
    }

    @Override
    public int hashCode() {
        return Objects.hash(entity, values, children);
    }

    @Override
    public String toString() {
        return entity + values + (children.isEmpty() ? "" : children);
    }
}
