package dev.assay.sql.migration;

import dev.assay.sql.server.Template;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What makes an empty database the application's.
 *
 * @since 0.1
 */
public interface Migrations {
    /**
     * Returns what identifies their content: databases that were migrated by equal ones are taken for equal, and are
     * kept from run to run. So it changes whenever a script does.
     */
    String fingerprint();

    /**
     * Migrates an empty database, or one that an earlier version of these migrated.
     *
     * @throws Exception if that fails; its message names file and statement
     */
    void migrate(DataSource database) throws Exception;

    /** Returns those that leave a database empty. */
    static Migrations none() {
        return of("none", database -> {});
    }

    /**
     * Returns what a function does.
     *
     * @param fingerprint identifies what it does: it is to change whenever the function does something else
     */
    static Migrations of(String fingerprint, Template.Setup function) {
        return new FunctionMigrations(fingerprint, function);
    }

    /**
     * Returns scripts of SQL: those with versions, {@code V1__tables.sql}, in their order, then others by name; without
     * any versions, files come as they are named here.
     *
     * @param locations folders and files, among the resources or of the file system: {@code db/migration}
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-051 if there are none, ASSAY-SQL-052 if they cannot be read
     */
    static Migrations scripts(String... locations) {
        return SqlScripts.at(ApplicationLoader.get(), List.of(locations));
    }

    /**
     * Returns those that are found on the classpath where Flyway looks for them: the scripts of {@code db/migration}.
     * Nothing if there are none.
     */
    static Optional<Migrations> find() {
        return SqlScripts.find(ApplicationLoader.get(), "db/migration");
    }
}
