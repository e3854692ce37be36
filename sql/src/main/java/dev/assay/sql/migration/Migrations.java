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
    /** Where scripts are, unless something else is said. */
    String FOLDER = "classpath:db/migration";

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

    /**
     * Returns those up to a version, this one included: what an installation has that is to be brought further.
     *
     * @param version a script's version, or what these call the state: Liquibase's tag
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-060 if they know no such version
     */
    default Migrations until(String version) {
        throw Unversioned.of(version, List.of());
    }

    /**
     * Takes back what is newer than a version.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-060 if they know no such version, ASSAY-SQL-061 if something newer
     *     cannot be taken back
     * @throws Exception if that fails
     */
    default void undo(DataSource database, String version) throws Exception {
        throw Unversioned.of(version, List.of());
    }

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
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-051 if there are none, ASSAY-SQL-052 if they cannot be read,
     *     ASSAY-SQL-075 if two have one version, or one path below their locations
     */
    static Migrations scripts(String... locations) {
        return SqlScripts.at(ApplicationLoader.get(), List.of(locations));
    }

    /**
     * Returns what Flyway does, which is to be on the classpath.
     *
     * @param locations where its scripts are, as Flyway has them; {@code classpath:db/migration} if none is named
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-051 if there are none, ASSAY-SQL-052 if they cannot be read
     */
    static Migrations flyway(String... locations) {
        return FlywayMigrations.at(
                ApplicationLoader.get(), locations.length == 0 ? List.of(FOLDER) : List.of(locations));
    }

    /**
     * Returns what Liquibase does, which is to be on the classpath.
     *
     * @param changelog the file that names all others, among the resources
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-051 if it is not there, ASSAY-SQL-052 if it cannot be read
     */
    static Migrations liquibase(String changelog) {
        return LiquibaseMigrations.at(ApplicationLoader.get(), changelog);
    }

    /**
     * Returns those that are found on the classpath where Flyway and Liquibase look for them: the scripts of {@code
     * db/migration}, by Flyway if it is there, or else {@code db/changelog/db.changelog-master} by Liquibase. Nothing if
     * there are none.
     */
    static Optional<Migrations> find() {
        return FoundMigrations.find(ApplicationLoader.get());
    }
}
