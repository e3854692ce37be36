package dev.assay.data.store;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Field;
import dev.assay.data.Relation;
import dev.assay.data.Row;
import dev.assay.data.RowSpec;
import dev.assay.data.Surroundings;
import dev.assay.data.store.BaseTable.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A row that is about to be there, with its children: what is told of it, and what the dataset makes of the rest. */
final class Draft implements Surroundings {
    private final State state;
    private final BaseTable table;
    private final int index;
    private final Map<String, Optional<Object>> given;

    /** What is given, and the parents that were picked. */
    private final Map<String, Optional<Object>> told;

    /** Whether fields that nobody told are generated, not only keys. */
    private final boolean generous;

    private final Map<Link, Draft> parents = new HashMap<>();
    private final List<Draft> children = new ArrayList<>();
    private final Row row;

    private Draft(State state, BaseTable table, int index, Map<String, Optional<Object>> values, boolean generous) {
        this.state = state;
        this.table = table;
        this.index = index;
        this.given = values;
        this.told = new HashMap<>(values);
        this.generous = generous;
        this.row = table.base.dataset.row(table.entity, index, this);
    }

    /** Begins a row of which all is told but its key, perhaps. */
    static Draft of(State state, BaseTable table, Map<String, Optional<Object>> told) {
        return new Draft(state, table, state.at(table).next(), told, false);
    }

    /** Begins a row, and those below it, of which what is not told is generated. */
    static Draft of(State state, BaseTable table, RowSpec spec) {
        return of(state, table, spec, null, null, new HashMap<>());
    }

    private static Draft of(
            State state,
            BaseTable table,
            RowSpec spec,
            @Nullable Link above,
            @Nullable Draft parent,
            Map<BaseTable, Integer> begun) {
        int index = state.at(table).next() + begun.merge(table, 1, Integer::sum) - 1;
        Draft draft = new Draft(state, table, index, spec.values(), true);
        if (above != null && parent != null) {
            draft.parents.put(above, parent);
        }
        for (Link link : table.children) {
            Entity below = link.of().entity;
            RowSpec.Children said = spec.children().stream()
                    .filter(each -> each.each().entity().equals(below.name()))
                    .filter(each -> each.relation(below, table.entity).equals(link.relation()))
                    .findFirst()
                    .orElse(null);
            long count = said == null ? usual(link, index) : said.count();
            RowSpec each = said == null ? RowSpec.of(below.name()) : said.each();
            for (long i = 0; i < count; i++) {
                draft.children.add(of(state, link.of(), each, link, draft, begun));
            }
        }
        return draft;
    }

    /** How many rows a parent has of which nothing is said. */
    private static long usual(Link link, int parent) {
        Relation relation = link.relation();
        if (!relation.owned()) {
            return 0;
        }
        Dataset dataset = link.of().base.dataset;
        Relation.Owned bounds = dataset.scenario().owned(link.of().entity, relation);
        long key =
                dataset.seed().at(link.of().entity.name()).at(relation.name()).key();
        long span = (long) bounds.most() - bounds.least() + 1;
        return bounds.least() + Seed.scale(Seed.bits(key, parent), span);
    }

    BaseTable table() {
        return table;
    }

    int index() {
        return index;
    }

    /** Tells whether a user said what a field holds. */
    boolean gives(String field) {
        return given.containsKey(field);
    }

    /** Shows this and all below, parents before their children. */
    void forEach(Consumer<Draft> reader) {
        reader.accept(this);
        children.forEach(child -> child.forEach(reader));
    }

    /**
     * Returns what each field holds.
     *
     * @throws DiagnosisException ASSAY-DATA-051 if one cannot be generated
     */
    @Nullable Object[] values() {
        @Nullable Object[] values = new Object[table.domains.length];
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = row.get(i);
            } catch (IndexOutOfBoundsException
                    | NullPointerException
                    | ClassCastException
                    | ArithmeticException
                    | IllegalArgumentException e) {
                throw unmade(table.entity.fields().get(i), e);
            }
        }
        return values;
    }

    private DiagnosisException unmade(Field field, RuntimeException cause) {
        return Diagnosis.of("ASSAY-DATA-051", "a field of a new row cannot be generated.")
                .with("entity", table.entity.name())
                .with("field", field.name())
                .with("cause", cause.toString())
                .because("what the dataset makes it of is not there for this row")
                .toFix("RowSpec.of(" + table.entity.name() + ".class).with(\"" + field.name() + "\", value)")
                .exception(cause);
    }

    @Override
    @SuppressWarnings("OptionalAssignedToNull") // a value may be told to be none
    public @Nullable Optional<Object> told(String field) {
        Optional<Object> known = told.get(field);
        if (known == null) {
            for (Link link : table.parents) {
                int at = link.relation().fields().indexOf(field);
                if (at >= 0 && (generous || parents.containsKey(link))) {
                    known = ofParent(link, at);
                    told.put(field, known);
                    return known;
                }
            }
            boolean generated = generous || table.entity.key().contains(field);
            return generated ? null : Optional.empty();
        }
        return known;
    }

    private Optional<Object> ofParent(Link link, int at) {
        int place = link.target().places()[at];
        Draft parent = parents.get(link);
        if (parent != null) {
            return Optional.ofNullable(parent.row.get(place));
        }
        boolean partlyTold = link.relation().fields().stream().anyMatch(told::containsKey);
        StoreRow picked = partlyTold ? null : picked(link);
        if (picked == null && !partlyTold && !link.optional()) {
            throw RowCheck.noParent(link, null).exception();
        }
        return picked == null ? Optional.empty() : Optional.ofNullable(picked.get(place));
    }

    /** One of the parents that are there, the same each time; one without such a child where it may have one alone. */
    private @Nullable StoreRow picked(Link link) {
        Seed seed = table.base
                .dataset
                .seed()
                .at(table.entity.name())
                .at(link.relation().name());
        int all = state.at(link.parents()).next();
        boolean alone = table.entity.unique(link.relation().fields().get(0));
        long from = all == 0 ? 0 : Seed.scale(seed.at(index).key(), all);
        for (int i = 0; i < all; i++) {
            StoreRow parent = state.row(link.parents(), (int) ((from + i) % all));
            if (parent != null && !(alone && parent.children(link).findAny().isPresent())) {
                return parent;
            }
        }
        return null;
    }

    @Override
    public Row parent(Relation relation) {
        for (Link link : table.parents) {
            if (link.relation().name().equals(relation.name())) {
                Draft parent = parents.get(link);
                if (parent != null) {
                    return parent.row;
                }
                @Nullable Object[] held = new Object[table.domains.length];
                for (int place : link.in().places()) {
                    held[place] = row.get(place);
                }
                Object key = link.in().key(held);
                StoreRow there = state.row(link.parents(), link.target(), Objects.requireNonNull(key, link.toString()));
                if (there == null) {
                    throw RowCheck.noParent(link, key).exception();
                }
                return there;
            }
        }
        throw Relations.none(table, relation.name());
    }

    @Override
    public Stream<Row> children(Entity entity, Relation relation) {
        return children.stream()
                .filter(child -> child.table.entity.name().equals(entity.name()))
                .filter(child -> child.parents.keySet().stream()
                        .anyMatch(link -> link.relation().name().equals(relation.name())))
                .map(child -> child.row);
    }
}
