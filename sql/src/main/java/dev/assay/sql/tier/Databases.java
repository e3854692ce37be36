package dev.assay.sql.tier;

import dev.assay.core.ownership.Ownership;
import dev.assay.sql.JdbcUrl;
import dev.assay.sql.SandboxConfig;
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
        return new SandboxDatabases(content.on(server), ownership, config, connections);
    }

    /**
     * Makes a database for each test on a server.
     *
     * @throws dev.assay.core.DiagnosisException what {@link Content#on} throws
     */
    static Databases clones(PostgresServer server, Content content) {
        return new CloneDatabases(content.on(server));
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
