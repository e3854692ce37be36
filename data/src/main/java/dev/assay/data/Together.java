package dev.assay.data;

import dev.assay.core.Permutation;
import dev.assay.core.Seed;
import dev.assay.data.internal.Aspect;
import dev.assay.data.internal.Column;
import dev.assay.data.internal.Meaning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes values differ that must differ together: keys over several fields, unique constraints over several fields, unique
 * parents, and all of these for some rows alone.
 *
 * <p>Pairs come from a permutation of the pairs there are, so that nothing is remembered, and the room is known before a
 * row is made.
 */
final class Together {
    private final Table table;
    private final Entity entity;
    private final Set<String> unique;
    private final Function<Field, @Nullable Aspect> aspects;
    private final Map<String, Column> columns = new HashMap<>();

    /**
     * Takes a table whose links are made, and whose columns are not.
     *
     * @param unique the fields that differ on their own, to which this may add
     * @param aspects what a field's values are numbered by
     */
    Together(Table table, Set<String> unique, Function<Field, @Nullable Aspect> aspects) {
        this.table = table;
        this.entity = table.entity;
        this.unique = unique;
        this.aspects = aspects;
    }

    /** Returns the columns that had to be made for it, by field. */
    Map<String, Column> columns() {
        return columns;
    }

    void bind() {
        if (entity.key().size() > 1
                || !entity.key().isEmpty() && isParent(entity.key().get(0))) {
            differ(entity.key());
        }
        for (Constraint constraint : entity.constraints()) {
            if (constraint instanceof Constraint.Unique one) {
                if (one.where().isEmpty()) {
                    differ(one.fields());
                } else {
                    differ(one, one.where().get());
                }
            }
        }
    }

    private boolean isParent(String field) {
        return entity.relation(field).isPresent();
    }

    private void differ(List<String> fields) {
        boolean ruled = fields.stream()
                .anyMatch(field ->
                        table.dataset.model().rule(entity, entity.field(field)).isPresent());
        boolean alone = fields.size() == 1 && !isParent(fields.get(0));
        if (ruled || alone || fields.size() > 1 && fields.stream().anyMatch(unique::contains)) {
            return;
        }
        Set<Relation> parents = new LinkedHashSet<>();
        List<String> rest = new ArrayList<>();
        for (String field : fields) {
            entity.relation(field).ifPresentOrElse(parents::add, () -> rest.add(field));
        }
        Relation owned = parents.stream().filter(Relation::owned).findFirst().orElse(null);
        List<Relation> picked =
                parents.stream().filter(relation -> !relation.owned()).toList();
        if (owned != null) {
            amongSiblings(fields, owned, picked, rest);
        } else if (rest.isEmpty() && picked.size() == 1) {
            parentsOnce(picked.get(0));
        } else if (rest.isEmpty()) {
            pairs(fields, picked.get(0), picked.get(1));
        } else {
            numbers(fields, picked, rest);
        }
    }

    /** Each child of a parent takes another place of an order of the parent's own. */
    private void amongSiblings(List<String> fields, Relation owned, List<Relation> picked, List<String> rest) {
        int most = table.dataset.scenario().owned(entity, owned).most();
        OwnedRows rows = Objects.requireNonNull(table.owned);
        if (!picked.isEmpty()) {
            Relation other = picked.get(0);
            long room = table.dataset.table(other.parent()).rows;
            check(fields, most, room);
            Seed seed = table.seed.at(other.fields().get(0));
            table.links[table.link(other.name())] = row -> {
                long parent = rows.parent(row.index());
                return Permutation.of(seed.at(parent), room).at(row.index() - rows.first(parent));
            };
        } else if (rest.isEmpty()) {
            check(fields, most, 1);
        } else {
            String field = rest.get(0);
            Aspect aspect = aspect(field, fields);
            check(fields, most, aspect.room());
            Seed seed = table.seed.at(field);
            boolean inOrder = Number.class.isAssignableFrom(entity.field(field).type())
                    || entity.field(field).type().isPrimitive();
            columns.put(field, (row, bits) -> {
                long parent = rows.parent(row.index());
                long place = row.index() - rows.first(parent);
                long number = inOrder
                        ? place
                        : Permutation.of(seed.at(parent), aspect.room()).at(place);
                return aspect.values().at(number, 0);
            });
        }
    }

    /** Each row has another parent, or is the next of a chain. */
    private void parentsOnce(Relation relation) {
        int link = table.link(relation.name());
        if (relation.parent().equals(entity.name())) {
            table.links[link] = row -> row.index() - 1;
            return;
        }
        long parents = table.dataset.table(relation.parent()).rows;
        if (!entity.optional(relation)) {
            check(relation.fields(), table.rows, parents);
        }
        if (parents > 0) {
            Permutation order = Permutation.of(table.seed.at(relation.name()), parents);
            // Where all parents are taken, further rows may have none.
            table.links[link] = row -> row.index() < parents ? order.at(row.index()) : -1;
        }
    }

    private void pairs(List<String> fields, Relation first, Relation second) {
        long firsts = table.dataset.table(first.parent()).rows;
        long seconds = table.dataset.table(second.parent()).rows;
        if (first.parent().equals(second.parent()) && (differ(first, second) || ordered(first, second) != 0)) {
            unlike(fields, first, second, firsts);
            return;
        }
        check(fields, table.rows, product(firsts, seconds));
        if (table.rows > 0) {
            Permutation order = Permutation.of(table.seed.at(String.join("+", fields)), product(firsts, seconds));
            table.links[table.link(first.name())] = row -> order.at(row.index()) / seconds;
            table.links[table.link(second.name())] = row -> order.at(row.index()) % seconds;
        }
    }

    private boolean differ(Relation first, Relation second) {
        return entity.constraints().stream()
                .anyMatch(each -> each instanceof Constraint.Differ differ
                        && differ.fields().containsAll(first.fields())
                        && differ.fields().containsAll(second.fields()));
    }

    /** Returns 1 if the first is below the second, -1 if it is above, 0 if nothing is said of that. */
    private int ordered(Relation first, Relation second) {
        for (Constraint constraint : entity.constraints()) {
            if (constraint instanceof Constraint.Order order && order.strictly()) {
                if (first.fields().contains(order.lower()) && second.fields().contains(order.upper())) {
                    return 1;
                } else if (first.fields().contains(order.upper())
                        && second.fields().contains(order.lower())) {
                    return -1;
                }
            }
        }
        return 0;
    }

    /** Pairs of two that are not the same, each pair once if one of them is below the other. */
    private void unlike(List<String> fields, Relation first, Relation second, long parents) {
        int order = ordered(first, second);
        long all = product(parents, Math.max(0, parents - 1));
        long room = order == 0 ? all : all / 2;
        check(fields, table.rows, room);
        if (table.rows == 0) {
            return;
        }
        Permutation pairs = Permutation.of(table.seed.at(String.join("+", fields)), room);
        int a = table.link(first.name());
        int b = table.link(second.name());
        if (order == 0) {
            table.links[a] = row -> pairs.at(row.index()) / (parents - 1);
            table.links[b] = row -> {
                long pair = pairs.at(row.index());
                long other = pair % (parents - 1);
                return other < pair / (parents - 1) ? other : other + 1;
            };
        } else {
            Table.Link upper = row -> above(pairs.at(row.index()));
            Table.Link lower = row -> {
                long pair = pairs.at(row.index());
                long top = above(pair);
                return pair - top * (top - 1) / 2;
            };
            table.links[order > 0 ? a : b] = lower;
            table.links[order > 0 ? b : a] = upper;
        }
    }

    /** Returns the larger of the two numbers that a pair stands for: those below n make n (n - 1) / 2 pairs. */
    private static long above(long pair) {
        long top = (long) ((1 + Math.sqrt(1 + 8.0 * pair)) / 2);
        while (top * (top - 1) / 2 > pair) {
            top--;
        }
        while ((top + 1) * top / 2 <= pair) {
            top++;
        }
        return top;
    }

    /** The field with most room differs on its own, or all are digits of one number. */
    private void numbers(List<String> fields, List<Relation> picked, List<String> rest) {
        for (String field : rest) {
            Aspect aspect = numbered(field);
            if (aspect != null && aspect.distinct() >= table.rows) {
                unique.add(field);
                return;
            }
        }
        long room = 1;
        for (Relation relation : picked) {
            room = product(room, table.dataset.table(relation.parent()).rows);
        }
        for (String field : rest) {
            room = product(room, aspect(field, fields).room());
        }
        check(fields, table.rows, room);
        if (table.rows == 0) {
            return;
        }
        Permutation order = Permutation.of(table.seed.at(String.join("+", fields)), room);
        long below = 1;
        for (Relation relation : picked) {
            long size = table.dataset.table(relation.parent()).rows;
            long divisor = below;
            table.links[table.link(relation.name())] = row -> order.at(row.index()) / divisor % size;
            below = product(below, size);
        }
        for (String field : rest) {
            Aspect aspect = aspect(field, fields);
            long divisor = below;
            columns.put(field, (row, bits) -> aspect.values().at(order.at(row.index()) / divisor % aspect.room(), 0));
            below = product(below, aspect.room());
        }
    }

    /** Rows that a condition is for: of each parent's the first alone, whose values then differ. */
    private void differ(Constraint.Unique one, Constraint.Check where) {
        Relation owned = one.fields().stream()
                .flatMap(field -> entity.relation(field).stream())
                .filter(Relation::owned)
                .findFirst()
                .orElse(null);
        Relation picked = one.fields().stream()
                .flatMap(field -> entity.relation(field).stream())
                .filter(relation -> !relation.owned())
                .findFirst()
                .orElse(null);
        if (owned != null) {
            OwnedRows rows = Objects.requireNonNull(table.owned);
            not(where, index -> index == rows.first(rows.parent(index)));
        } else if (picked == null) {
            alone(one, where);
        } else {
            long parents = table.dataset.table(picked.parent()).rows;
            int link = table.link(picked.name());
            Table.Link usual = table.links[link];
            Permutation order = Permutation.of(table.seed.at(one.name()), Math.max(1, parents));
            table.links[link] = row -> row.index() < parents ? order.at(row.index()) : usual.parent(row);
            not(where, index -> index < parents);
        }
    }

    /** Values differ in all rows where there are enough of them; else the first row alone is one that it is for. */
    private void alone(Constraint.Unique one, Constraint.Check where) {
        long room = 1;
        for (String field : one.fields()) {
            Aspect aspect = numbered(field);
            room = aspect == null ? 0 : product(room, aspect.distinct());
        }
        if (room < table.rows) {
            not(where, index -> index == 0);
        } else if (one.fields().size() == 1) {
            unique.add(one.fields().get(0));
        } else {
            differ(one.fields());
        }
    }

    private void not(Constraint.Check where, LongPredicate allowed) {
        Constraint.Check check = new Constraint.Check(
                where.name(),
                "not (" + where.text() + "), where another row of its parent has it",
                where.fields(),
                row -> allowed.test(row.index()) || !where.holds().test(row));
        table.checks =
                Stream.concat(table.checks.stream(), Stream.of(List.of(check))).toList();
    }

    /** What a field's values are numbered by; texts that have no meaning short enough say nothing. */
    private @Nullable Aspect numbered(String name) {
        Field field = entity.field(name);
        Aspect aspect = aspects.apply(field);
        return aspect == null && field.type() == String.class ? Meaning.code(field) : aspect;
    }

    private Aspect aspect(String field, List<String> fields) {
        Aspect aspect = numbered(field);
        if (aspect == null) {
            throw Columns.noRoom(table, String.join("+", fields), 0, "nothing is known of values to number " + field);
        }
        return aspect;
    }

    private void check(List<String> fields, long needed, long room) {
        if (needed > room && table.rows > 0) {
            throw Columns.noRoom(
                    table, String.join("+", fields), room, "of " + needed + " rows each needs values of its own");
        }
    }

    /** A product, or the largest room that can be ordered. */
    private static long product(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        return high != 0 || low < 0 || low > 1L << 62 ? 1L << 62 : low;
    }
}
