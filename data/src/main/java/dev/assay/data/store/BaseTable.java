package dev.assay.data.store;

import dev.assay.data.AllRows;
import dev.assay.data.Constraint;
import dev.assay.data.Entity;
import dev.assay.data.Field;
import dev.assay.data.Relation;
import dev.assay.data.internal.DomainCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An entity's rows as the dataset has them, with what is known of the entity.
 *
 * <p>Rows are made when they are reached, an index at its first use. Nothing changes then; thread-safe.
 */
final class BaseTable {
    final Base base;
    final int number;
    final Entity entity;
    final int size;
    final Map<String, Integer> places = new HashMap<>();
    final DomainCheck[] domains;

    /** Which fields have values that can be changed. */
    final boolean[] mutable;

    final List<Index> indexes = new ArrayList<>();

    /** The index of the key; null if there is none. */
    final @Nullable Index key;

    /** Parents, in the order of the entity's relations. */
    final List<Link> parents = new ArrayList<>();

    /** Those of whom this entity is the parent. */
    final List<Link> children = new ArrayList<>();

    private final Object @Nullable [] instances;
    private final AllRows.Rows rows;
    private final Map<Integer, Index.Built> built = new ConcurrentHashMap<>();

    /**
     * Which parent a row has.
     *
     * @param of the children's table
     * @param in the children by the parent's key
     * @param target the parents by what children hold of them
     */
    record Link(BaseTable of, Relation relation, Index in, BaseTable parents, Index target) {
        boolean optional() {
            return of.entity.optional(relation);
        }

        @Override
        public String toString() {
            return of.entity.name() + "." + relation.name();
        }
    }

    BaseTable(Base base, int number, Entity entity) {
        this.base = base;
        this.number = number;
        this.entity = entity;
        this.size = Math.toIntExact(base.dataset.count(entity));
        this.rows = base.rows.of(entity);
        List<Field> fields = entity.fields();
        this.domains = new DomainCheck[fields.size()];
        this.mutable = new boolean[domains.length];
        boolean none = true;
        for (int i = 0; i < domains.length; i++) {
            mutable[i] = Values.mutable(fields.get(i).type());
            none &= !mutable[i];
            places.put(fields.get(i).name(), i);
            domains[i] = new DomainCheck(fields.get(i));
        }
        this.key = entity.key().isEmpty() ? null : index(entity.key(), null);
        for (Constraint constraint : entity.constraints()) {
            if (constraint instanceof Constraint.Unique unique) {
                index(unique.fields(), unique.where().orElse(null));
            }
        }
        boolean kept = none
                && entity.type().filter(Class::isRecord).isPresent()
                && entity.relations().stream()
                        .allMatch(relation -> base.dataset
                                        .model()
                                        .entity(relation.parent())
                                        .type()
                                        .isEmpty()
                                || holdsKeys(entity, relation));
        this.instances = kept ? new Object[size] : null;
    }

    /** Tells whether a record's components hold a parent's key, not the parent. */
    private static boolean holdsKeys(Entity entity, Relation relation) {
        return Arrays.stream(entity.type().orElseThrow().getRecordComponents())
                .filter(component -> relation.fields().contains(component.getName()))
                .noneMatch(component -> component.getType().getSimpleName().equals(relation.parent()));
    }

    /** Finds the parents, once all tables are there. */
    void link() {
        for (Relation relation : entity.relations()) {
            BaseTable above = base.table(relation.parent());
            List<String> referred = relation.parentFields().isEmpty() ? above.entity.key() : relation.parentFields();
            Link link = new Link(this, relation, index(relation.fields(), null), above, above.index(referred, null));
            parents.add(link);
            above.children.add(link);
        }
    }

    private Index index(List<String> fields, Constraint.@Nullable Check where) {
        int[] at = fields.stream().mapToInt(entity::indexOf).toArray();
        for (Index known : indexes) {
            if (known.where() == where && Arrays.equals(known.places(), at)) {
                return known;
            }
        }
        Index index = new Index(indexes.size(), at, where);
        indexes.add(index);
        return index;
    }

    Index unique(Constraint.Unique constraint) {
        return index(constraint.fields(), constraint.where().orElse(null));
    }

    /** Returns a row's values, which nobody may change. */
    @Nullable Object[] values(int row) {
        return rows.get(row);
    }

    /** Returns the rows with a key, in order. */
    int[] rows(Index index, Object key) {
        if (size == 0) {
            return new int[0];
        }
        Index.Built known = built.get(index.number());
        if (known == null) {
            // Conditions may ask for other rows, so nothing is locked; two threads may build it twice.
            known = build(index);
            built.put(index.number(), known);
        }
        return known.get(key);
    }

    private Index.Built build(Index index) {
        Index.Built made = new Index.Built();
        for (int i = 0; i < size; i++) {
            @Nullable Object[] values = values(i);
            Object found = index.key(values);
            if (found != null && index.holds(new StoreRow(base.initial(), this, i, values))) {
                made.add(found, i);
            }
        }
        return made.built();
    }

    /** Returns a row of the dataset as its record or class; the same record each time. */
    Object instance(StoreRow row) {
        int index = (int) row.index();
        if (instances == null || index >= size || values(index) != row.values()) {
            return base.dataset.instance(row);
        }
        Object known = instances[index];
        if (known == null) {
            // Two threads may make it twice; either will do, as records are immutable.
            known = base.dataset.instance(row);
            instances[index] = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return entity.name();
    }
}
