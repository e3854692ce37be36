package dev.assay.data;

import dev.assay.core.Diagnosis;
import dev.assay.data.internal.Meaning;
import dev.assay.data.internal.Nearest;
import dev.assay.data.schema.SchemaReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What there is: entities, their fields, how their rows hang together, and what they keep.
 *
 * <p>Records say it, with {@link Parent} and {@link Unique}; a component named {@code id} is the row's key. So do JPA's
 * entity classes, and both with the annotations of Bean Validation. {@link Entity#named} describes an entity without a
 * class. What a field holds follows from its name and type, unless a {@link Rule} says it.
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
    /** Tests make datasets of one day, or of a few. */
    private static final int MOST_DAYS = 8;

    private final Map<String, Entity> entities;
    private final Map<String, Map<String, Rule>> rules;

    /** What fields hold, for the last days that datasets were made of: the same for all of them. */
    private final Map<Day, Meaning> meanings = new ConcurrentHashMap<>();

    private Model(Map<String, Entity> entities, Map<String, Map<String, Rule>> rules) {
        this.entities = entities;
        this.rules = rules;
    }

    /**
     * Reads a model off records and classes, in any order.
     *
     * @throws dev.assay.core.DiagnosisException what {@link #of(List)} throws; ASSAY-DATA-007 if bounds contradict each
     *     other, ASSAY-DATA-015 if a picked parent is to be unique, ASSAY-DATA-016 if two have one simple name
     */
    public static Model of(Class<?>... types) {
        return of(Stream.of(types).distinct().map(ClassReader::read).toList());
    }

    /**
     * Makes a model of a database's schema: see {@link SchemaReader}, which can also leave tables and constraints out.
     *
     * @throws dev.assay.core.DiagnosisException what {@link SchemaReader#model} throws
     */
    public static Model of(DataSource database) {
        return SchemaReader.of(database).model();
    }

    /** Makes a model of described entities, in any order: see {@link #of(List)}. */
    public static Model of(Entity... entities) {
        return of(List.of(entities));
    }

    /**
     * Makes a model of entities, in any order.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-001 if a parent is not among them, ASSAY-DATA-002 if a parent
     *     has no key, ASSAY-DATA-003 if a constraint or key names a field that is not there, ASSAY-DATA-005 if entities
     *     need each other first, ASSAY-DATA-006 if two parents say how many rows there are, ASSAY-DATA-016 if two have
     *     one name, ASSAY-DATA-018 if what a field may hold contradicts itself
     */
    public static Model of(List<Entity> entities) {
        Map<String, Entity> found = new LinkedHashMap<>();
        for (Entity entity : entities) {
            if (found.put(entity.name(), entity) != null) {
                throw Diagnosis.of("ASSAY-DATA-016", "two entities have one name.")
                        .with("entity", entity.name())
                        .because(
                                "what a row holds follows from its entity's name, which is the record's without its package")
                        .toFix("rename one of the records")
                        .exception();
            }
        }
        Map<String, Entity> ordered = new LinkedHashMap<>();
        for (Entity entity : found.values()) {
            ModelCheck.entity(entity, found);
        }
        for (Entity entity : found.values()) {
            place(entity, found, ordered, new ArrayList<>());
        }
        ordered.replaceAll((name, entity) -> withKeyTypes(entity, ordered));
        ordered.replaceAll((name, entity) -> consistent(entity));
        return new Model(ordered, Map.of());
    }

    /** A field that holds a parent's key holds what the parent's key is. */
    private static Entity withKeyTypes(Entity entity, Map<String, Entity> all) {
        Entity typed = entity;
        for (Relation relation : entity.relations()) {
            Entity parent = Objects.requireNonNull(all.get(relation.parent()));
            List<String> key = relation.parentFields().isEmpty() ? parent.key() : relation.parentFields();
            for (int i = 0; i < relation.fields().size(); i++) {
                Field field = entity.field(relation.fields().get(i));
                Class<?> keyType = keyType(parent, key.get(i), all);
                boolean open = field.type() == Object.class
                        || parent.type().filter(field.type()::equals).isPresent();
                if (open) {
                    typed = typed.with(
                            new Field(field.name(), field.column(), keyType, field.nullable(), field.domain()));
                }
            }
        }
        return typed;
    }

    private static Entity consistent(Entity entity) {
        Entity changed = entity;
        for (Field field : entity.fields()) {
            Domain domain = field.domain().consistent(field);
            if (domain != field.domain()) {
                changed = changed.with(new Field(field.name(), field.column(), field.type(), field.nullable(), domain));
            }
        }
        return changed;
    }

    private static Class<?> keyType(Entity parent, String field, Map<String, Entity> all) {
        Class<?> type = parent.field(field).type();
        Relation above = type == Object.class ? parent.relation(field).orElse(null) : null;
        if (above == null) {
            return type;
        }
        Entity grandparent = Objects.requireNonNull(all.get(above.parent()));
        int place = above.fields().indexOf(field);
        List<String> key = above.parentFields().isEmpty() ? grandparent.key() : above.parentFields();
        return keyType(grandparent, key.get(place), all);
    }

    /**
     * Returns this model with a rule for one field.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-003 if there is no such field
     */
    public Model with(Class<?> type, String field, Rule rule) {
        return with(entity(type), field, rule);
    }

    /** Returns this model with a rule for one field of an entity, by its name: see {@link #with(Class, String, Rule)}. */
    public Model with(String entity, String field, Rule rule) {
        return with(entity(entity), field, rule);
    }

    private Model with(Entity entity, String field, Rule rule) {
        if (entity.indexOf(field) < 0) {
            throw entity.noSuchField(field, "a rule belongs to a field that the record has");
        }
        Map<String, Map<String, Rule>> more = new HashMap<>(rules);
        more.merge(entity.name(), Map.of(field, rule), (before, added) -> {
            Map<String, Rule> both = new HashMap<>(before);
            both.putAll(added);
            return both;
        });
        return new Model(entities, more);
    }

    /** Returns this model with values that follow from a record's rows. */
    public Model with(Class<?> type, Calculation... calculations) {
        Entity changed = entity(type);
        for (Calculation calculation : calculations) {
            changed = changed.with(calculation);
        }
        return with(changed);
    }

    /** Returns this model with values that follow from an entity's rows, by its name. */
    public Model with(String entity, Calculation... calculations) {
        Entity changed = entity(entity);
        for (Calculation calculation : calculations) {
            changed = changed.with(calculation);
        }
        return with(changed);
    }

    /** Returns this model with what an entity's rows keep, by its name: see {@link #with(Class, Constraint)}. */
    public Model with(String entity, Constraint constraint) {
        Entity changed = entity(entity).with(constraint);
        constraint.fields().forEach(changed::field);
        return with(changed);
    }

    /**
     * Returns this model with another way to a parent: of a schema's invoice lines, {@code
     * model.with("invoice_line", "invoice_id", new Relation.Owned(1, 12))}.
     *
     * @param relation the field that holds the parent's key, or the relation's name
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-003 if there is no such relation, ASSAY-DATA-005 if entities
     *     need each other first then, ASSAY-DATA-006 if two parents say how many rows there are
     */
    public Model with(String entity, String relation, Relation.Kind kind) {
        Entity of = entity(entity);
        Relation known = of.relations().stream()
                .filter(each -> each.name().equals(relation) || each.fields().contains(relation))
                .findFirst()
                .orElseThrow(() -> of.noSuchField(relation, "it must be a field that holds a parent's key"));
        List<Entity> changed = new ArrayList<>(entities.values());
        changed.replaceAll(each -> each == of ? of.with(known.kind(kind)) : each);
        return new Model(of(changed).entities, rules);
    }

    /**
     * Returns this model with what a record's rows keep.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-003 if it names a field that is not there
     */
    public Model with(Class<?> type, Constraint constraint) {
        Entity changed = entity(type).with(constraint);
        constraint.fields().forEach(changed::field);
        return with(changed);
    }

    private Model with(Entity changed) {
        Map<String, Entity> more = new LinkedHashMap<>(entities);
        more.put(changed.name(), changed);
        return new Model(more, rules);
    }

    /** Returns the entities, parents before their children. */
    public List<Entity> entities() {
        return List.copyOf(entities.values());
    }

    /**
     * Returns the entity of a record or class.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-008 if the model has none
     */
    public Entity entity(Class<?> type) {
        Entity entity = entities.get(type.getSimpleName());
        if (entity == null || entity.type().filter(type::equals).isEmpty()) {
            throw noSuchEntity(type.getSimpleName());
        }
        return entity;
    }

    /**
     * Returns an entity by its name.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-008 if the model has none
     */
    public Entity entity(String name) {
        Entity entity = entities.get(name);
        if (entity == null) {
            throw noSuchEntity(name);
        }
        return entity;
    }

    private RuntimeException noSuchEntity(String name) {
        Diagnosis diagnosis = Diagnosis.of("ASSAY-DATA-008", "the model has no such entity.")
                .with("entity", name)
                .with("model", List.copyOf(entities.keySet()));
        return Nearest.named(diagnosis, name, entities.keySet())
                .because("a model knows the records that it was made of")
                .toFix("Model.of(..., " + name + ".class)")
                .exception();
    }

    Optional<Rule> rule(Entity entity, Field field) {
        return Optional.ofNullable(rules.getOrDefault(entity.name(), Map.of()).get(field.name()));
    }

    /** Returns what fields hold; what was found of a day is kept for other datasets. */
    Meaning meaning(LocalDate asOf, Locale locale) {
        Day day = new Day(asOf, locale);
        Meaning known = meanings.get(day);
        if (known == null) {
            known = new Meaning(asOf, locale, this::isFree);
            if (meanings.size() >= MOST_DAYS) {
                meanings.clear();
            }
            meanings.put(day, known);
        }
        return known;
    }

    /** Tells whether nothing but a field's meaning says what it holds. */
    private boolean isFree(Entity entity, Field field) {
        return entity.relation(field.name()).isEmpty() && rule(entity, field).isEmpty();
    }

    /** Up to when things have happened, and where; compared here, which a fresh JVM does sooner than of itself. */
    private record Day(LocalDate asOf, Locale locale) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Day day && day.asOf.equals(asOf) && day.locale.equals(locale);
        }

        @Override
        public int hashCode() {
            return 31 * asOf.hashCode() + locale.hashCode();
        }
    }

    /** Puts an entity behind its parents. A key that may be null waits for nobody, unless it says how many rows there are. */
    private static void place(Entity entity, Map<String, Entity> all, Map<String, Entity> ordered, List<String> path) {
        if (ordered.containsKey(entity.name())) {
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
        for (Relation relation : entity.relations()) {
            boolean self = relation.parent().equals(entity.name()) && !relation.owned();
            if (relation.owned() || !entity.optional(relation) && !self) {
                place(Objects.requireNonNull(all.get(relation.parent())), all, ordered, path);
            }
        }
        path.remove(path.size() - 1);
        ordered.put(entity.name(), entity);
    }

    @Override
    public String toString() {
        return entities.keySet().toString();
    }
}
