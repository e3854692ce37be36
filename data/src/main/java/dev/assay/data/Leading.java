package dev.assay.data;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets a row's parent say who another of its parents is, where a field is of both keys: an order's tenant is that of its
 * customer. So a parent that may not be picked freely keeps its place, and the other agrees with it.
 */
final class Leading {
    private final Table table;
    private final Entity entity;

    /** Who says it, by the relation of which it is said. */
    private final Map<Relation, Relation> leaders = new HashMap<>();

    Leading(Table table) {
        this.table = table;
        this.entity = table.entity;
    }

    /** Lets owners say it: whose a row is follows from its number alone. */
    void owners() {
        OwnedRows owned = table.owned;
        Relation owning = entity.owning().orElse(null);
        if (owned != null && owning != null && table.owner >= 0) {
            for (Relation other : shared(owning)) {
                lead(other, owning, row -> owned.parent(row.index()));
            }
        }
    }

    /** Returns the relations that come before one and hold a field of its key. */
    List<Relation> shared(Relation relation) {
        return entity.relations().subList(0, entity.relations().indexOf(relation)).stream()
                .filter(earlier -> earlier.fields().stream().anyMatch(relation.fields()::contains))
                .toList();
    }

    /** Tells whether a relation's parent follows from another's. */
    boolean isLed(Relation relation) {
        return leaders.containsKey(relation);
    }

    /** Tells whether a relation's parent has all the parents with which it shares its key, and says who they are. */
    boolean couldLead(Relation relation) {
        return shared(relation).stream()
                .allMatch(other -> !other.owned()
                        && origin(other, relation) >= 0
                        && relation.equals(leaders.getOrDefault(other, relation)));
    }

    /**
     * Makes one relation's parent follow from another's, if that one has such a parent.
     *
     * @param to where the other leads
     */
    void lead(Relation other, Relation relation, Table.Link to) {
        int origin = origin(other, relation);
        if (origin < 0 || other.owned()) {
            return;
        }
        Table parents = table.dataset.table(relation.parent());
        int link = table.link(other);
        leaders.put(other, relation);
        table.links[link] = new Grown(table).link(link, row -> new TableRow(parents, to.parent(row)).parent(origin));
    }

    /** Returns the link by which a relation's parent has what another relation leads to; -1 if it has no such parent. */
    private int origin(Relation other, Relation relation) {
        Table parents = table.dataset.table(relation.parent());
        for (Relation own : parents.entity.relations()) {
            if (own.parent().equals(other.parent()) && isSame(own, other, relation, parents.entity)) {
                return parents.link(own);
            }
        }
        return -1;
    }

    private boolean isSame(Relation own, Relation other, Relation relation, Entity parent) {
        Set<String> rules = new HashSet<>();
        entity.fields().stream()
                .filter(field -> table.dataset.model().rule(entity, field).isPresent())
                .forEach(field -> rules.add(field.name()));
        List<String> key = key(relation);
        for (int i = 0; i < other.fields().size(); i++) {
            int at = relation.fields().indexOf(other.fields().get(i));
            int place = at < 0 ? -1 : own.fields().indexOf(key.get(at));
            if (place < 0
                    || rules.contains(other.fields().get(i))
                    || parent.field(key.get(at)).nullable()
                    || !key(own).get(place).equals(key(other).get(i))) {
                return false;
            }
        }
        return true;
    }

    private List<String> key(Relation relation) {
        return relation.parentFields().isEmpty()
                ? table.dataset.table(relation.parent()).entity.key()
                : relation.parentFields();
    }
}
