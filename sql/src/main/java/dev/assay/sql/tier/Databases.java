package dev.assay.sql.tier;

import dev.assay.core.Diagnosis;
import dev.assay.core.ownership.Ownership;
import dev.assay.sql.JdbcUrl;
import dev.assay.sql.SandboxConfig;
import dev.assay.sql.Tier;
import dev.assay.sql.server.PostgresServer;
import java.time.Duration;

/**
 * Databases of one tier and one content, of which each test is given its own. Thread-safe.
 *
 * @since 0.1
 */
public interface Databases extends AutoCloseable {
    /**
     * Returns a test's own database, which is its until it is closed.
     *
     * @throws dev.assay.core.DiagnosisException if there is none to be had
     */
    TestDatabase open();

    /**
     * Begins to set up one more layer.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-057 in tier EXTERNAL
     */
    SetUp setUp();

    /** Gives back what all tests share. */
    @Override
    void close();

    /**
     * Makes one database that all tests share, each in a transaction of its own.
     *
     * @param config how the sandbox is set up
     * @param connections how many there may be at once: one for each test that runs, and some to spare
     * @throws dev.assay.core.DiagnosisException what {@link Content#on} throws, ASSAY-SQL-034 if the server can make none,
     *     ASSAY-SQL-076 if nobody can connect to it
     */
    static Databases sandbox(
            PostgresServer server, Content content, Ownership ownership, SandboxConfig config, int connections) {
        return sandbox(server, content, ownership, config, connections, PostgresServer.SUPERUSER);
    }

    /**
     * Makes one as {@link #sandbox(PostgresServer, Content, Ownership, SandboxConfig, int)} does, in which tests connect as a
     * role of the content's.
     *
     * @param role which one
     * @throws dev.assay.core.DiagnosisException what that throws, ASSAY-SQL-080 if there is no such role
     */
    static Databases sandbox(
            PostgresServer server,
            Content content,
            Ownership ownership,
            SandboxConfig config,
            int connections,
            String role) {
        return new SandboxDatabases(content.on(server), ownership, config, connections, role);
    }

    /**
     * Makes a database for each test on a server.
     *
     * @throws dev.assay.core.DiagnosisException what {@link Content#on} throws
     */
    static Databases clones(PostgresServer server, Content content) {
        return clones(server, content, PostgresServer.SUPERUSER);
    }

    /**
     * Makes a database for each test on a server, to which the test connects as a role of the content's.
     *
     * @param role which one
     * @throws dev.assay.core.DiagnosisException what {@link Content#on} throws; opening one throws ASSAY-SQL-080 if there is
     *     no such role
     */
    static Databases clones(PostgresServer server, Content content, String role) {
        return new CloneDatabases(content.on(server), role);
    }

    /**
     * Checks that tests of a tier can connect as a role.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-081 if they cannot: H2 has none of PostgreSQL's roles, and whom
     *     tests connect as in tier EXTERNAL says who names the database
     */
    static void checkRole(Tier tier, String role) {
        if ((tier == Tier.MEMORY || tier == Tier.EXTERNAL) && !role.equals(PostgresServer.SUPERUSER)) {
            throw Diagnosis.of("ASSAY-SQL-081", "tests of this tier cannot connect as a role.")
                    .with("tier", tier)
                    .with("role", role)
                    .because(
                            tier == Tier.MEMORY
                                    ? "H2 has none of PostgreSQL's roles, and knows no security of rows"
                                    : "whom tests connect as says who names the database")
                    .toFix("@Database(tier = Tier.SANDBOX, role = \"" + role + "\"), or Tier.CLONE")
                    .toFix("@Database(role = \"" + PostgresServer.SUPERUSER + "\") for a test that needs no role")
                    .exception();
        }
    }

    /**
     * Makes a database for each test without a server, with whichever engine is on the classpath: H2 rather than SQLite.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-053 if there is none, ASSAY-SQL-054 if it does not understand the
     *     migrations, and what a layer throws
     */
    static Databases memory(Content content) {
        return memory(content, Engine.find());
    }

    /**
     * Makes a database for each test without a server.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-053 if the engine is not on the classpath, ASSAY-SQL-054 if it
     *     does not understand the migrations, and what a layer throws
     */
    static Databases memory(Content content, Engine engine) {
        return switch (engine.required()) {
            case H2 -> H2Databases.of(content);
            case SQLITE -> SqliteDatabases.of(content);
        };
    }

    /**
     * Takes a database that is there, for one test at a time: of all JVMs of the user on this machine, and on PostgreSQL of
     * all that have it anywhere.
     *
     * <p>It is to be empty at first. What migrations put into it remains; what tests write is cleared after each.
     *
     * @param content its migrations, then rows, which are restored after each test
     * @param clear a database's name, which may be cleared although it was not empty: what was there at first remains
     * @param waiting how long a test waits for others
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-055 if nobody can connect to it, ASSAY-SQL-056 if it is not to be
     *     cleared, and what a layer throws
     */
    static Databases external(JdbcUrl at, Content content, String clear, Duration waiting) {
        return ExternalDatabases.of(at, content, clear, waiting, null);
    }

    /**
     * Takes one as {@link #external(JdbcUrl, Content, String, Duration)} does, and looks after each test whether it changed
     * what migrations had written, which is read before and after it: on PostgreSQL its values, elsewhere how many rows.
     * Closing a database then throws ASSAY-SQL-066.
     *
     * @param watched whose owners are named
     * @throws dev.assay.core.DiagnosisException what that throws
     */
    static Databases external(JdbcUrl at, Content content, String clear, Duration waiting, Ownership watched) {
        return ExternalDatabases.of(at, content, clear, waiting, watched);
    }
}
