package dev.assay.sql.tier;

import dev.assay.core.ownership.Ownership;
import dev.assay.sql.SandboxConfig;
import dev.assay.sql.server.PostgresServer;

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

    /** Gives back what all tests share. */
    @Override
    void close();

    /**
     * Makes one database that all tests share, each in a transaction of its own.
     *
     * @param config how the sandbox is set up
     * @param connections how many there may be at once: one for each test that runs, and some to spare
     * @throws dev.assay.core.DiagnosisException what {@link Content#on} throws, ASSAY-SQL-034 if the server can make none
     */
    static Databases sandbox(
            PostgresServer server, Content content, Ownership ownership, SandboxConfig config, int connections) {
        return new SandboxDatabases(content.on(server).open(), ownership, config, connections);
    }

    /**
     * Makes a database for each test.
     *
     * @throws dev.assay.core.DiagnosisException what {@link Content#on} throws
     */
    static Databases clones(PostgresServer server, Content content) {
        return new CloneDatabases(content.on(server));
    }
}
