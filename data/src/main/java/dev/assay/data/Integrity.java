package dev.assay.data;

import dev.assay.core.Diagnosis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether rows keep what their model promises: keys lead to rows, unique values differ, each parent has its number of
 * children.
 *
 * @param rows how many rows of each entity were looked at, by its name
 * @param broken how many promises are broken
 * @param first the first {@value #SHOWN} of them for each field
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
     * @param row the row's index
     * @param field the field's name
     * @param value what it holds
     * @param problem what is wrong with that
     */
    public record Violation(String entity, long row, String field, String value, String problem) {
        @Override
        public String toString() {
            return entity + "." + field + " of row " + row + ": " + value + ", " + problem;
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
        Check check = new Check(dataset);
        for (Entity entity : dataset.scenario().model().entities()) {
            check.entity(entity);
        }
        return new Integrity(check.rows, check.broken, check.first);
    }

    private static final class Check {
        private final Dataset dataset;
        private final Map<String, Long> rows = new LinkedHashMap<>();
        private final List<Violation> first = new ArrayList<>();
        private long broken;

        Check(Dataset dataset) {
            this.dataset = dataset;
        }

        void entity(Entity entity) {
            long count = dataset.count(entity.type());
            rows.put(entity.name(), count);
            for (Field field : entity.fields()) {
                Map<Object, Long> seen = new HashMap<>();
                Relation relation = field.relation().orElse(null);
                int before = first.size();
                long[] children = relation instanceof Relation.Owned
                        ? new long[Math.toIntExact(dataset.count(relation.parent()))]
                        : new long[0];
                for (long row = 0; row < count; row++) {
                    Object value = null;
                    String problem;
                    try {
                        value = dataset.row(entity.type(), row).get(field.name());
                        problem = problem(field, relation, value, children);
                    } catch (IndexOutOfBoundsException | NullPointerException | ClassCastException e) {
                        problem = "since its rule fails: " + e.getMessage();
                    }
                    Long other = field.unique() && value != null ? seen.putIfAbsent(value, row) : null;
                    if (other != null) {
                        problem = "which row " + other + " has too";
                    }
                    if (problem != null) {
                        add(before, new Violation(entity.name(), row, field.name(), String.valueOf(value), problem));
                    }
                }
                if (relation instanceof Relation.Owned owned) {
                    numbers(entity, field, owned, children);
                }
            }
        }

        private @Nullable String problem(
                Field field, @Nullable Relation relation, @Nullable Object value, long[] children) {
            if (value == null) {
                return field.nullable() ? null : "which cannot be";
            }
            if (relation == null) {
                return null;
            }
            long parent = ((Number) value).longValue() - 1;
            if (parent < 0 || parent >= dataset.count(relation.parent())) {
                return "of which there is no " + relation.parent().getSimpleName();
            }
            if (children.length > 0) {
                children[(int) parent]++;
            }
            return null;
        }

        private void numbers(Entity entity, Field field, Relation.Owned relation, long[] children) {
            int before = first.size();
            for (int parent = 0; parent < children.length; parent++) {
                long number = children[parent];
                if (number < relation.least() || number > relation.most()) {
                    add(
                            before,
                            new Violation(
                                    relation.parent().getSimpleName(),
                                    parent,
                                    entity.name() + "." + field.name(),
                                    String.valueOf(number),
                                    "not from " + relation.least() + " to " + relation.most()));
                }
            }
        }

        private void add(int before, Violation violation) {
            broken++;
            if (first.size() - before < SHOWN) {
                first.add(violation);
            }
        }
    }
}
