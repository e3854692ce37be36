package dev.assay.sql.server;

import dev.assay.sql.JdbcUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server that was started for tests.
 *
 * @param shared how it is set up, if it is its run's; {@code null} if it is its caller's own
 */
record Started(Running running, @Nullable PostgresConfig shared, Roles roles) implements Site {
    /** Checkpoints cost nothing where nothing is written to the disk. */
    static final String FILES = " STRATEGY FILE_COPY";

    Started(Running running, @Nullable PostgresConfig shared) {
        this(running, shared, new Roles(PostgresServer.SUPERUSER, running.password()));
    }

    @Override
    public String home() {
        return "postgres";
    }

    @Override
    public JdbcUrl address(String database) {
        return running.address(database, PostgresServer.SUPERUSER);
    }

    @Override
    public JdbcUrl address(String database, String role, Administration administration) {
        roles.admit(role, administration);
        return running.address(database, role);
    }

    @Override
    public String url(String database) {
        return running.url(database);
    }

    @Override
    public int port() {
        return running.port();
    }

    @Override
    public boolean isAlive() {
        return running.isAlive();
    }

    @Override
    public boolean isShared() {
        return shared != null;
    }

    @Override
    public String owner() {
        return ProcessId.self().name();
    }

    @Override
    public boolean isDead(String owner, Administration administration) {
        return ProcessId.isDead(owner);
    }

    @Override
    public String strategy() {
        return FILES;
    }

    @Override
    public String content(String said) {
        return said;
    }

    @Override
    public void use(String template, String content, Administration administration) {
        if (shared != null) {
            Kept.use(running.folder(), template, content);
        }
    }

    @Override
    public void keepTemplates() {
        if (shared != null && shared.cacheLimit() > 0) {
            try {
                Keeper.arrange(shared.cache(), running, shared.cacheLimit());
            } catch (IOException e) {
                // The next run sets them up again.
            }
        }
    }

    @Override
    public void stay() {
        try {
            Files.write(running.folder().resolve(Host.STAY), new byte[0]);
        } catch (IOException e) {
            // Then the database goes with the run.
        }
    }

    /** All of them go with the server. */
    @Override
    public List<String> outdated(Administration administration) {
        return List.of();
    }

    @Override
    public void end(Copies copies) {
        Launch.stop(running);
    }

    @Override
    public String toString() {
        return running.toString();
    }
}
