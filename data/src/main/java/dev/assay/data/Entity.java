package dev.assay.data;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.data.internal.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kind of rows.
 *
 * @param name what seeds, errors and models call it: a record's simple name, or a table's name
 * @param schema the schema that its table is in; empty for the one in which a database's connections begin
 * @param table what a database calls it, without its schema
 * @param type the record or class that a row becomes; empty where rows stay {@link Row}s
 * @param fields its fields, in order
 * @param key the fields that tell a row from others; empty if there are none
 * @param relations its parents
 * @param constraints what rows keep
 * @param calculations what follows from a row
 * @since 0.1
 */
public record Entity(
        String name,
        Optional<String> schema,
        String table,
        Optional<Class<?>> type,
        List<Field> fields,
        List<String> key,
        List<Relation> relations,
        List<Constraint> constraints,
        List<Calculation> calculations) {
    /** The name of the field that is a row's own key if nothing else is said: its index plus one. */
    public static final String KEY = "id";

    /** Copies the lists. */
    public Entity {
        fields = List.copyOf(fields);
        key = List.copyOf(key);
        relations = List.copyOf(relations);
        constraints = List.copyOf(constraints);
        calculations = List.copyOf(calculations);
    }

    /** Says what an entity is whose table is in the schema in which a database's connections begin. */
    public Entity(
            String name,
            String table,
            Optional<Class<?>> type,
            List<Field> fields,
            List<String> key,
            List<Relation> relations,
            List<Constraint> constraints,
            List<Calculation> calculations) {
        this(name, Optional.empty(), table, type, fields, key, relations, constraints, calculations);
    }

    /** Begins to describe an entity whose rows have no class. */
    public static EntityBuilder named(String name) {
        return new EntityBuilder(name);
    }

    /** Returns the place of a field among the others; -1 if there is none of that name. */
    public int indexOf(String field) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(field)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Returns a field.
     *
     * @throws DiagnosisException ASSAY-DATA-003 if there is none of that name
     */
    public Field field(String field) {
        int index = indexOf(field);
        if (index < 0) {
            throw noSuchField(field, "an entity has the fields that its record, description or table has");
        }
        return fields.get(index);
    }

    /** Returns the parent whose key a field holds, alone or with others. */
    public Optional<Relation> relation(String field) {
        for (Relation relation : relations) {
            if (relation.fields().contains(field)) {
                return Optional.of(relation);
            }
        }
        return Optional.empty();
    }

    /** Returns the parent that says how many rows there are, because it has a number of them. */
    public Optional<Relation> owning() {
        for (Relation relation : relations) {
            if (relation.owned()) {
                return Optional.of(relation);
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the relation by which this entity's rows are children of another's: where none is named, the one that says
     * how many there are, or the only one.
     *
     * @param named the relation's name, or a field that holds the parent's key; null if none is named
     * @throws DiagnosisException ASSAY-DATA-003 if there is no such relation, ASSAY-DATA-086 if there are several
     */
    public Relation relationTo(Entity parent, @Nullable String named) {
        List<Relation> leading = relations.stream()
                .filter(each -> each.parent().equals(parent.name()))
                .toList();
        if (named != null) {
            return leading.stream()
                    .filter(each -> each.name().equals(named) || each.fields().contains(named))
                    .findFirst()
                    .orElseThrow(() -> noSuchField(named, "children hold the key of the row that they are of"));
        } else if (leading.isEmpty()) {
            throw noSuchField("a key of " + parent.name(), "children hold the key of the row that they are of");
        }
        return leading.stream().filter(Relation::owned).findFirst().orElseGet(() -> onlyOne(parent, leading));
    }

    private Relation onlyOne(Entity parent, List<Relation> leading) {
        if (leading.size() > 1) {
            List<String> names = leading.stream().map(Relation::name).toList();
            throw Diagnosis.of("ASSAY-DATA-086", "it is not clear which children are meant.")
                    .with("children", name)
                    .with("parent", parent.name())
                    .with("relations", names)
                    .because("a row of " + name + " has more than one " + parent.name())
                    .toFix("name the one that is meant: children(" + inCode() + ", \"" + names.get(0) + "\"...)")
                    .exception();
        }
        return leading.get(0);
    }

    /** Tells whether a field alone is the key, or must differ from row to row. */
    public boolean unique(String field) {
        if (isAlone(key, field)) {
            return true;
        }
        for (Constraint each : constraints) {
            if (each instanceof Constraint.Unique unique
                    && isAlone(unique.fields(), field)
                    && unique.where().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAlone(List<String> fields, String field) {
        return fields.size() == 1 && fields.get(0).equals(field);
    }

    /** Tells whether a row may have no such parent. */
    public boolean optional(Relation relation) {
        for (String field : relation.fields()) {
            if (field(field).nullable()) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a row may pick no such parent: no field that nothing else says may then have to hold something. */
    boolean mayLack(Relation relation) {
        if (relation.owned()) {
            return false;
        }
        for (String field : relation.fields()) {
            boolean its = relation(field).filter(relation::equals).isPresent();
            if (its && !field(field).nullable()) {
                return false;
            }
        }
        return optional(relation);
    }

    /** Returns what stands for the entity in code that an error proposes: {@code Customer.class}, or {@code "customer"}. */
    String inCode() {
        return type.isPresent() ? name + ".class" : '"' + name + '"';
    }

    Entity with(Relation relation) {
        List<Relation> changed = new ArrayList<>(relations);
        changed.replaceAll(each -> each.name().equals(relation.name()) ? relation : each);
        return new Entity(name, schema, table, type, fields, key, changed, constraints, calculations);
    }

    Entity with(Field field) {
        List<Field> changed = new ArrayList<>(fields);
        changed.set(indexOf(field.name()), field);
        return new Entity(name, schema, table, type, changed, key, relations, constraints, calculations);
    }

    Entity with(Calculation calculation) {
        List<Calculation> more = new ArrayList<>(calculations);
        more.removeIf(each -> each.name().equals(calculation.name()));
        more.add(calculation);
        return new Entity(name, schema, table, type, fields, key, relations, constraints, more);
    }

    Entity with(Constraint constraint) {
        List<Constraint> more = new ArrayList<>(constraints);
        more.add(constraint);
        return new Entity(name, schema, table, type, fields, key, relations, more, calculations);
    }

    DiagnosisException noSuchField(String field, String why) {
        List<String> names = fields.stream().map(Field::name).toList();
        Diagnosis diagnosis = Diagnosis.of("ASSAY-DATA-003", "an entity has no such field.")
                .with("entity", name)
                .with("field", field)
                .with("fields", names);
        return Nearest.named(diagnosis, field, names)
                .because(why)
                .toFix("name one of the fields above")
                .exception();
    }

    @Override
    public String toString() {
        return name;
    }
}
