package dev.assay.data;

import dev.assay.core.Diagnosis;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Describes an entity, field after field; what is said of a field follows it.
 *
 * <pre>{@code
 * Entity customer = Entity.named("customer")
 *         .field("id", Long.class)
 *         .field("email", String.class).unique().length(3, 255)
 *         .field("credit_limit", BigDecimal.class).range("0", "100000")
 *         .field("notes", String.class).optional()
 *         .parent("type_id", "customer_type")
 *         .build();
 * Entity invoice = Entity.named("invoice")
 *         .field("id", Long.class)
 *         .parent("customer_id", "customer").skew(1)
 *         .field("date", LocalDate.class)
 *         .field("due_date", LocalDate.class)
 *         .order("date", "due_date")
 *         .build();
 * Model model = Model.of(customer, invoice, ...);
 * }</pre>
 *
 * <p>A field named {@code id} is the key unless {@link #key} says otherwise. Not thread-safe.
 *
 * @since 0.1
 */
public final class EntityBuilder {
    private final String name;
    private String table;
    private Optional<String> schema = Optional.empty();
    private Optional<Class<?>> type = Optional.empty();
    private final List<Field> fields = new ArrayList<>();
    private final List<Relation> relations = new ArrayList<>();
    private final List<Constraint> constraints = new ArrayList<>();
    private final List<Calculation> calculations = new ArrayList<>();
    private @Nullable List<String> key;

    EntityBuilder(String name) {
        this.name = name;
        this.table = Field.underscored(name);
    }

    /** Says which schema the entity's table is in; the one in which a database's connections begin unless set. */
    public EntityBuilder schema(String inDatabase) {
        this.schema = Optional.of(inDatabase);
        return this;
    }

    /** Says what a database calls the entity, without its schema; its name with underscores unless set. */
    public EntityBuilder table(String inDatabase) {
        this.table = inDatabase;
        return this;
    }

    EntityBuilder type(Class<?> of) {
        this.type = Optional.of(of);
        return this;
    }

    /** Begins a field that has a value in each row. */
    public EntityBuilder field(String field, Class<?> of) {
        fields.add(new Field(field, Field.underscored(field), of, false, Domain.ANY));
        return this;
    }

    /** Begins a field that holds the key of a parent, whom each row picks. Its type is that of the key. */
    public EntityBuilder parent(String field, String parent) {
        // The model knows the key's type once it knows all entities.
        field(field, Object.class);
        return relation(field, List.of(field), parent, List.of());
    }

    /**
     * Adds a parent whose key stands in fields that were begun before.
     *
     * @param parentFields the parent's fields that they refer to; empty for its key
     */
    public EntityBuilder relation(String called, List<String> held, String parent, List<String> parentFields) {
        relations.add(new Relation(called, held, parent, parentFields, new Relation.Picked(0)));
        return this;
    }

    /** Gives each parent of the last relation a number of rows. */
    public EntityBuilder children(int least, int most) {
        return kind(new Relation.Owned(least, most), "least", least, "most", most, 0 <= least && least <= most);
    }

    /** Lets rows prefer some parents of the last relation: 0 picks all equally, 1 is Zipf's law. */
    public EntityBuilder skew(double exponent) {
        return kind(new Relation.Picked(exponent), "skew", exponent, "most", "any", exponent >= 0 && exponent <= 100);
    }

    EntityBuilder kind(Relation.Kind kind, String first, Object a, String second, Object b, boolean fits) {
        Relation last = relations.get(relations.size() - 1);
        if (!fits) {
            throw Diagnosis.of("ASSAY-DATA-007", "a relation has bounds that contradict each other.")
                    .with("field", name + "." + last.name())
                    .with(first, a)
                    .with(second, b)
                    .because(
                            "a parent has from least to most rows; or rows pick it, with a skew from 0 to 100 and no bounds")
                    .toFix("@Parent(value = " + last.parent() + ".class, least = 1, most = 4)")
                    .exception();
        }
        relations.set(relations.size() - 1, last.kind(kind));
        return this;
    }

    /** Says what a database calls the last field; its name with underscores unless set. */
    public EntityBuilder column(String inDatabase) {
        Field last = last();
        return last(new Field(last.name(), inDatabase, last.type(), last.nullable(), last.domain()));
    }

    /** Lets some rows have no value in the last field, or no such parent: a tenth, see {@link ScenarioSpec#absent}. */
    public EntityBuilder optional() {
        Field last = last();
        return last(new Field(last.name(), last.column(), last.type(), true, last.domain()));
    }

    /** Lets no two rows have the same value in the last field. */
    public EntityBuilder unique() {
        return unique(last().name());
    }

    /** Lets no two rows have the same values in some fields. */
    public EntityBuilder unique(String... together) {
        return constraint(
                new Constraint.Unique(name + "." + String.join("+", together), List.of(together), Optional.empty()));
    }

    /** Says which numbers the last field may hold, both included. */
    public EntityBuilder range(String least, String most) {
        return domain(domain -> domain.numbers(new Bounds<>(new BigDecimal(least), new BigDecimal(most))));
    }

    /** Says which times the last field may hold, both included. */
    public EntityBuilder range(LocalDateTime least, LocalDateTime most) {
        return domain(domain -> domain.times(new Bounds<>(least, most)));
    }

    /** Says whether the last field's times are those before or after the day as of which a dataset is. */
    public EntityBuilder tense(Tense tense) {
        return domain(domain -> domain.tense(tense));
    }

    /** Says how long a text of the last field is, in characters. */
    public EntityBuilder length(int least, int most) {
        return domain(domain -> domain.lengths(new Bounds<>(least, most)));
    }

    /** Says how many digits behind the point the last field's numbers have. */
    public EntityBuilder scale(int digits) {
        return domain(domain -> domain.scale(digits));
    }

    /** Says which regular expression the last field's texts match as a whole. */
    public EntityBuilder pattern(String expression) {
        return domain(domain -> domain.pattern(expression));
    }

    /** Says which values the last field has, the likeliest first. */
    public EntityBuilder values(Object... only) {
        return domain(domain -> domain.values(List.of(only)));
    }

    /** Says what the last field holds, where its name does not: {@code "email"}. */
    public EntityBuilder meaning(String what) {
        return domain(domain -> domain.meaning(what));
    }

    /** Narrows what the last field may hold. */
    EntityBuilder domain(Function<Domain, Domain> narrower) {
        Field last = last();
        return last(new Field(last.name(), last.column(), last.type(), last.nullable(), narrower.apply(last.domain())));
    }

    /** Says which fields tell a row from others. */
    public EntityBuilder key(String... of) {
        this.key = List.of(of);
        return this;
    }

    /** Says that one field is never more than another, such as a date than a due date. */
    public EntityBuilder order(String lower, String upper) {
        return constraint(new Constraint.Order(name + "." + lower + " <= " + upper, lower, upper, false));
    }

    /**
     * Adds a condition that rows keep. Rows are drawn again until it holds; where that takes too long, a {@link Rule}
     * that makes such values is better.
     *
     * @param called what errors call it, such as {@code "a discount is less than the price"}
     * @param fields the fields that it reads
     */
    public EntityBuilder check(String called, Predicate<Row> holds, String... fields) {
        return constraint(new Constraint.Check(called, called, List.of(fields), holds));
    }

    /** Adds what rows keep. */
    public EntityBuilder constraint(Constraint constraint) {
        constraints.add(constraint);
        return this;
    }

    /** Adds a value that follows from a row. */
    public EntityBuilder calculation(Calculation calculation) {
        calculations.add(calculation);
        return this;
    }

    /** Returns the entity. */
    public Entity build() {
        List<String> found = key;
        if (found == null) {
            boolean hasId = fields.stream().anyMatch(field -> field.name().equals(Entity.KEY));
            found = hasId ? List.of(Entity.KEY) : List.of();
        }
        return new Entity(name, schema, table, type, fields, found, relations, constraints, calculations);
    }

    private EntityBuilder last(Field changed) {
        fields.set(fields.size() - 1, changed);
        return this;
    }

    private Field last() {
        return fields.get(fields.size() - 1);
    }
}
