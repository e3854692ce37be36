package dev.assay.cli.data;

import dev.assay.data.Integrity;
import dev.assay.data.Model;
import dev.assay.data.ScenarioSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a database's own schema says of its tables, and how its rows keep a model. */
final class Schemas {
    private Schemas() {}

    /**
     * What was found in a database.
     *
     * @param integrity whether rows keep what the model promises
     * @param drift where tables are not the model's, a line each
     */
    record Live(Integrity integrity, List<String> drift) {}

    /** Reads a model off a schema. */
    static Model model(Database database, @Nullable String schema) {
        database.check();
        throw new UnsupportedOperationException("not yet " + schema);
    }

    /** Looks at all rows of a database. */
    static Live verify(ScenarioSpec scenario, Database database, @Nullable String schema) {
        throw new UnsupportedOperationException("not yet " + schema + scenario + database);
    }
}
