package dev.assay.data;

import dev.assay.core.Diagnosis;
import dev.assay.core.Permutation;
import dev.assay.core.Seed;
import dev.assay.data.internal.Aspect;
import dev.assay.data.internal.Column;
import dev.assay.data.internal.Meaning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes values differ that must differ together: keys over several fields, unique constraints over several fields, unique
 * parents, and all of these for some rows alone.
 *
 * <p>Nothing is remembered for it: see {@link Tuples}. The room is known before a row is made. All kinds of it stand here
 * because a constraint's kind shows only once its fields are told apart.
 */
final class Together {
    /** So many values of one field are enough to differ on its own, whatever else there is. */
    private static final long MANY = 100_000;

    private final Table table;
    private final Entity entity;
    private final Grown grown;
    private final Leading leading;
    private final Set<String> unique;
    private final Function<Field, @Nullable Aspect> aspects;
    private final Map<String, Column> columns = new HashMap<>();

    /**
     * Takes a table whose links are made, and whose columns are not.
     *
     * @param leading which parents follow from others, to which this may add
     * @param unique the fields that differ on their own, to which this may add
     * @param aspects what a field's values are numbered by
     */
    Together(Table table, Leading leading, Set<String> unique, Function<Field, @Nullable Aspect> aspects) {
        this.table = table;
        this.entity = table.entity;
        this.grown = new Grown(table);
        this.leading = leading;
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
        List<Relation> parents = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String field : fields) {
            Relation parent = entity.relation(field).orElse(null);
            if (parent == null) {
                rest.add(field);
            } else if (!fields.containsAll(parent.fields())) {
                continue;
            } else if (!parents.contains(parent)) {
                parents.add(parent);
            }
            others.add(field);
        }
        if (others.size() < fields.size()) {
            withoutPart(fields, others);
            return;
        }
        Relation owned = parents.stream().filter(Relation::owned).findFirst().orElse(null);
        List<Relation> picked = parents.stream()
                .filter(relation -> !relation.owned() && !(owned != null && leading.isLed(relation)))
                .toList();
        if (owned != null) {
            amongSiblings(fields, owned, picked, rest);
        } else if (rest.isEmpty() && picked.size() == 1) {
            parentsOnce(picked.get(0));
        } else if (rest.isEmpty() && picked.size() == 2 && isUnlike(picked.get(0), picked.get(1))) {
            unlike(fields, picked.get(0), picked.get(1));
        } else {
            tuples(fields, picked, rest);
        }
    }

    /** A part of a key is of many parents, and follows from one of them: the other fields have to differ without it. */
    private void withoutPart(List<String> fields, List<String> others) {
        if (others.isEmpty()) {
            throw Columns.noRoom(table, String.join("+", fields), 0, "it is a part of a key, which parents share");
        } else if (others.size() == 1 && !isParent(others.get(0))) {
            unique.add(others.get(0));
        } else {
            differ(others);
        }
    }

    /** Each child of a parent takes another place of an order of the parent's own. */
    private void amongSiblings(List<String> fields, Relation owned, List<Relation> picked, List<String> rest) {
        int most = Math.max(table.dataset.scenario().owned(entity, owned).most(), mostTold(owned));
        OwnedRows rows = Objects.requireNonNull(table.owned);
        if (!picked.isEmpty()) {
            Relation other = picked.get(0);
            long room = table.dataset.table(other.parent()).rows;
            check(fields, most, room);
            refuseShared(fields, other);
            Seed seed = table.seed.at(other.fields().get(0));
            int link = table.link(other);
            table.links[link] = grown.link(link, row -> {
                long parent = rows.parent(row.index());
                return Permutation.of(seed.at(parent), room).at(row.index() - rows.first(parent));
            });
        } else if (rest.isEmpty()) {
            check(fields, most, 1);
        } else {
            String field = rest.get(0);
            Aspect aspect = aspect(field, fields);
            check(fields, most, aspect.room());
            Seed seed = table.seed.at(field);
            Class<?> type = entity.field(field).type();
            boolean inOrder = Number.class.isAssignableFrom(type) || type.isPrimitive();
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

    /** The largest number of rows that a single parent is told to have. */
    private int mostTold(Relation owned) {
        int most = 0;
        for (int told :
                table.dataset.single().told(entity, table.dataset.model().entity(owned.parent()))) {
            most = Math.max(most, told);
        }
        return most;
    }

    /** Each row has another parent, or is the next of a chain; where all parents are taken, further rows may have none. */
    private void parentsOnce(Relation relation) {
        Table parents = table.dataset.table(relation.parent());
        int link = table.link(relation);
        if (parents == table) {
            table.links[link] = row -> row.index() - 1;
        } else {
            if (!entity.optional(relation)) {
                check(relation.fields(), table.rows, parents.rows);
            }
            Table.Seats seats = grown.seats(relation.name(), parents);
            Map<Long, Optional<Object>> told = new LinkedHashMap<>();
            new ToldRows(table)
                    .parents(relation)
                    .forEach((row, parent) -> told.put(row, parent < 0 ? Optional.empty() : Optional.of(parent)));
            StandIns others = told.isEmpty() ? null : StandIns.of(told, seats::parent);
            table.links[link] = row -> seats.parent(others == null ? row.index() : others.of(row.index()));
        }
    }

    /** The field with most room differs on its own, or all are numbers of one tuple. */
    private void tuples(List<String> fields, List<Relation> parents, List<String> rest) {
        for (String field : rest) {
            Aspect aspect = numbered(field);
            if (aspect != null && aspect.distinct() >= Math.max(MANY, grown.firstRows())) {
                unique.add(field);
                return;
            }
        }
        List<Relation> picked = parents.stream()
                .filter(relation -> parents.stream().noneMatch(other -> couldLead(other, relation)))
                .toList();
        picked.stream()
                .filter(relation -> !leading.couldLead(relation))
                .forEach(relation -> refuseShared(fields, relation));
        long[] sizes = new long[picked.size() + rest.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = i < picked.size()
                    ? table.dataset.table(picked.get(i).parent()).rows
                    : aspect(rest.get(i - picked.size()), fields).room();
        }
        check(fields, table.rows, Tuples.product(sizes));
        if (table.rows == 0) {
            return;
        }
        Tuples tuples = grown.tuples(String.join("+", fields), sizes);
        for (int i = 0; i < sizes.length; i++) {
            int dimension = i;
            if (i < picked.size()) {
                Relation relation = picked.get(i);
                Table.Link link = row -> tuples.at(row.index(), dimension);
                table.links[table.link(relation)] = link;
                leading.shared(relation).forEach(other -> leading.lead(other, relation, link));
            } else {
                String field = rest.get(i - picked.size());
                Aspect aspect = aspect(field, fields);
                columns.put(field, (row, bits) -> aspect.values().at(tuples.at(row.index(), dimension), 0));
            }
        }
    }

    private boolean couldLead(Relation relation, Relation other) {
        return leading.shared(relation).contains(other) && leading.couldLead(relation);
    }

    /**
     * Refuses parents of which others say a part of the key: who is left to pick then, nobody knows before rows are made.
     */
    private void refuseShared(List<String> fields, Relation relation) {
        List<Relation> others = leading.shared(relation);
        if (table.rows > 0 && !others.isEmpty()) {
            throw Diagnosis.of("ASSAY-DATA-088", "parents that share a key cannot differ together.")
                    .with("scenario", table.dataset.scenario().name())
                    .with("entity", entity.name())
                    .with("unique", String.join(" + ", fields))
                    .with("relation", relation.name() + ", to " + relation.parent())
                    .with("shares with", others.stream().map(Relation::name).toList())
                    .because("a row picks a " + relation.parent()
                            + " that agrees with its other parents, and how many are left of these is not known before")
                    .toFix("model.with(" + entity.inCode() + ", \"" + own(relation) + "\", rule), whose values differ")
                    .exception();
        }
    }

    /** Returns the field of a key that no earlier relation holds. */
    private String own(Relation relation) {
        return relation.fields().stream()
                .filter(field -> entity.relation(field).filter(relation::equals).isPresent())
                .findFirst()
                .orElse(relation.name());
    }

    private boolean isUnlike(Relation first, Relation second) {
        boolean differ = entity.constraints().stream()
                .anyMatch(each -> each instanceof Constraint.Differ one
                        && one.fields().containsAll(first.fields())
                        && one.fields().containsAll(second.fields()));
        return first.parent().equals(second.parent()) && (differ || ordered(first, second) != 0);
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

    /**
     * Pairs of two that are not the same, each pair once if one of them is below the other. The pairs of the first n
     * parents have the first numbers, so that they keep them when there are more.
     */
    private void unlike(List<String> fields, Relation first, Relation second) {
        long parents = table.dataset.table(first.parent()).rows;
        int order = ordered(first, second);
        long all = Tuples.product(parents, Math.max(0, parents - 1));
        check(fields, table.rows, order == 0 ? all : all / 2);
        refuseShared(fields, first);
        refuseShared(fields, second);
        if (table.rows == 0) {
            return;
        }
        Tuples pairs = grown.tuples(String.join("+", fields), order == 0 ? all : all / 2);
        table.links[table.link(first)] = row -> {
            long pair = pairs.at(row.index(), 0);
            return order == 0 ? member(pair >> 1, (pair & 1) == 0) : member(pair, order < 0);
        };
        table.links[table.link(second)] = row -> {
            long pair = pairs.at(row.index(), 0);
            return order == 0 ? member(pair >> 1, (pair & 1) != 0) : member(pair, order > 0);
        };
    }

    /** Returns one of the two numbers that a pair stands for: those below n make n (n - 1) / 2 pairs. */
    private static long member(long pair, boolean upper) {
        long top = (long) ((1 + Math.sqrt(1 + 8.0 * pair)) / 2);
        while (top * (top - 1) / 2 > pair) {
            top--;
        }
        while ((top + 1) * top / 2 <= pair) {
            top++;
        }
        return upper ? top : pair - top * (top - 1) / 2;
    }

    /** Rows that a condition is for: of each parent's the first alone, whose values then differ. */
    private void differ(Constraint.Unique one, Constraint.Check where) {
        List<Relation> all = one.fields().stream()
                .flatMap(field -> entity.relation(field).stream())
                .toList();
        List<Relation> parents = all.stream()
                .filter(relation -> one.fields().containsAll(relation.fields()))
                .toList();
        if (parents.isEmpty() && !all.isEmpty()) {
            // Which rows share a part of a key nobody knows before they are made.
            not(where, row -> row == 0);
        } else if (parents.stream().anyMatch(Relation::owned)) {
            OwnedRows rows = Objects.requireNonNull(table.owned);
            not(where, row -> row == rows.first(rows.parent(row)));
        } else if (parents.isEmpty()) {
            alone(one, where);
        } else {
            parents.stream()
                    .filter(relation -> leading.shared(relation).isEmpty() && !leading.isLed(relation))
                    .findFirst()
                    .ifPresentOrElse(
                            relation -> firstOfEachParent(relation, one.name(), where),
                            () -> not(where, row -> row == 0));
        }
    }

    /** As many rows as there are parents, each with another, may keep the condition. */
    private void firstOfEachParent(Relation relation, String name, Constraint.Check where) {
        Table.Seats seats = grown.seats(name, table.dataset.table(relation.parent()));
        int link = table.link(relation);
        Table.Link usual = table.links[link];
        table.links[link] = row -> {
            long parent = seats.parent(row.index());
            return parent < 0 ? usual.parent(row) : parent;
        };
        not(where, row -> seats.parent(row) >= 0);
    }

    /** Values differ in all rows where there are enough of them; else the first row alone is one that it is for. */
    private void alone(Constraint.Unique one, Constraint.Check where) {
        long[] rooms = new long[one.fields().size()];
        for (int i = 0; i < rooms.length; i++) {
            Aspect aspect = numbered(one.fields().get(i));
            rooms[i] = aspect == null ? 0 : aspect.distinct();
        }
        if (Tuples.product(rooms) < grown.firstRows()) {
            not(where, row -> row == 0);
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
                row -> !((TableRow) row).isOfDataset()
                        || allowed.test(row.index())
                        || !where.holds().test(row));
        table.check(check);
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
}
