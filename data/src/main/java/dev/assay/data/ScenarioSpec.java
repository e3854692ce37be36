package dev.assay.data;

import dev.assay.core.Diagnosis;
import dev.assay.core.Seed;
import dev.assay.data.internal.Meaning;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much there is: the number of rows of each entity of a model, and single rows that a test wants.
 *
 * <p>Entities whose parents have a number of rows each are left out: theirs follows. Immutable.
 *
 * <pre>{@code
 * ScenarioSpec small = ScenarioSpec.of(model, "small").rows(Customer.class, 25).rows(Invoice.class, 75);
 * Dataset data = small.dataset(Seed.of(42), LocalDate.of(2026, 1, 1));
 * }</pre>
 *
 * @since 0.1
 */
public final class ScenarioSpec {
    private final Model model;
    private final String name;
    private final Map<String, Long> rows;
    private final Map<String, Relation.Kind> kinds;
    private final List<RowSpec> single;
    private final Map<String, Double> absences;
    private final Locale locale;

    private ScenarioSpec(
            Model model,
            String name,
            Map<String, Long> rows,
            Map<String, Relation.Kind> kinds,
            List<RowSpec> single,
            Map<String, Double> absences,
            Locale locale) {
        this.model = model;
        this.name = name;
        this.rows = Map.copyOf(rows);
        this.kinds = Map.copyOf(kinds);
        this.single = List.copyOf(single);
        this.absences = Map.copyOf(absences);
        this.locale = locale;
    }

    /** Begins a scenario in which there is nothing yet. */
    public static ScenarioSpec of(Model model, String name) {
        return new ScenarioSpec(model, name, Map.of(), Map.of(), List.of(), Map.of(), Locale.US);
    }

    /** Returns this scenario under another name. */
    public ScenarioSpec named(String other) {
        return new ScenarioSpec(model, other, rows, kinds, single, absences, locale);
    }

    /**
     * Returns this scenario with a number of rows of a record or class.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-009 if it is negative, or follows from a parent's
     */
    public ScenarioSpec rows(Class<?> entity, long count) {
        return rows(model.entity(entity), count);
    }

    /** Returns this scenario with a number of rows of an entity, by its name: see {@link #rows(Class, long)}. */
    public ScenarioSpec rows(String entity, long count) {
        return rows(model.entity(entity), count);
    }

    private ScenarioSpec rows(Entity entity, long count) {
        Relation owning = entity.owning().orElse(null);
        if (count < 0 || owning != null) {
            throw Diagnosis.of("ASSAY-DATA-009", "an entity cannot have that number of rows.")
                    .with("scenario", name)
                    .with("entity", entity.name())
                    .with("rows", count)
                    .because(
                            owning == null
                                    ? "a number of rows is 0 or more"
                                    : "their number follows from the parents': " + owning.name()
                                            + " says how many each has")
                    .toFix(
                            owning == null
                                    ? "rows(" + entity.name() + ".class, 100)"
                                    : "leave it out, or take least and most out of @Parent")
                    .exception();
        }
        Map<String, Long> more = new HashMap<>(rows);
        more.put(entity.name(), count);
        return new ScenarioSpec(model, name, more, kinds, single, absences, locale);
    }

    /**
     * Returns this scenario with another number of rows for each parent than the model says: 1 to 3 lines of an invoice
     * where the model says 1 to 12.
     *
     * @param relation the field that holds the parent's key
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-003 if the model gives parents no number of such rows,
     *     ASSAY-DATA-007 if the bounds contradict each other
     */
    public ScenarioSpec children(Class<?> entity, String relation, int least, int most) {
        return children(model.entity(entity), relation, least, most);
    }

    /** Returns this scenario with another number of rows for each parent: see {@link #children(Class, String, int, int)}. */
    public ScenarioSpec children(String entity, String relation, int least, int most) {
        return children(model.entity(entity), relation, least, most);
    }

    private ScenarioSpec children(Entity of, String relation, int least, int most) {
        Relation known = of.owning()
                .filter(owning -> owning.name().equals(relation))
                .orElseThrow(() -> of.noSuchField(relation, "no such relation has a number of rows for each parent"));
        if (least < 0 || most < least) {
            throw Diagnosis.of("ASSAY-DATA-007", "a relation has bounds that contradict each other.")
                    .with("field", of.name() + "." + known.name())
                    .with("least", least)
                    .with("most", most)
                    .because("a parent has from least to most rows")
                    .toFix("children(" + of.name() + ".class, \"" + relation + "\", 1, 4)")
                    .exception();
        }
        Map<String, Relation.Kind> more = new HashMap<>(kinds);
        more.put(of.name(), new Relation.Owned(least, most));
        return new ScenarioSpec(model, name, rows, more, single, absences, locale);
    }

    /**
     * Returns this scenario with all its numbers of rows times a factor, rounded up, so that what there was one of there
     * still is one of.
     *
     * @throws IllegalArgumentException if the factor is not positive
     * @throws ArithmeticException if there were more rows than can be counted
     */
    public ScenarioSpec scale(double factor) {
        if (!(factor > 0) || !Double.isFinite(factor)) {
            throw new IllegalArgumentException("a scale (" + factor + ") must be more than 0");
        }
        Map<String, Long> scaled = new HashMap<>();
        BigDecimal exact = new BigDecimal(Double.toString(factor));
        rows.forEach((entity, count) -> scaled.put(
                entity,
                BigDecimal.valueOf(count)
                        .multiply(exact)
                        .setScale(0, RoundingMode.CEILING)
                        .longValueExact()));
        return new ScenarioSpec(model, name, scaled, kinds, single, absences, locale);
    }

    /**
     * Returns this scenario with single rows more, which come before all others of their entities.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-003 if an entity has no such field, ASSAY-DATA-008 if there is
     *     no such entity, ASSAY-DATA-019 if such a row can come from its parent alone
     */
    public ScenarioSpec with(RowSpec... more) {
        List<RowSpec> all = new ArrayList<>(single);
        all.addAll(List.of(more));
        SingleRows.check(model, List.of(more));
        return new ScenarioSpec(model, name, rows, kinds, all, absences, locale);
    }

    /**
     * Returns this scenario with another share of rows that have no value in an optional field, or no such parent.
     *
     * <p>Where nothing is said, a tenth of all rows has none, and more where a field's name says so, such as notes, or
     * when something was deleted. An optional field that is unique has a value in each row, and an optional parent that
     * may have one row alone is there as long as there are any.
     *
     * @param field an optional field, or one that holds the key of an optional parent, or the relation's name
     * @param share from 0, for none, to 1, for all
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-003 if there is no such field, ASSAY-DATA-087 if the share is out
     *     of range, or each row needs a value there
     */
    public ScenarioSpec absent(Class<?> entity, String field, double share) {
        return absent(model.entity(entity), field, share);
    }

    /** Returns this scenario with another share of rows that have none: see {@link #absent(Class, String, double)}. */
    public ScenarioSpec absent(String entity, String field, double share) {
        return absent(model.entity(entity), field, share);
    }

    private ScenarioSpec absent(Entity entity, String field, double share) {
        Relation relation = entity.relations().stream()
                .filter(each -> each.name().equals(field) || each.fields().contains(field))
                .findFirst()
                .orElse(null);
        boolean optional = relation == null ? entity.field(field).nullable() : entity.mayLack(relation);
        if (!(share >= 0 && share <= 1) || !optional) {
            throw Diagnosis.of("ASSAY-DATA-087", "no such share of rows can be without a value.")
                    .with("scenario", name)
                    .with("field", entity.name() + "." + field)
                    .with("share", share)
                    .because(optional ? "a share is from 0, for none, to 1, for all" : "each row needs a value there")
                    .toFix(
                            optional
                                    ? "absent(" + entity.inCode() + ", \"" + field + "\", 0.5)"
                                    : "let it be null in the model: @Nullable, Long in place of long, or optional()")
                    .exception();
        }
        Map<String, Double> more = new HashMap<>(absences);
        more.put(entity.name() + "." + (relation == null ? field : relation.name()), share);
        return new ScenarioSpec(model, name, rows, kinds, single, more, locale);
    }

    /**
     * Returns this scenario with people, places, phone numbers and prices of another country than the United States.
     *
     * @param of one of en-US, en-GB, de-DE, fr-FR, es-ES, it-IT, nl-NL, pl-PL, pt-BR, sv-SE and ja-JP; a language alone
     *     stands for the first of them that has it
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-024 if it is none of these
     */
    public ScenarioSpec locale(Locale of) {
        return new ScenarioSpec(model, name, rows, kinds, single, absences, Meaning.known(of));
    }

    /** Returns whose people and places rows have; the United States' unless said otherwise. */
    public Locale locale() {
        return locale;
    }

    /**
     * Returns what this scenario and a seed determine.
     *
     * @param asOf the day up to which things have happened
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-010 if a field that is to be unique has too little room,
     *     ASSAY-DATA-011 if rows have no parent to pick, ASSAY-DATA-012 if a field's type has no values of its own
     */
    public Dataset dataset(Seed seed, LocalDate asOf) {
        return new Dataset(this, seed, asOf, null);
    }

    /** Returns the model. */
    public Model model() {
        return model;
    }

    /** Returns the scenario's name. */
    public String name() {
        return name;
    }

    /** Returns how many rows of an entity were asked for, single ones left out. */
    long rows(Entity entity) {
        return rows.getOrDefault(entity.name(), 0L);
    }

    /** Returns how many rows a parent has, by the model or as this scenario says. */
    public Relation.Owned owned(Entity entity, Relation relation) {
        return (Relation.Owned) kinds.getOrDefault(entity.name(), relation.kind());
    }

    /** Returns which share of rows has no value in a field, or no such parent; null where nothing is said of it. */
    @Nullable Double absence(Entity entity, String field) {
        return absences.isEmpty() ? null : absences.get(entity.name() + "." + field);
    }

    /** Tells whether single rows and numbers of children are those of another scenario. */
    boolean beginsAs(ScenarioSpec other) {
        return single.equals(other.single)
                && kinds.equals(other.kinds)
                && absences.equals(other.absences)
                && locale.equals(other.locale);
    }

    List<RowSpec> single() {
        return single;
    }

    @Override
    public String toString() {
        return name + rows;
    }
}
