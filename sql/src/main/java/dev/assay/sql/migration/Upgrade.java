package dev.assay.sql.migration;

import dev.assay.sql.server.DatabaseClone;
import dev.assay.sql.server.PostgresServer;
import dev.assay.sql.server.Template;
import dev.assay.sql.state.Difference;
import dev.assay.sql.state.Tables;
import dev.assay.sql.tier.Content;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * A database of an old version, with rows in it, that is brought further: a migration tested on what it will meet.
 *
 * <pre>{@code
 * try (Upgrade upgrade = Upgrade.from("2", migrations, "small", old -> Load.of(small).into(old)).on(server)) {
 *     upgrade.to("3");
 *     assertThat(emails(upgrade.database())).hasSize(25);
 *     assertThat(upgrade.back()).isEmpty();          // and the way back leaves it as it was
 * }
 * }</pre>
 *
 * <p>The old version and its rows are a template, which is set up once and kept like any other. For one thread.
 *
 * @since 0.1
 */
public final class Upgrade implements AutoCloseable {
    private final Migrations migrations;
    private final String version;
    private final DatabaseClone database;
    private final Tables before;

    private Upgrade(Migrations migrations, String version, DatabaseClone database) throws SQLException {
        this.migrations = migrations;
        this.version = version;
        this.database = database;
        this.before = Tables.read(database.database());
    }

    /**
     * What it begins with.
     *
     * @param version the old version
     * @param migrations all of them
     * @param content the old version with its rows
     */
    public record Old(String version, Migrations migrations, Content content) {
        /**
         * Opens one on a server.
         *
         * @throws SQLException if its rows cannot be read
         * @throws dev.assay.core.DiagnosisException what {@link Content#on} throws
         */
        public Upgrade on(PostgresServer server) throws SQLException {
            DatabaseClone database = content.on(server).openOne();
            try {
                return new Upgrade(migrations, version, database);
            } catch (SQLException | RuntimeException e) {
                database.close();
                throw e;
            }
        }
    }

    /**
     * Begins with an old version and its rows.
     *
     * @param key what identifies the rows, such as a scenario and its seed
     * @param rows puts them in
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-060 if there is no such version
     */
    public static Old from(String version, Migrations migrations, String key, Template.Setup rows) {
        return new Old(
                version, migrations, Content.of(migrations.until(version)).rows(key, rows));
    }

    /** Returns the database. */
    public DataSource database() {
        return database.database();
    }

    /** Returns what was in its tables before anything was done. */
    public Tables before() {
        return before;
    }

    /**
     * Brings it to a version.
     *
     * @throws Exception if the migration fails, as {@link Migrations#migrate} says
     */
    public void to(String later) throws Exception {
        migrations.until(later).migrate(database());
    }

    /**
     * Brings it to the newest version.
     *
     * @throws Exception if the migration fails, as {@link Migrations#migrate} says
     */
    public void toNewest() throws Exception {
        migrations.migrate(database());
    }

    /**
     * Takes back all that is newer than the old version.
     *
     * @return in what the tables differ now from what they were; nothing if the way back is whole
     * @throws Exception if that fails, as {@link Migrations#undo} says
     */
    public List<Difference> back() throws Exception {
        migrations.undo(database(), version);
        return before.differences(Tables.read(database()));
    }

    /** Gives the database back. */
    @Override
    public void close() {
        database.close();
    }
}
