package dev.assay.sql.migration;

import dev.assay.sql.server.Template;
import javax.sql.DataSource;

/** What a function does. */
record FunctionMigrations(String fingerprint, Template.Setup function) implements Migrations {
    @Override
    public void migrate(DataSource database) throws Exception {
        function.run(database);
    }

    @Override
    public String toString() {
        return fingerprint;
    }
}
