package dev.assay.data;

import dev.assay.core.Diagnosis;
import dev.assay.core.Seed;
import dev.assay.data.internal.Numbered;
import dev.assay.data.internal.Numbering;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A row while its fields are computed. */
final class TableRow implements Row, Numbered {
    /** How often a row is drawn again until its checks hold. */
    static final int TRIES = 200;

    private static final Object NONE = new Object();
    private static final Object BEGUN = new Object();
    private static final int NOBODY = -1;
    private static final long[] NO_LONGS = {};

    private final Table table;
    private final long index;
    private final @Nullable Object[] values;

    /** The number of each group plus one; 0 where it is not known yet. */
    private final long[] numbers;

    /** The parent of each relation plus two; 0 where it is not known yet, 1 where there is none. */
    private final long[] parents;

    /** The rows of parents that were asked for, so that what is computed of them is computed once. */
    private @Nullable TableRow @Nullable [] above;

    /** Where rows are kept that are asked for by others, if all are made. */
    private final @Nullable AllRows all;

    /** What a row has around it that is not the dataset's own. */
    private final @Nullable Surroundings among;

    /** How often each group of checks was tried, then 1 for each where that is over or going on; null without groups. */
    private final int @Nullable [] attempts;

    /** What rules draw from; null before the first one. */
    private @Nullable RowChoices choices;

    /** Whether all values are known: one that is null then is none. */
    private boolean made;

    TableRow(Table table, long index) {
        this(table, index, null, null, new Object[table.columns.length]);
    }

    TableRow(Table table, long index, @Nullable Surroundings among) {
        this(table, index, among, null, new Object[table.columns.length]);
    }

    /** Begins a row, one of all. */
    TableRow(Table table, long index, AllRows all) {
        this(table, index, null, all, new Object[table.columns.length]);
    }

    /** Takes a row, one of all, whose values are known; nobody may change them. */
    TableRow(Table table, long index, AllRows all, @Nullable Object[] known) {
        this(table, index, null, all, known);
        this.made = true;
    }

    private TableRow(
            Table table, long index, @Nullable Surroundings among, @Nullable AllRows all, @Nullable Object[] values) {
        this.among = among;
        this.all = all;
        this.table = table;
        this.index = index;
        this.values = values;
        this.numbers = table.groups == 0 ? NO_LONGS : new long[table.groups];
        this.parents = table.links.length == 0 ? NO_LONGS : new long[table.links.length];
        this.attempts = table.checks.length == 0 ? null : new int[2 * table.checks.length];
    }

    /** Returns a row whose owner is known already, and shared with the other rows that it has. */
    static TableRow of(Table table, long index, TableRow owner) {
        TableRow row = table.row(index, owner.all);
        if (table.owner >= 0 && index >= table.singles) {
            row.parents[table.owner] = owner.index + 2;
            if (row.above == null) {
                row.above = new TableRow[table.links.length];
            }
            row.above[table.owner] = owner;
        }
        return row;
    }

    @Override
    public Entity entity() {
        return table.entity;
    }

    @Override
    public long index() {
        return index;
    }

    @Override
    public LocalDate asOf() {
        return table.dataset.asOf();
    }

    @Override
    public long number(Numbering numbering) {
        long known = numbers[numbering.slot()];
        if (known == 0) {
            int attempt = attempts == null ? 0 : attempt(table.numberingsDrawnAgain[numbering.slot()]);
            known = (attempt > 0 ? numbering.number(index, attempt) : numbering.number(index)) + 1;
            numbers[numbering.slot()] = known;
        }
        return known - 1;
    }

    @Override
    public @Nullable Object get(String field) {
        int column = table.place(field);
        if (column >= 0) {
            return get(column);
        }
        for (Calculation calculation : table.entity.calculations()) {
            if (calculation.name().equals(field)) {
                return calculation.value().apply(this);
            }
        }
        throw table.entity.noSuchField(field, "a rule reads fields of its own row, or of a parent's or a child's");
    }

    @Override
    public <T> T get(String field, Class<T> type) {
        return type.cast(Objects.requireNonNull(get(field), field));
    }

    @Override
    public @Nullable Object get(int column) {
        Object known = values[column];
        if (known == null) {
            if (made) {
                return null;
            }
            Table.Cell cell = table.cells[column];
            if (attempts != null && unsettled(cell.drawnAgain)) {
                settle(cell.drawnAgain);
                return get(column);
            }
            if (cell.rule != null) {
                // Fields that wait for each other do so by a rule at least.
                values[column] = BEGUN;
            }
            Object value;
            try {
                value = compute(cell, column);
            } catch (Throwable e) {
                // Whoever asks again is told the reason again, be it an assertion's.
                values[column] = null;
                throw e;
            }
            values[column] = value == null ? NONE : value;
            return value;
        } else if (known == BEGUN) {
            throw Diagnosis.of("ASSAY-DATA-004", "fields wait for each other.")
                    .with("entity", table.entity.name())
                    .with("field", table.entity.fields().get(column).name())
                    .with("row", index)
                    .because("its rule reads, at last, the field itself")
                    .toFix("let one of the rules read something else")
                    .exception();
        }
        return known == NONE ? null : known;
    }

    /** Computes what each field holds, and returns it: the row's own array, which nobody may change from now on. */
    @Nullable Object[] make() {
        for (int i = 0; i < values.length; i++) {
            get(i);
        }
        if (!made) {
            for (int i = 0; i < values.length; i++) {
                if (values[i] == NONE) {
                    values[i] = null;
                }
            }
            made = true;
        }
        return values;
    }

    private @Nullable Object compute(Table.Cell cell, int column) {
        if (among != null || index < table.singles) {
            Optional<Object> told = told(cell.field.name());
            if (told != null) {
                return told.orElse(null);
            }
            Object followed = among == null ? null : table.followed.of(this, column);
            if (followed != null) {
                return followed;
            }
        }
        long key = attempts == null ? cell.key : cell.key + attempt(cell.drawnAgain);
        Rule rule = cell.rule;
        if (rule == null) {
            return cell.column.at(this, cell.draws ? Seed.bits(key, index) : 0);
        }
        if (choices == null) {
            choices = new RowChoices(index);
        }
        Object value = choices.drawnBy(rule, this, key);
        return value != null && value.getClass() == cell.type
                ? value
                : Values.ofRule(table.entity, cell.field, index, value);
    }

    /** Returns how often a group was drawn in vain; 0 of what is not drawn again. */
    private int attempt(int group) {
        return attempts == null || group == Table.NEVER ? 0 : attempts[group];
    }

    /** Returns how often a relation's parent was picked in vain. */
    int attemptOfLink(int link) {
        return attempts == null ? 0 : attempt(table.linksDrawnAgain[link]);
    }

    private boolean unsettled(int group) {
        return attempts != null && group != Table.NEVER && attempts[attempts.length / 2 + group] == 0;
    }

    /** What a single row's description says of a field; null if nothing. */
    @SuppressWarnings("OptionalAssignedToNull") // a value may be said to be none
    @Nullable Optional<Object> told(String field) {
        if (among != null) {
            return among.told(field);
        }
        RowSpec spec = table.single.get((int) index).spec();
        return spec == null ? null : spec.values().get(field);
    }

    /**
     * Draws what the checks of a group read until all hold. Whatever was computed from a draw in vain is forgotten with
     * it.
     */
    private void settle(int group) {
        int[] tries = Objects.requireNonNull(attempts);
        int groups = tries.length / 2;
        tries[groups + group] = 1;
        if (among != null && !anyDrawn(group)) {
            // Whoever told all of it says what is wrong with it.
            return;
        }
        long[] before = known();
        int[] settledBefore = groups == 1 ? tries : Arrays.copyOfRange(tries, groups, tries.length);
        try {
            for (tries[group] = 0; tries[group] < TRIES; tries[group]++) {
                Constraint.Check failed = firstFailed(group);
                if (failed == null) {
                    return;
                } else if (tries[group] == TRIES - 1) {
                    throw unmet(failed);
                }
                forgetAllBut(before);
                if (groups > 1) {
                    System.arraycopy(settledBefore, 0, tries, groups, groups);
                }
            }
        } catch (Throwable e) {
            // Whoever asks again is told the reason again, be it an assertion's.
            forgetAllBut(before);
            if (groups > 1) {
                System.arraycopy(settledBefore, 0, tries, groups, groups);
            }
            tries[groups + group] = 0;
            tries[group] = 0;
            throw e;
        }
    }

    /** Returns a bit for each value that is known. */
    private long[] known() {
        long[] known = new long[(values.length + Long.SIZE - 1) / Long.SIZE];
        for (int word = 0; word < known.length; word++) {
            long bits = 0;
            int end = Math.min(values.length, (word + 1) * Long.SIZE);
            for (int i = word * Long.SIZE; i < end; i++) {
                bits |= (values[i] == null ? 0L : 1L) << i;
            }
            known[word] = bits;
        }
        return known;
    }

    /** Forgets values that have become known since, and what is found again at once: numbers and parents. */
    private void forgetAllBut(long[] known) {
        for (int i = 0; i < values.length; i++) {
            if ((known[i / Long.SIZE] & 1L << i) == 0) {
                values[i] = null;
            }
        }
        Arrays.fill(numbers, 0);
        for (int i = 0; i < parents.length; i++) {
            // Whose rows follow each other is no matter of chance.
            if (i != table.owner) {
                parents[i] = 0;
                if (above != null) {
                    above[i] = null;
                }
            }
        }
    }

    /** Tells whether one of the fields that a group draws again is drawn at all. */
    @SuppressWarnings("OptionalAssignedToNull") // null is what nobody tells
    private boolean anyDrawn(int group) {
        for (int i = 0; i < values.length; i++) {
            if (table.cells[i].drawnAgain == group
                    && told(table.entity.fields().get(i).name()) == null) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether it is one of its dataset, and not of what stands around it. */
    boolean isOfDataset() {
        return among == null;
    }

    private Constraint.@Nullable Check firstFailed(int group) {
        for (Constraint.Check check : table.checks[group]) {
            if (!check.holds(this)) {
                return check;
            }
        }
        return null;
    }

    private RuntimeException unmet(Constraint.Check check) {
        return Diagnosis.of("ASSAY-DATA-021", "no row was found that keeps a check.")
                .with("entity", table.entity.name())
                .with("check", check.text())
                .with("row", index)
                .with(
                        "last tried",
                        check.fields().stream()
                                .map(field -> field + " = " + get(field))
                                .toList())
                .because("it held for none of " + TRIES + " draws, and more would hardly help")
                .toFix("model.with(" + table.entity.inCode() + ", \""
                        + check.fields().get(check.fields().size() - 1) + "\", rule), which makes values that keep it")
                .exception();
    }

    @Override
    public Row parent(String relation) {
        String why = "it must be a field that holds a parent's key: one with @Parent";
        int link = table.link(relation);
        if (link < 0) {
            throw table.entity.noSuchField(relation, why);
        }
        if (among != null) {
            return among.parent(table.entity.relations().get(link));
        }
        if (above == null) {
            above = new TableRow[table.links.length];
        }
        TableRow known = above[link];
        if (known == null) {
            long parent = parent(link);
            if (parent == NOBODY) {
                throw new NullPointerException(table.entity.name() + "." + relation + " of row " + index);
            }
            Table parents = Objects.requireNonNull(table.parents[link]);
            // A root may be its own parent, and what waits for itself then is told.
            known = parents == table && parent == index ? this : parents.row(parents.check(parent), all);
            above[link] = known;
        }
        return known;
    }

    /** Returns the index of a relation's parent; -1 if there is none. */
    long parent(int link) {
        if (attempts != null && parents[link] == 0 && unsettled(table.linksDrawnAgain[link])) {
            settle(table.linksDrawnAgain[link]);
        }
        long known = parents[link];
        if (known == 0) {
            known = findParent(link) + 2;
            parents[link] = known;
        }
        return known - 2;
    }

    private long findParent(int link) {
        if (index < table.singles) {
            Relation relation = table.entity.relations().get(link);
            Long told = table.single.get((int) index).parents().get(relation.name());
            if (told != null) {
                return told;
            }
            Optional<Object> key = told(relation.fields().get(0));
            if (key != null) {
                return key.isEmpty() ? NOBODY : ((Number) key.get()).longValue() - 1;
            }
        }
        return table.links[link].parent(this);
    }

    @Override
    public Stream<Row> children(String entity) {
        Table children = table.dataset.table(entity);
        OwnedRows owned = children.owned;
        if (among == null && owned != null && children.ownedBy(table)) {
            return StreamSupport.stream(new Siblings(children, owned, this), false);
        }
        return children(children, children.entity.relationTo(table.entity, null));
    }

    @Override
    public Stream<Row> children(String entity, String relation) {
        Table children = table.dataset.table(entity);
        return children(children, children.entity.relationTo(table.entity, relation));
    }

    private Stream<Row> children(Table children, Relation relation) {
        if (among != null) {
            return among.children(children.entity, relation);
        }
        OwnedRows owned = children.owned;
        return owned != null && relation.owned()
                ? StreamSupport.stream(new Siblings(children, owned, this), false)
                : children.picked(children.link(relation)).of(index).mapToObj(child -> children.row(child, all));
    }

    @Override
    public String toString() {
        Object[] all = new Object[values.length];
        Arrays.setAll(all, this::get);
        return table.entity.name() + Arrays.toString(all);
    }
}
