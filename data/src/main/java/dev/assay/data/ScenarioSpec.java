package dev.assay.data;

import dev.assay.core.Diagnosis;
import dev.assay.core.Seed;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * How much there is: the number of rows of each entity of a model.
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
    private final Map<Class<? extends Record>, Long> rows;

    private ScenarioSpec(Model model, String name, Map<Class<? extends Record>, Long> rows) {
        this.model = model;
        this.name = name;
        this.rows = Map.copyOf(rows);
    }

    /** Begins a scenario in which there is nothing yet. */
    public static ScenarioSpec of(Model model, String name) {
        return new ScenarioSpec(model, name, Map.of());
    }

    /**
     * Returns this scenario with a number of rows of an entity.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-009 if it is negative, or follows from a parent's
     */
    public ScenarioSpec rows(Class<? extends Record> entity, long count) {
        Entity known = model.entity(entity);
        Field owning = known.owning().orElse(null);
        if (count < 0 || owning != null) {
            throw Diagnosis.of("ASSAY-DATA-009", "an entity cannot have that number of rows.")
                    .with("scenario", name)
                    .with("entity", known.name())
                    .with("rows", count)
                    .because(
                            owning == null
                                    ? "a number of rows is 0 or more"
                                    : "their number follows from the parents': " + owning.name()
                                            + " says how many each has")
                    .toFix(
                            owning == null
                                    ? "rows(" + known.name() + ".class, 100)"
                                    : "leave it out, or take least and most out of @Parent")
                    .exception();
        }
        Map<Class<? extends Record>, Long> more = new HashMap<>(rows);
        more.put(entity, count);
        return new ScenarioSpec(model, name, more);
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

    long rows(Entity entity) {
        return rows.getOrDefault(entity.type(), 0L);
    }
}
