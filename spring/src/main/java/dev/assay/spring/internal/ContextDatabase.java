package dev.assay.spring.internal;

import dev.assay.junit.TestOwnership;
import dev.assay.sql.Sandbox;
import dev.assay.sql.SandboxConfig;
import dev.assay.sql.server.DatabaseClone;
import dev.assay.sql.server.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One database of one context. While the application starts and ends, what it does is nobody's, and remains; in between
 * each test has a transaction of its own.
 */
final class ContextDatabase {
    private final String name;
    private final Pool pool;
    private final @Nullable DatabaseClone own;
    private final @Nullable String schema;
    private final Sandbox sandbox;
    private volatile boolean begun;

    private ContextDatabase(String name, Pool pool, @Nullable DatabaseClone own, @Nullable String schema) {
        this.name = name;
        this.pool = pool;
        this.own = own;
        this.schema = schema;
        this.sandbox = Sandbox.of(TestOwnership.get(), pool.source(), SandboxConfig.USUAL.named(name));
    }

    /**
     * Takes over a data source that nobody has asked for a connection yet.
     *
     * @param moves whether a database of the context's own takes the place of the configured one
     */
    static ContextDatabase of(String name, DataSource configured, Address address, Manners manners, boolean moves) {
        if (!moves) {
            return new ContextDatabase(name, Pool.of(name, configured), null, manners.schema());
        }
        DatabaseClone own = PostgresServer.shared()
                .template("empty, for an application", database -> {})
                .open();
        return new ContextDatabase(name, Pool.moved(name, configured, address, own), own, manners.schema());
    }

    Connection getConnection() throws SQLException {
        return begun ? sandbox.getConnection() : pool.source().getConnection();
    }

    Sandbox sandbox() {
        return sandbox;
    }

    /** Returns the schema that connections have unless something else is said. */
    @Nullable String schema() {
        return schema;
    }

    void begin() {
        begun = true;
    }

    void end() {
        begun = false;
    }

    void expect(int tests) {
        pool.expect(tests);
    }

    void drop() {
        if (own != null) {
            pool.close();
            own.close();
        }
    }

    @Override
    public String toString() {
        return "database " + name + " of tests";
    }
}
