package dev.assay.data;

import dev.assay.core.Diagnosis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What there is: entities, their fields, and how their rows hang together.
 *
 * <p>Records say it, with {@link Parent} and {@link Unique}; a component named {@code id} is the row's key. What a field
 * holds follows from its name and type, unless a {@link Rule} says it.
 *
 * <pre>{@code
 * record Customer(long id, String firstName, String lastName, @Unique String email, LocalDateTime createdAt) {}
 * record Address(long id, @Parent(value = Customer.class, least = 1, most = 4) long customerId, String city) {}
 *
 * Model model = Model.of(Customer.class, Address.class);
 * }</pre>
 *
 * <p>Immutable.
 *
 * @since 0.1
 */
public final class Model {
    private final Map<Class<? extends Record>, Entity> entities;
    private final Map<Class<? extends Record>, Map<String, Rule>> rules;

    private Model(
            Map<Class<? extends Record>, Entity> entities, Map<Class<? extends Record>, Map<String, Rule>> rules) {
        this.entities = entities;
        this.rules = rules;
    }

    /**
     * Reads a model off records, in any order.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-001 if a parent is not among them, ASSAY-DATA-002 if a parent
     *     has no key, ASSAY-DATA-005 if entities need each other first, ASSAY-DATA-006 if two parents say how many rows
     *     there are, ASSAY-DATA-007 if bounds contradict each other, ASSAY-DATA-015 if a picked parent is to be unique,
     *     ASSAY-DATA-016 if two records have one simple name
     */
    @SafeVarargs
    public static Model of(Class<? extends Record>... records) {
        Map<Class<? extends Record>, Entity> found = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        for (Class<? extends Record> type : records) {
            if (found.put(type, Entity.of(type)) == null && !names.add(type.getSimpleName())) {
                throw Diagnosis.of("ASSAY-DATA-016", "two entities have one name.")
                        .with("entity", type.getSimpleName())
                        .because(
                                "what a row holds follows from its entity's name, which is the record's without its package")
                        .toFix("rename one of the records")
                        .exception();
            }
        }
        found.values().forEach(entity -> check(entity, found));
        Map<Class<? extends Record>, Entity> ordered = new LinkedHashMap<>();
        for (Entity entity : found.values()) {
            place(entity, found, ordered, new ArrayList<>());
        }
        return new Model(ordered, Map.of());
    }

    /**
     * Returns this model with a rule for one field.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-003 if there is no such field
     */
    public Model with(Class<? extends Record> type, String field, Rule rule) {
        Entity entity = entity(type);
        if (entity.indexOf(field) < 0) {
            throw entity.noSuchField(field, "a rule belongs to a field that the record has");
        }
        Map<Class<? extends Record>, Map<String, Rule>> more = new HashMap<>(rules);
        more.merge(type, Map.of(field, rule), (before, added) -> {
            Map<String, Rule> both = new HashMap<>(before);
            both.putAll(added);
            return both;
        });
        return new Model(entities, more);
    }

    /** Returns the entities, parents before their children. */
    public List<Entity> entities() {
        return List.copyOf(entities.values());
    }

    /**
     * Returns the entity of a record.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-008 if the model has none
     */
    public Entity entity(Class<? extends Record> type) {
        Entity entity = entities.get(type);
        if (entity == null) {
            throw Diagnosis.of("ASSAY-DATA-008", "the model has no such entity.")
                    .with("entity", type.getSimpleName())
                    .with("model", entities.values().stream().map(Entity::name).toList())
                    .because("a model knows the records that it was made of")
                    .toFix("Model.of(..., " + type.getSimpleName() + ".class)")
                    .exception();
        }
        return entity;
    }

    Optional<Rule> rule(Entity entity, Field field) {
        return Optional.ofNullable(rules.getOrDefault(entity.type(), Map.of()).get(field.name()));
    }

    private static void check(Entity entity, Map<Class<? extends Record>, Entity> all) {
        int owners = 0;
        for (Field field : entity.fields()) {
            Relation relation = field.relation().orElse(null);
            if (relation == null) {
                continue;
            }
            Entity parent = all.get(relation.parent());
            String place = entity.name() + "." + field.name();
            if (parent == null) {
                throw Diagnosis.of("ASSAY-DATA-001", "a parent is not part of the model.")
                        .with("field", place)
                        .with("parent", relation.parent().getSimpleName())
                        .because("a row needs its parent's row")
                        .toFix("Model.of(..., " + relation.parent().getSimpleName() + ".class)")
                        .exception();
            }
            if (parent.indexOf(Entity.KEY) < 0) {
                throw Diagnosis.of("ASSAY-DATA-002", "a parent has no key.")
                        .with("field", place)
                        .with("parent", parent.name())
                        .because(
                                "a child names its parent by the component id, which the parent's record does not have")
                        .toFix("record " + parent.name() + "(long id, ...)")
                        .exception();
            }
            owners += relation instanceof Relation.Owned ? 1 : 0;
        }
        if (owners > 1) {
            throw Diagnosis.of("ASSAY-DATA-006", "two parents say how many rows an entity has.")
                    .with("entity", entity.name())
                    .because("least and most of @Parent set the number of rows, which can follow from one parent alone")
                    .toFix("give one @Parent least and most; rows pick the others")
                    .exception();
        }
    }

    /** Puts an entity behind its parents. A key that may be null waits for nobody, unless it says how many rows there are. */
    private static void place(
            Entity entity,
            Map<Class<? extends Record>, Entity> all,
            Map<Class<? extends Record>, Entity> ordered,
            List<String> path) {
        if (ordered.containsKey(entity.type())) {
            return;
        }
        if (path.contains(entity.name())) {
            List<String> cycle = new ArrayList<>(path.subList(path.indexOf(entity.name()), path.size()));
            cycle.add(entity.name());
            throw Diagnosis.of("ASSAY-DATA-005", "entities need each other first.")
                    .with("cycle", String.join(" -> ", cycle))
                    .because("each of these rows needs the key of the next, so that none can be the first")
                    .toFix("let one of the keys be null, Long in place of long, and picked: without least and most")
                    .exception();
        }
        path.add(entity.name());
        for (Field field : entity.fields()) {
            Relation relation = field.relation().orElse(null);
            if (relation instanceof Relation.Owned || relation != null && !field.nullable()) {
                place(parent(field, all), all, ordered, path);
            }
        }
        path.remove(path.size() - 1);
        ordered.put(entity.type(), entity);
    }

    private static Entity parent(Field field, Map<Class<? extends Record>, Entity> all) {
        return field.relation().map(Relation::parent).map(all::get).orElseThrow();
    }

    @Override
    public String toString() {
        return Arrays.toString(entities.values().stream().map(Entity::name).toArray());
    }
}
