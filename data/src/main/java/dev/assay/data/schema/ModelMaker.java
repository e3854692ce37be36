package dev.assay.data.schema;

import dev.assay.core.Diagnosis;
import dev.assay.data.Entity;
import dev.assay.data.Model;
import dev.assay.data.Relation;
import dev.assay.data.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a model of what a database says of itself. */
final class ModelMaker {
    private final LiveSchema live;
    private final Set<String> ignored;
    private final Map<String, Map<String, Rule>> rules = new LinkedHashMap<>();

    ModelMaker(LiveSchema live, Set<String> ignored) {
        this.live = live;
        this.ignored = ignored;
    }

    Model model() {
        List<Entity> entities = new ArrayList<>();
        for (LiveSchema.Table table : live.tables()) {
            entities.add(entity(table));
        }
        Model model = Model.of(entities);
        for (Map.Entry<String, Map<String, Rule>> entity : rules.entrySet()) {
            for (Map.Entry<String, Rule> field : entity.getValue().entrySet()) {
                model = model.with(entity.getKey(), field.getKey(), field.getValue());
            }
        }
        return model;
    }

    private Entity entity(LiveSchema.Table table) {
        TableFields fields = new TableFields(table, needed(table));
        TableChecks checks = new TableChecks(table, fields, ignored);
        checks.read();
        checks.key();
        List<Relation> relations = relations(table);
        for (LiveSchema.Unique unique : table.uniques()) {
            if (!ignored.contains(unique.name())) {
                checks.unique(unique);
            }
        }
        rules.put(table.name(), checks.rules(relations));
        return new Entity(
                table.name(),
                live.own() || table.schema().isEmpty() ? Optional.empty() : Optional.of(table.schema()),
                table.name(),
                Optional.empty(),
                fields.fields(),
                table.key(),
                relations,
                checks.constraints(),
                List.of());
    }

    /** Columns that a row is told from others by, or that lead to it or to its parents. */
    private Set<String> needed(LiveSchema.Table table) {
        Set<String> needed = new HashSet<>(table.key());
        table.foreignKeys().forEach(key -> needed.addAll(key.columns()));
        table.uniques().forEach(unique -> needed.addAll(unique.columns()));
        for (LiveSchema.Table other : live.tables()) {
            for (LiveSchema.Key key : other.foreignKeys()) {
                if (key.parent().equals(table.name())) {
                    needed.addAll(key.parentColumns());
                }
            }
        }
        return needed;
    }

    /** Keys over several columns come first: what they share with others follows from their parents. */
    private List<Relation> relations(LiveSchema.Table table) {
        List<Relation> relations = new ArrayList<>();
        Set<List<String>> seen = new HashSet<>();
        List<LiveSchema.Key> keys = new ArrayList<>(table.foreignKeys());
        keys.sort((a, b) -> {
            boolean selfA = a.parent().equals(table.name());
            boolean selfB = b.parent().equals(table.name());
            return selfA != selfB
                    ? Boolean.compare(selfA, selfB)
                    : Integer.compare(b.columns().size(), a.columns().size());
        });
        for (LiveSchema.Key key : keys) {
            if (ignored.contains(key.name())) {
                continue;
            }
            LiveSchema.Table parent = live.tables().stream()
                    .filter(each -> each.name().equals(key.parent()))
                    .findFirst()
                    .orElseThrow(() -> leadsOut(table, key));
            List<String> identity = new ArrayList<>(key.columns());
            identity.add(key.parent());
            identity.addAll(key.parentColumns());
            if (seen.add(identity)) {
                String name = key.columns().size() == 1 ? key.columns().get(0) : key.name();
                boolean toKey = key.parentColumns().equals(parent.key());
                relations.add(new Relation(
                        name,
                        key.columns(),
                        key.parent(),
                        toKey ? List.of() : key.parentColumns(),
                        new Relation.Picked(0)));
            }
        }
        return relations;
    }

    private RuntimeException leadsOut(LiveSchema.Table table, LiveSchema.Key key) {
        return Diagnosis.of("ASSAY-DATA-033", "a foreign key leads to a table that is not read.")
                .with("table", table.name())
                .with("foreign key", key.name() + " (" + String.join(", ", key.columns()) + ")")
                .with("leads to", key.parent())
                .because("a row needs its parent's row")
                .toFix("read " + key.parent() + ", too")
                .toFix("SchemaReader.of(dataSource).ignoring(\"" + key.name() + "\"), and a rule for what it holds")
                .exception();
    }
}
