package dev.assay.data;

import dev.assay.core.Diagnosis;
import dev.assay.data.internal.DomainCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/** The first rows of each entity, where a scenario wants single ones: what is said of each, and who its parents are. */
final class SingleRows {
    private final ScenarioSpec scenario;
    private final ToLongBiFunction<Entity, Long> usual;
    private final Map<String, List<Single>> known = new HashMap<>();
    private final Set<String> begun = new HashSet<>();

    /**
     * A first row.
     *
     * @param spec what is said of it; null if it is as others are
     * @param parents the rows that are its parents, by relation
     */
    record Single(@Nullable RowSpec spec, Map<String, Long> parents) {}

    /** Takes how many rows of an entity a parent's row usually has. */
    SingleRows(ScenarioSpec scenario, ToLongBiFunction<Entity, Long> usual) {
        this.scenario = scenario;
        this.usual = usual;
    }

    /** Returns the first rows of an entity, in order. */
    List<Single> of(Entity entity) {
        List<Single> found = known.get(entity.name());
        // Entities that are each other's parents: what is begun is being asked for by its own children.
        if (found == null && begun.add(entity.name())) {
            found = entity.owning().isPresent() ? owned(entity) : picked(entity);
            known.put(entity.name(), found);
        }
        return found == null ? List.of() : found;
    }

    /** Returns how many rows the first parents have, -1 where nothing is said. */
    int[] told(Entity children, Entity parent) {
        List<Single> parents = of(parent);
        Relation owning = children.owning().orElseThrow();
        int[] told = new int[parents.size()];
        for (int i = 0; i < told.length; i++) {
            RowSpec.Children said = children(parents.get(i), children, owning);
            told[i] = said == null ? -1 : said.count();
        }
        return told;
    }

    private List<Single> owned(Entity entity) {
        List<Single> rows = new ArrayList<>();
        Relation owning = entity.owning().orElseThrow();
        List<Single> parents = of(scenario.model().entity(owning.parent()));
        for (int parent = 0; parent < parents.size(); parent++) {
            RowSpec.Children said = children(parents.get(parent), entity, owning);
            long count = said == null ? usual.applyAsLong(entity, (long) parent) : said.count();
            for (long i = 0; i < count; i++) {
                rows.add(new Single(said == null ? null : said.each(), Map.of()));
            }
        }
        // Nothing needs to be kept of rows behind the last that differs.
        int last = rows.size();
        while (last > 0 && rows.get(last - 1).spec() == null) {
            last--;
        }
        return List.copyOf(rows.subList(0, last));
    }

    private List<Single> picked(Entity entity) {
        List<Single> rows = new ArrayList<>();
        for (RowSpec spec : scenario.single()) {
            if (spec.entity().equals(entity.name())) {
                rows.add(new Single(spec, Map.of()));
            }
        }
        List<Relation> own = new ArrayList<>();
        for (Relation relation : entity.relations()) {
            if (relation.parent().equals(entity.name())) {
                own.add(relation);
            } else {
                List<Single> above = of(scenario.model().entity(relation.parent()));
                for (int i = 0; i < above.size(); i++) {
                    add(rows, above.get(i), i, entity, relation);
                }
            }
        }
        // The list grows while it is walked: children of children come, too.
        for (int i = 0; i < rows.size() && !own.isEmpty(); i++) {
            for (Relation relation : own) {
                add(rows, rows.get(i), i, entity, relation);
            }
        }
        return List.copyOf(rows);
    }

    private void add(List<Single> rows, Single parent, long index, Entity entity, Relation relation) {
        RowSpec.Children said = children(parent, entity, relation);
        for (int i = 0; said != null && i < said.count(); i++) {
            rows.add(new Single(said.each(), Map.of(relation.name(), index)));
        }
    }

    private RowSpec.@Nullable Children children(Single parent, Entity entity, Relation relation) {
        RowSpec spec = parent.spec();
        if (spec != null) {
            Entity above = scenario.model().entity(spec.entity());
            for (RowSpec.Children said : spec.children()) {
                if (said.each().entity().equals(entity.name())
                        && said.relation(entity, above).equals(relation)) {
                    return said;
                }
            }
        }
        return null;
    }

    /** Refuses what no row can be. */
    static void check(Model model, List<RowSpec> specs) {
        for (RowSpec spec : specs) {
            Entity entity = model.entity(spec.entity());
            Relation owning = entity.owning().orElse(null);
            if (owning != null) {
                throw ofParentAlone(entity, owning);
            }
            fields(model, spec);
        }
    }

    private static RuntimeException ofParentAlone(Entity entity, Relation owning) {
        return Diagnosis.of("ASSAY-DATA-019", "such a row can come from its parent alone.")
                .with("entity", entity.name())
                .with("parent", owning.parent())
                .because("each " + owning.parent() + " has a number of such rows, so that none is without one")
                .toFix("RowSpec.of(" + owning.parent() + ".class).children(1, RowSpec.of(" + entity.name() + ".class))")
                .exception();
    }

    private static void fields(Model model, RowSpec spec) {
        Entity entity = model.entity(spec.entity());
        spec.values().forEach((name, value) -> value(entity, entity.field(name), value.orElse(null)));
        for (RowSpec.Children said : spec.children()) {
            Entity children = model.entity(said.each().entity());
            Relation relation = said.relation(children, entity);
            Relation owning = children.owning().orElse(relation);
            if (!relation.equals(owning)) {
                throw ofParentAlone(children, owning);
            }
            fields(model, said.each());
        }
    }

    /** Refuses what a field cannot hold. Whether parents are there is known once there are rows. */
    private static void value(Entity entity, Field field, @Nullable Object value) {
        String problem = value != null && !Values.isOf(field, value)
                ? "which is no " + field.type().getSimpleName()
                : new DomainCheck(field).problem(value);
        if (problem != null) {
            throw Diagnosis.of("ASSAY-DATA-025", "a single row cannot have such a value.")
                    .with("field", entity.name() + "." + field.name())
                    .with("value", value)
                    .because(problem)
                    .toFix("RowSpec.of(" + entity.inCode() + ").with(\"" + field.name()
                            + "\", ...), with a value that fits")
                    .exception();
        }
    }
}
