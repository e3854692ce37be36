package dev.assay.data;

import dev.assay.core.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lets parents agree whose keys have a field in common: an order's customer and its product are of one tenant.
 *
 * <p>The relation that comes first picks; each further one picks among the parents that have what the row holds already.
 */
final class SharedKeys {
    private static final Object NONE = new Object();

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
        Alike alike = new Alike(parents, shared);
        long key = table.seed.at(relation.name()).at("alike").key();
        table.links[link] = new Grown(table).link(link, row -> {
            long first = usual.parent(row);
            if (first < 0 || self && first == row.index() || agrees(row, new TableRow(parents, first), shared)) {
                return first;
            }
            return alike.pick(
                    row, self ? row.index() : parents.rows, Seed.bits(key + row.attemptOfLink(link), row.index()));
        });
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

    /**
     * Parents by what they hold of the fields that are shared: made when first asked for, by looking at each parent once.
     * Two threads may make it twice, and either will do.
     */
    private static final class Alike {
        private final Table parents;
        private final List<Shared> shared;
        private volatile @Nullable Map<List<Object>, int[]> known;

        Alike(Table parents, List<Shared> shared) {
            this.parents = parents;
            this.shared = shared;
        }

        /** Returns one of the first parents that hold what a row does; -1 if none of them does. */
        long pick(TableRow row, long among, long bits) {
            if (redrawn()) {
                return search(row, among, Seed.scale(bits, among));
            }
            Map<List<Object>, int[]> all = known;
            if (all == null) {
                all = find();
                known = all;
            }
            int[] alike = all.getOrDefault(values(row, Shared::field), new int[0]);
            int end = Arrays.binarySearch(alike, (int) among);
            int room = end < 0 ? -end - 1 : end;
            return room == 0 ? -1 : alike[(int) Seed.scale(bits, room)];
        }

        /** Tells whether what parents hold is drawn again for a check, which may ask for the parents of other rows. */
        private boolean redrawn() {
            for (Shared each : shared) {
                if (parents.drawnAgain[each.parentField] != Table.NEVER) {
                    return true;
                }
            }
            return false;
        }

        private long search(TableRow row, long among, long from) {
            for (long i = 0; i < among; i++) {
                long candidate = (from + i) % among;
                if (agrees(row, new TableRow(parents, candidate), shared)) {
                    return candidate;
                }
            }
            return -1;
        }

        private Map<List<Object>, int[]> find() {
            Map<List<Object>, int[]> found = new HashMap<>();
            Map<List<Object>, Integer> counts = new HashMap<>();
            int rows = Math.toIntExact(parents.rows);
            for (int i = 0; i < rows; i++) {
                List<Object> values = values(new TableRow(parents, i), Shared::parentField);
                int count = counts.merge(values, 1, Integer::sum);
                int[] alike = found.getOrDefault(values, new int[1]);
                int[] room = count > alike.length ? Arrays.copyOf(alike, 2 * alike.length) : alike;
                room[count - 1] = i;
                found.put(values, room);
            }
            found.replaceAll((values, alike) -> Arrays.copyOf(alike, Objects.requireNonNull(counts.get(values))));
            return found;
        }

        private List<Object> values(TableRow row, ToIntFunction<Shared> place) {
            List<Object> values = new ArrayList<>(shared.size());
            for (Shared each : shared) {
                Object value = row.get(place.applyAsInt(each));
                values.add(value == null ? NONE : IntegrityCheck.asKey(value));
            }
            return values;
        }
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
        return a == null || b == null ? a == b : IntegrityCheck.asKey(a).equals(IntegrityCheck.asKey(b));
    }
}
