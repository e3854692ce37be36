package dev.assay.data;

import dev.assay.core.Diagnosis;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Whether rows keep what their model promises: keys lead to rows, unique values differ, each parent has its number of
 * children, values are within their domains, and checks hold.
 *
 * @param rows how many rows of each entity were looked at, by its name
 * @param broken how many promises are broken
 * @param first the first {@value #SHOWN} of them for each field or constraint
 * @since 0.1
 */
public record Integrity(Map<String, Long> rows, long broken, List<Violation> first) {
    /** How many violations of a field are kept. */
    public static final int SHOWN = 10;

    /** Copies the collections. */
    public Integrity {
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
        first = List.copyOf(first);
    }

    /**
     * A broken promise.
     *
     * @param entity the entity's name
     * @param row the row's index; -1 of a row in a database, which is known by its key
     * @param field the field's or the constraint's name
     * @param value what it holds
     * @param problem what is wrong with that
     */
    public record Violation(String entity, long row, String field, String value, String problem) {
        @Override
        public String toString() {
            return entity + "." + field + (row < 0 ? "" : " of row " + row) + ": " + value + ", " + problem;
        }
    }

    /**
     * Returns this if nothing is broken.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-014 if something is
     */
    public Integrity orThrow() {
        if (broken == 0) {
            return this;
        }
        throw Diagnosis.of("ASSAY-DATA-014", "rows do not keep what their model promises.")
                .with("broken", broken)
                .with(
                        "first",
                        String.join(
                                "\n", first.stream().map(Violation::toString).toList()))
                .because("a rule made a value that @Parent or @Unique forbids")
                .toFix("mend the rule of the field, or take the promise out of the record")
                .exception();
    }

    static Integrity of(Dataset dataset) {
        return of(dataset.scenario(), dataset::rows);
    }

    /**
     * Looks at rows of a model, wherever they are.
     *
     * @param scenario says how many children each parent has
     * @param rows all rows of an entity
     */
    public static Integrity of(ScenarioSpec scenario, Function<Entity, Stream<Row>> rows) {
        IntegrityCheck check = new IntegrityCheck(scenario, rows);
        scenario.model().entities().forEach(check::entity);
        return check.result();
    }
}
