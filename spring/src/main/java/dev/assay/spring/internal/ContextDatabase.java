package dev.assay.spring.internal;

import dev.assay.core.Diagnosis;
import dev.assay.core.ownership.Ending;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.Resource;
import dev.assay.junit.TestOwnership;
import dev.assay.junit.internal.ApplicationDatabase;
import dev.assay.sql.MeteredDatabase;
import dev.assay.sql.Sandbox;
import dev.assay.sql.SandboxConfig;
import dev.assay.sql.SandboxException;
import dev.assay.sql.Tier;
import dev.assay.sql.server.DatabaseClone;
import dev.assay.sql.server.PostgresServer;
import dev.assay.sql.server.Template;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One database of one context. While the application starts and ends, what it does is nobody's, and remains; in between
 * each test has a transaction of its own, or a copy of the database.
 */
final class ContextDatabase {
    private final String name;
    private final Pool pool;
    private final @Nullable DatabaseClone own;
    private final boolean copied;

    /** Whom tests connect as; {@code null} for whom the application does. */
    private final @Nullable String role;

    private final @Nullable String schema;
    private volatile Sandbox sandbox;
    private volatile boolean begun;
    private volatile boolean dropped;
    private volatile @Nullable Template template;
    private @Nullable Copy last;

    /** Connections of the tests' role, once the application has made it. */
    private @Nullable Pool limited;

    private ContextDatabase(
            String name,
            Pool pool,
            @Nullable DatabaseClone own,
            boolean copied,
            @Nullable String role,
            @Nullable String schema) {
        this.name = name;
        this.pool = pool;
        this.own = own;
        this.copied = copied;
        this.role = role;
        this.schema = schema;
        this.sandbox = sandbox(pool);
    }

    private Sandbox sandbox(Pool tests) {
        return Sandbox.of(TestOwnership.get(), tests.source(), pool.source(), SandboxConfig.USUAL.named(name));
    }

    /**
     * Takes over a data source that nobody has asked for a connection yet.
     *
     * @param tier EXTERNAL for the configured database itself
     * @param role whom tests connect as, in a database of Assay's server
     */
    static ContextDatabase of(
            String name, DataSource configured, Address address, Manners manners, Tier tier, String role) {
        if (tier == Tier.EXTERNAL) {
            return new ContextDatabase(name, Pool.of(name, configured), null, false, null, manners.schema());
        } else if (tier == Tier.MEMORY) {
            return new ContextDatabase(
                    name, Pool.inMemory(name, configured, address), null, false, null, manners.schema());
        }
        PostgresServer server = PostgresServer.shared();
        DatabaseClone own =
                server.template("empty, for an application", database -> {}).openOne();
        // Whom tests connect as is for migrations to make, also if the application is configured to connect so.
        boolean anybody = address.role().equals(role) || server.isGiven();
        Address start = anybody ? address.as(PostgresServer.SUPERUSER) : address;
        Pool pool = Pool.moved(name, configured, start, own);
        String limited = role.equals(PostgresServer.SUPERUSER) ? null : role;
        return new ContextDatabase(name, pool, own, tier == Tier.CLONE, limited, manners.schema());
    }

    Connection getConnection() throws SQLException {
        if (!begun) {
            OwnerListener.beginGiven();
        }
        if (begun) {
            Optional<Owner> owner = TestOwnership.get().find();
            if (owner.isPresent() && !ApplicationDatabase.isFor(owner.get())) {
                throw unowned();
            }
            return copied ? copy().getConnection() : sandbox.getConnection();
        }
        return template == null ? pool.source().getConnection() : ofTheEnd().getConnection();
    }

    /** A test's copy of the database, which is dropped when the test ends. */
    private record Copy(DatabaseClone own, DataSource database) implements Resource {
        @Override
        public void end(Ending why) {
            own.close();
        }
    }

    private DataSource copy() throws SQLException {
        Owner owner = TestOwnership.get().find().orElseThrow(this::unowned);
        return owner.resource(this, Copy.class, this::open).database();
    }

    private SandboxException unowned() {
        return new SandboxException(TestOwnership.get()
                .explain(Diagnosis.of("ASSAY-SQL-001", "a thread that owns no database asked for a connection.")
                        .with("database", name)));
    }

    private synchronized Copy open() {
        Template sealed = template;
        if (sealed == null || own == null) {
            throw new IllegalStateException("copies are made of what is sealed");
        }
        DatabaseClone clone = sealed.open();
        return new Copy(
                clone,
                MeteredDatabase.of(
                        TestOwnership.get(), role == null ? pool.like(clone) : pool.like(clone, role), Tier.CLONE));
    }

    /** Returns what the application writes into when it ends, where nobody can connect any more to what copies are made of. */
    private synchronized DataSource ofTheEnd() {
        Copy known = last;
        if (known == null) {
            known = open();
            last = known;
        }
        return known.database();
    }

    /** Returns what each test begins with, where nothing is rolled back. */
    DataSource unboxed() {
        return pool.source();
    }

    Sandbox sandbox() {
        return sandbox;
    }

    /** Returns the sandbox if it is what tests have here, and the context has not ended before them. */
    Optional<Sandbox> watched() {
        return copied || dropped ? Optional.empty() : Optional.of(sandbox);
    }

    /** Has a test's copy remain when the test ends, and returns where it is; nothing if it has none. */
    Optional<String> keep(Owner owner) {
        return owner.resource(this, Copy.class).map(copy -> copy.own().keep());
    }

    /** Returns the schema that connections have unless something else is said. */
    @Nullable String schema() {
        return schema;
    }

    synchronized void begin() {
        if (own != null && role != null && limited == null && template == null) {
            limit(pool.limited(own, role));
        }
        if (copied && own != null && template == null) {
            pool.empty();
            template = own.seal();
        }
        begun = true;
    }

    /** Takes connections of a role for tests; copies have others, and know by these that the role is one. */
    private void limit(Pool connections) {
        if (copied) {
            connections.close();
        } else {
            limited = connections;
            sandbox = sandbox(connections);
        }
    }

    void end() {
        begun = false;
    }

    synchronized void fix(int connections) {
        tests().fix(connections);
    }

    synchronized void expect(int tests) {
        if (!copied) {
            tests().expect(tests);
        }
    }

    /** Returns where tests have their connections from, where they have no copies. */
    private Pool tests() {
        return limited == null ? pool : limited;
    }

    synchronized void drop() {
        dropped = true;
        Template sealed = template;
        if (sealed != null) {
            sealed.release();
        }
        if (last != null) {
            last.own().close();
        }
        if (limited != null) {
            limited.close();
        }
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
