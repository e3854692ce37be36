package dev.assay.sql.tier;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.assay.core.Diagnosis;
import dev.assay.core.ownership.OwnerContext;
import dev.assay.core.ownership.Ownership;
import dev.assay.sql.JdbcUrl;
import dev.assay.sql.Sandbox;
import dev.assay.sql.SandboxConfig;
import dev.assay.sql.Tier;
import dev.assay.sql.server.DatabaseClone;
import dev.assay.sql.server.PostgresServer;
import dev.assay.sql.server.Template;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** One copy of a template, which tests share by a sandbox above a pool. */
final class SandboxDatabases implements Databases {
    /** A test that waits for a connection longer than that waits for one that is not given back. */
    private static final long WAITING = TimeUnit.SECONDS.toMillis(10);

    /** A pool that nobody uses leaves its connections to others; it is the least that Hikari takes. */
    private static final long IDLE = TimeUnit.SECONDS.toMillis(10);

    private final Template template;
    private final Ownership ownership;
    private final SandboxConfig config;
    private final int connections;
    private final String role;
    private final DatabaseClone copy;
    private final HikariDataSource pool;
    private final Sandbox sandbox;

    SandboxDatabases(Template template, Ownership ownership, SandboxConfig config, int connections, String role) {
        this.template = template;
        this.ownership = ownership;
        this.config = config;
        this.connections = connections;
        this.role = role;
        this.copy = template.openOne();
        try {
            this.pool = pool(copy.database(role), config.name(), connections);
        } catch (RuntimeException e) {
            copy.close();
            throw e;
        }
        this.sandbox =
                Sandbox.of(ownership, pool, role.equals(PostgresServer.SUPERUSER) ? pool : copy.database(), config);
    }

    static HikariDataSource pool(DataSource database, String name, int connections) {
        // The pool's threads outlive the test that happens to come first.
        try (OwnerContext.Entered nobody = OwnerContext.nobody().enter()) {
            return new HikariDataSource(settings(database, name, connections));
        } catch (PoolInitializationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw Diagnosis.of("ASSAY-SQL-076", "a sandbox's pool could not connect to its database.")
                    .with("pool", "assay " + name)
                    .with("reason", String.valueOf(cause.getMessage()))
                    .because("tests share the pool's connections")
                    .toFix("see the reason: whether the server runs, and takes so many connections")
                    .exception(cause);
        }
    }

    private static HikariConfig settings(DataSource database, String name, int connections) {
        HikariConfig settings = new HikariConfig();
        settings.setDataSource(database);
        settings.setPoolName("assay " + name);
        settings.setMaximumPoolSize(connections);
        settings.setMinimumIdle(0);
        settings.setIdleTimeout(IDLE);
        settings.setConnectionTimeout(WAITING);
        settings.setThreadFactory(task -> {
            Thread thread = new Thread(null, task, "assay-pool", 0, false);
            thread.setDaemon(true);
            return thread;
        });
        return settings;
    }

    @Override
    public TestDatabase open() {
        return new Shared(sandbox);
    }

    @Override
    public SetUp setUp() {
        return new CloneSetUp(
                template.openOne(), layered -> new SandboxDatabases(layered, ownership, config, connections, role));
    }

    @Override
    public void close() {
        pool.close();
        copy.close();
    }

    /** What is a test's own of it begins and ends with the test's owner. */
    private record Shared(Sandbox sandbox) implements TestDatabase {
        @Override
        public Tier tier() {
            return Tier.SANDBOX;
        }

        @Override
        public DataSource dataSource() {
            return sandbox;
        }

        @Override
        public Optional<JdbcUrl> url() {
            return Optional.empty();
        }

        @Override
        public void close() {
            // The owner ends it.
        }
    }
}
