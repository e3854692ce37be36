package dev.assay.cli.data;

import dev.assay.data.Model;
import org.jspecify.annotations.Nullable;

/** What a database's own schema says of its tables. */
final class Schemas {
    private Schemas() {}

    /** Reads a model off a schema. */
    static Model model(Database database, @Nullable String schema) {
        database.check();
        throw new UnsupportedOperationException("not yet " + schema);
    }
}
