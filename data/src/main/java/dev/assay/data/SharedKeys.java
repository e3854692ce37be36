package dev.assay.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets parents agree whose keys have a field in common: an order's customer and its product are of one tenant.
 *
 * <p>The relation that comes first picks; each further one picks again until its parent has what the row holds already,
 * and at last looks through all of them.
 */
final class SharedKeys {
    private static final int PICKS = 64;

    private final Table table;
    private final Entity entity;

    SharedKeys(Table table) {
        this.table = table;
        this.entity = table.entity;
    }

    void bind() {
        Set<String> held = new HashSet<>();
        for (int i = 0; i < table.links.length; i++) {
            Relation relation = entity.relations().get(i);
            List<Shared> shared = new ArrayList<>();
            Table parents = table.dataset.table(relation.parent());
            List<String> key = relation.parentFields().isEmpty() ? parents.entity.key() : relation.parentFields();
            for (int place = 0; place < relation.fields().size(); place++) {
                String field = relation.fields().get(place);
                if (!held.add(field)) {
                    shared.add(new Shared(entity.indexOf(field), parents.entity.indexOf(key.get(place))));
                }
            }
            if (!shared.isEmpty()) {
                agree(i, relation, parents, shared);
            }
        }
    }

    /** A field of a row, and the one of its parent that has to hold the same. */
    private record Shared(int field, int parentField) {}

    private void agree(int link, Relation relation, Table parents, List<Shared> shared) {
        Table.Link usual = table.links[link];
        boolean self = relation.parent().equals(entity.name());
        table.links[link] = row -> {
            long first = usual.parent(row);
            if (first < 0 || self && first == row.index()) {
                return first;
            }
            long among = self ? row.index() : parents.rows;
            for (int i = 0; i < among; i++) {
                // Far jumps first: those that agree may stand together.
                long candidate = i < PICKS ? (first + i * (among / PICKS + 1)) % among : (first + i) % among;
                if (agrees(row, new TableRow(parents, candidate), shared)) {
                    return candidate;
                }
            }
            return -1;
        };
        boolean mayBeMissing = relation.fields().stream()
                .map(entity::field)
                .anyMatch(field -> field.nullable()
                        && shared.stream().noneMatch(each -> entity.indexOf(field.name()) == each.field));
        if (mayBeMissing) {
            return;
        }
        Constraint.Check found = new Constraint.Check(
                relation.name(),
                relation.fields() + " leads to a " + relation.parent(),
                relation.fields(),
                row -> ((TableRow) row).parent(link) >= 0 || isNobodys(row, relation));
        table.check(found);
    }

    /** Tells whether a row has no such parent, and may have none. */
    private boolean isNobodys(Row row, Relation relation) {
        boolean missing = false;
        for (String field : relation.fields()) {
            boolean none = row.get(field) == null;
            if (none && !entity.field(field).nullable()) {
                return false;
            }
            missing |= none;
        }
        return missing;
    }

    private static boolean agrees(TableRow row, TableRow parent, List<Shared> shared) {
        for (Shared each : shared) {
            if (!same(row.get(each.field), parent.get(each.parentField))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(@Nullable Object a, @Nullable Object b) {
        return a instanceof Number && b instanceof Number
                ? ((Number) a).longValue() == ((Number) b).longValue()
                : Objects.equals(a, b);
    }
}
