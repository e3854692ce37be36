package dev.assay.cli.data;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database of a test's own, on a PostgreSQL that all classes share which register this extension. */
final class LivePostgres implements BeforeAllCallback {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable EmbeddedPostgres server;

    /** A database. */
    record Database(String name, String url) {
        Connection connect() throws SQLException, IOException {
            return server().getDatabase("postgres", name).getConnection();
        }

        void execute(String sql) throws SQLException, IOException {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    /** Stops the server with the last test. */
    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).computeIfAbsent(LivePostgres.class, type ->
                (AutoCloseable) LivePostgres::stop);
    }

    private static synchronized void stop() throws IOException {
        EmbeddedPostgres running = server;
        server = null;
        if (running != null) {
            running.close();
        }
    }

    private static synchronized EmbeddedPostgres server() throws IOException {
        EmbeddedPostgres running = server;
        if (running == null) {
            running = EmbeddedPostgres.start();
            server = running;
        }
        return running;
    }

    /** Makes a database with tables. */
    static Database create(String tables) throws IOException, SQLException {
        String name = "live" + DATABASES.incrementAndGet();
        new Database("postgres", "").execute("CREATE DATABASE " + name);
        Database database = new Database(name, "jdbc:postgresql://localhost:" + server().getPort() + "/" + name);
        database.execute(tables);
        return database;
    }
}
