package dev.assay.data;

import dev.assay.core.Seed;
import dev.assay.data.internal.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entity's rows in a dataset: a column for each field, and the key that its chance begins with. */
final class Table {
    /** The group of a column that is not drawn again. */
    static final int NEVER = -1;

    final Dataset dataset;
    final Entity entity;
    final Seed seed;
    final long rows;
    final @Nullable OwnedRows owned;
    final List<SingleRows.Single> single;

    /** Set by {@link Columns#bind}, before the dataset is handed out. */
    Column[] columns;

    final long[] keys;
    Link[] links;

    /** The tables that links lead into. */
    final @Nullable Table[] parents;

    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, Integer> linkPlaces = new HashMap<>();

    /** How many numberings there are, so that a row has room for each number. */
    int groups;

    /** What rows are drawn again for, in groups that have nothing to do with each other; none of most tables. */
    List<List<Constraint.Check>> checks = List.of();

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

    private @Nullable Construction construction;
    private final @Nullable PickedRows[] picked;

    /** Knows how many rows there are; {@link Columns} makes the columns. */
    Table(Dataset dataset, Entity entity, Seed seed) {
        this.dataset = dataset;
        this.entity = entity;
        this.seed = seed;
        this.single = dataset.single().of(entity);
        this.owned = owned();
        this.rows = owned == null ? dataset.scenario().rows(entity) + single.size() : owned.rows();
        this.columns = new Column[entity.fields().size()];
        this.links = new Link[entity.relations().size()];
        this.parents = new Table[links.length];
        this.keys = new long[columns.length];
        for (int i = 0; i < keys.length; i++) {
            String field = entity.fields().get(i).name();
            keys[i] = seed.at(field).key();
            places.put(field, i);
        }
        for (int i = links.length - 1; i >= 0; i--) {
            Relation relation = entity.relations().get(i);
            linkPlaces.put(relation.name(), i);
            for (String field : relation.fields()) {
                linkPlaces.put(field, i);
            }
        }
        this.picked = new PickedRows[links.length];
        this.owner = owner();
    }

    private int owner() {
        Relation relation = entity.owning().orElse(null);
        boolean ruled = relation != null
                && dataset.model()
                        .rule(entity, entity.field(relation.fields().get(0)))
                        .isPresent();
        return relation == null || ruled ? -1 : entity.relations().indexOf(relation);
    }

    private @Nullable OwnedRows owned() {
        Relation relation = entity.owning().orElse(null);
        if (relation == null) {
            return null;
        }
        Table parents = dataset.table(relation.parent());
        Relation.Owned kind = dataset.scenario().owned(entity, relation);
        return new OwnedRows(
                seed.at(relation.name()).key(),
                parents.rows,
                kind,
                dataset.single().told(entity, parents.entity));
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
        Integer place = places.get(field);
        return place == null ? -1 : place;
    }

    /** Returns the place of the relation that a field or a name stands for; -1 if it is none. */
    int link(String relation) {
        Integer link = linkPlaces.get(relation);
        return link == null ? -1 : link;
    }

    /** Returns the place of a relation. */
    int link(Relation relation) {
        return entity.relations().indexOf(relation);
    }

    long check(long index) {
        if (index < 0 || index >= rows) {
            throw new IndexOutOfBoundsException("row " + index + " of " + rows + " " + entity.name());
        }
        return index;
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
