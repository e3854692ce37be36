package dev.assay.data;

import dev.assay.core.Permutation;
import dev.assay.core.Seed;
import dev.assay.data.internal.Aspect;
import dev.assay.data.internal.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes values differ that must differ together: keys over several fields, unique constraints over several fields, unique
 * parents, and all of these for some rows alone.
 *
 * <p>Nothing is remembered for it: see {@link Tuples}. The room is known before a row is made.
 */
final class Together {
    /** As many values as no dataset has rows. */
    private static final long FOREVER = 1L << 40;

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
            int link = table.link(other.name());
            Dataset before = table.dataset.before();
            long rowsBefore = before == null ? 0 : before.table(entity).rows;
            Table.Link earlier = before == null ? row -> -1 : before.table(entity).links[link];
            table.links[link] = row -> {
                if (row.index() < rowsBefore) {
                    return earlier.parent(row);
                }
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
        if (relation.parent().equals(entity.name())) {
            table.links[table.link(relation.name())] = row -> row.index() - 1;
        } else {
            numbers(relation.fields(), List.of(relation), List.of());
        }
    }

    /** The field with most room differs on its own, or all are numbers of one tuple. */
    private void numbers(List<String> fields, List<Relation> picked, List<String> rest) {
        for (String field : rest) {
            Aspect aspect = aspects.apply(entity.field(field));
            if (aspect != null && aspect.distinct() >= FOREVER) {
                unique.add(field);
                return;
            }
        }
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
        Dataset before = table.dataset.before();
        long taken = before == null ? 0 : before.table(entity).rows;
        Tuples tuples = tuples(String.join("+", fields), taken, sizes);
        for (int i = 0; i < sizes.length; i++) {
            int dimension = i;
            if (i < picked.size()) {
                table.links[table.link(picked.get(i).name())] = row -> tuples.at(row.index(), dimension);
            } else {
                String field = rest.get(i - picked.size());
                Aspect aspect = aspect(field, fields);
                columns.put(field, (row, bits) -> aspect.values().at(tuples.at(row.index(), dimension), 0));
            }
        }
    }

    /** Rows that a condition is for: of each parent's the first alone, whose values then differ. */
    private void differ(Constraint.Unique one, Constraint.Check where) {
        List<Relation> parents = one.fields().stream()
                .flatMap(field -> entity.relation(field).stream())
                .toList();
        if (parents.stream().anyMatch(Relation::owned)) {
            OwnedRows rows = Objects.requireNonNull(table.owned);
            not(where, row -> row == rows.first(rows.parent(row)));
        } else if (parents.isEmpty()) {
            differ(one.fields());
        } else {
            firstOfEachParent(parents.get(0), one.name(), where);
        }
    }

    /** As many rows as there are parents, each with another, may keep the condition; of a grown dataset the new ones too. */
    private void firstOfEachParent(Relation relation, String name, Constraint.Check where) {
        long parents = table.dataset.table(relation.parent()).rows;
        if (parents == 0) {
            return;
        }
        Dataset before = table.dataset.before();
        long rowsBefore = before == null ? 0 : before.table(entity).rows;
        long parentsBefore = before == null ? 0 : before.table(relation.parent()).rows;
        Table.Seats earlier =
                before == null ? row -> -1 : before.table(entity).seats.getOrDefault(name, row -> -1);
        long taken = Math.min(rowsBefore, parentsBefore);
        Table.Seats seats = row -> {
            long fresh = row - rowsBefore;
            return fresh < 0 ? earlier.of(row) : fresh < parents - parentsBefore ? taken + fresh : -1;
        };
        table.seats.put(name, seats);
        Tuples tuples = tuples(name, taken, parents);
        int link = table.link(relation.name());
        Table.Link usual = table.links[link];
        table.links[link] = row -> {
            long seat = seats.of(row.index());
            return seat < 0 ? usual.parent(row) : tuples.at(seat, 0);
        };
        not(where, row -> seats.of(row) >= 0);
    }

    private void not(Constraint.Check where, LongPredicate allowed) {
        List<Constraint.Check> more = new ArrayList<>(table.checks);
        more.add(new Constraint.Check(
                where.name(),
                "not (" + where.text() + "), where another row of its parent has it",
                where.fields(),
                row -> allowed.test(row.index()) || !where.holds().test(row)));
        table.checks = List.copyOf(more);
    }

    /** Orders tuples, those of the dataset that this one has grown from first. */
    private Tuples tuples(String name, long taken, long... sizes) {
        Seed seed = table.seed.at(name);
        Dataset before = table.dataset.before();
        Table smaller = before == null ? null : before.table(entity);
        Tuples known = smaller == null ? null : smaller.tuples.get(name);
        Tuples tuples = known == null ? Tuples.of(seed, sizes) : known.grow(seed, taken, sizes);
        table.tuples.put(name, tuples);
        return tuples;
    }

    private Aspect aspect(String field, List<String> fields) {
        Aspect aspect = aspects.apply(entity.field(field));
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
