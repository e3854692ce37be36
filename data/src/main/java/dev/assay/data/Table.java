package dev.assay.data;

import dev.assay.core.Choices;
import dev.assay.core.Seed;
import dev.assay.data.internal.Column;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entity's rows in a dataset: a column for each field, and the key that its chance begins with. */
final class Table {
    /** The group of a column that is not drawn again. */
    static final int NEVER = -1;

    final Dataset dataset;

    /** The table's place among the dataset's. */
    final int number;

    final Entity entity;
    final Seed seed;
    final long rows;
    final @Nullable OwnedRows owned;
    List<SingleRows.Single> single;

    /** How many rows are single ones. */
    final int singles;

    /** Set by {@link Columns#bind}, before the dataset is handed out. */
    Column[] columns;

    /** What rows ask of their columns; set by {@link #bound}. */
    Cell[] cells = {};

    Link[] links;

    /** The tables that links lead into. */
    final @Nullable Table[] parents;

    /** The tables that it has grown from. */
    final Lineage lineage;

    /** The keys of each field that holds any, which tables that grow out of this one go on with. */
    final Map<String, Keyed> keyed = new HashMap<>();

    private final Places places;
    private final Places linkPlaces;

    /** Says what follows from what a row is told that is none of the dataset. */
    Followed followed = (row, column) -> null;

    /** How many numberings there are, so that a row has room for each number. */
    int groups;

    /** What rows are drawn again for, in groups that have nothing to do with each other; none of most tables. */
    Constraint.Check[][] checks = {};

    /** With which group each column is drawn again. */
    int[] drawnAgain = {};

    /** With which group each relation's parent is picked again. */
    int[] linksDrawnAgain = {};

    /** With which group each numbering is drawn again. */
    int[] numberingsDrawnAgain = {};

    /** Which rows are given a parent of their own, by constraint, for a dataset that grows out of this one. */
    final Map<String, Seats> seats = new HashMap<>();

    /** What differs together, by constraint, likewise. */
    final Map<String, Tuples> tuples = new HashMap<>();

    /** The relation to the parent whose rows follow each other; -1 if there is none, or a rule says whose a row is. */
    final int owner;

    private final @Nullable Table owners;
    private @Nullable Construction construction;
    private final @Nullable PickedRows[] picked;

    /** Knows how many rows there are; {@link Columns} makes the columns. */
    Table(Dataset dataset, int number, Entity entity, Seed seed) {
        this.dataset = dataset;
        this.number = number;
        this.entity = entity;
        this.seed = seed;
        this.single = dataset.single().of(entity);
        this.singles = single.size();
        Relation owning = entity.owning().orElse(null);
        this.owners = owning == null ? null : dataset.table(owning.parent());
        this.owned = owning == null || owners == null ? null : owned(owning, owners);
        this.rows = owned == null ? dataset.scenario().rows(entity) + single.size() : owned.rows();
        Dataset before = dataset.before();
        this.lineage = before == null ? new Lineage(this) : new Lineage(this, before.table(entity).lineage);
        this.columns = new Column[entity.fields().size()];
        this.links = new Link[entity.relations().size()];
        this.parents = new Table[links.length];
        this.places = new Places(columns.length);
        for (int i = 0; i < columns.length; i++) {
            places.put(entity.fields().get(i).name(), i);
        }
        this.linkPlaces = new Places(links.length * (1 + columns.length));
        for (int i = links.length - 1; i >= 0; i--) {
            Relation relation = entity.relations().get(i);
            linkPlaces.put(relation.name(), i);
            for (String field : relation.fields()) {
                linkPlaces.put(field, i);
            }
        }
        this.picked = new PickedRows[links.length];
        this.owner = owner(owning);
    }

    private int owner(@Nullable Relation relation) {
        boolean ruled = relation != null
                && dataset.model()
                        .rule(entity, entity.field(relation.fields().get(0)))
                        .isPresent();
        return relation == null || ruled ? -1 : link(relation);
    }

    private OwnedRows owned(Relation relation, Table parents) {
        Relation.Owned kind = dataset.scenario().owned(entity, relation);
        return new OwnedRows(
                seed.at(relation.name()).key(),
                parents.rows,
                kind,
                dataset.single().told(entity, parents.entity));
    }

    /** Has rows drawn again for a check that has nothing to do with the others. */
    void check(Constraint.Check check) {
        checks = Arrays.copyOf(checks, checks.length + 1);
        checks[checks.length - 1] = new Constraint.Check[] {check};
    }

    /** Looks at the columns, once they are made. */
    void bound() {
        cells = new Cell[columns.length];
        for (int i = 0; i < cells.length; i++) {
            Field field = entity.fields().get(i);
            int group = drawnAgain.length == 0 ? NEVER : drawnAgain[i];
            cells[i] = new Cell(field, columns[i], seed.at(field.name()).key(), group);
        }
    }

    /** Tells whether its rows follow those of another. */
    boolean ownedBy(Table parents) {
        return owners == parents;
    }

    /** Tells whether picking a parent may take more than one draw. */
    boolean picksAgain() {
        for (int group : linksDrawnAgain) {
            if (group != NEVER) {
                return true;
            }
        }
        return false;
    }

    /** Returns a row, one of all if they are made together. */
    TableRow row(long index, @Nullable AllRows all) {
        return all == null ? new TableRow(this, index) : all.row(this, index);
    }

    /** Returns a row as its record or class. */
    Object instance(long index) {
        return instance(new TableRow(this, index));
    }

    Object instance(Row row) {
        return construction().of(row);
    }

    /** Returns what makes records or instances of rows. */
    Construction construction() {
        Construction made = construction;
        if (made == null) {
            // Two threads may make it twice; either will do.
            made = new Construction(dataset, entity);
            construction = made;
        }
        return made;
    }

    /** Returns which rows each parent of a relation has. */
    PickedRows picked(int link) {
        PickedRows made = picked[link];
        if (made == null) {
            made = new PickedRows(this, link);
            picked[link] = made;
        }
        return made;
    }

    /** Returns the place of a field among the others; -1 if there is none of that name. */
    int place(String field) {
        return places.of(field);
    }

    /** Returns the place of the relation that a field or a name stands for; -1 if it is none. */
    int link(String relation) {
        return linkPlaces.of(relation);
    }

    /** Returns the place of a relation. */
    int link(Relation relation) {
        for (int i = 0; i < links.length; i++) {
            if (entity.relations().get(i).name().equals(relation.name())) {
                return i;
            }
        }
        return -1;
    }

    long check(long index) {
        if (index < 0 || index >= rows) {
            throw new IndexOutOfBoundsException("row " + index + " of " + rows + " " + entity.name());
        }
        return index;
    }

    /** A column, with all that computing a value of it needs close together. */
    static final class Cell {
        final Field field;
        final Column column;

        /** The rule of a column that is one and nothing else; so choices are made for nobody who draws none. */
        final @Nullable Rule rule;

        /** What its chance begins with. */
        final long key;

        /** Whether it draws at all. */
        final boolean draws;

        /** What its values are, boxed. */
        final Class<?> type;

        /** With which group of checks it is drawn again. */
        final int drawnAgain;

        Cell(Field field, Column column, long key, int drawnAgain) {
            this.field = field;
            this.column = column;
            this.rule = column instanceof Ruled ruled ? ruled.rule() : null;
            this.key = key;
            this.draws = !(column instanceof Certain);
            this.type = MethodType.methodType(field.type()).wrap().returnType();
            this.drawnAgain = drawnAgain;
        }
    }

    /** A column that is a rule and nothing else. */
    record Ruled(Rule rule) implements Column {
        @Override
        public @Nullable Object at(Row row, long bits) {
            return rule.value(row, Choices.of(bits));
        }
    }

    /** A column that draws nothing: bits are not computed for it. */
    @FunctionalInterface
    interface Certain extends Column {}

    /** Says what a column holds because of what a row is told of others. */
    @FunctionalInterface
    interface Followed {
        /** Returns the value; null if it follows from none of them. */
        @Nullable Object of(TableRow row, int column);
    }

    /** Says which row of another table is a row's parent. */
    @FunctionalInterface
    interface Link {
        /** Returns the parent's index; -1 if the row has none. */
        long parent(TableRow row);
    }

    /** Gives each parent to one row at most. */
    @FunctionalInterface
    interface Seats {
        /** Returns the index of the parent that a row is given; -1 if it is given none. */
        long parent(long row);
    }
}
