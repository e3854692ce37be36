package dev.assay.sql.migration;

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
}
