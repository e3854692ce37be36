package dev.assay.data.schema;

import dev.assay.core.Diagnosis;
import java.util.List;

/**
 * Where a model and a database's schema have drifted apart.
 *
 * @param differences all of them, table after table
 * @since 0.1
 */
public record Drift(List<Difference> differences) {
    private static final int SHOWN = 20;

    /** Copies the list. */
    public Drift {
        differences = List.copyOf(differences);
    }

    /**
     * What is not the same.
     *
     * @param table the table's name
     * @param what what of it: {@code "column email"}, {@code "primary key"}, or {@code "table"}
     * @param model what the model has; {@code "none"} if it has nothing of the kind
     * @param database what the database has
     */
    public record Difference(String table, String what, String model, String database) {
        @Override
        public String toString() {
            return table + ", " + what + ": " + model + " in the model, " + database + " in the database";
        }
    }

    /** Tells whether they are the same. */
    public boolean isEmpty() {
        return differences.isEmpty();
    }

    /**
     * Returns this if there is no difference.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-036 if there is one
     */
    public Drift orThrow() {
        if (isEmpty()) {
            return this;
        }
        throw Diagnosis.of("ASSAY-DATA-036", "a model and a database have drifted apart.")
                .with("differences", differences.size())
                .with(
                        "first",
                        String.join(
                                "\n",
                                differences.stream()
                                        .limit(SHOWN)
                                        .map(Difference::toString)
                                        .toList()))
                .because("rows of the model may not fit into the database, or miss what it needs")
                .toFix("run the migrations that the model knows of")
                .toFix("change the model, or make it with Model.of(dataSource)")
                .exception();
    }
}
