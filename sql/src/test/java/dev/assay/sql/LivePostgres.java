package dev.assay.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One PostgreSQL for all tests of this JVM, in which each class has a database of its own. */
final class LivePostgres implements BeforeAllCallback {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static @Nullable EmbeddedPostgres server;

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(EmbeddedPostgres.class.getName(), name -> (AutoCloseable) LivePostgres::stop);
    }

    private static synchronized void stop() throws IOException {
        EmbeddedPostgres running = server;
        server = null;
        if (running != null) {
            running.close();
        }
    }

    /** Returns a new database with a schema. */
    static DataSource database(String schema) {
        String name = "t" + COUNT.incrementAndGet();
        try {
            EmbeddedPostgres running = running();
            execute(running.getPostgresDatabase(), "CREATE DATABASE " + name);
            DataSource database = running.getDatabase("postgres", name);
            execute(database, schema);
            return database;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static synchronized EmbeddedPostgres running() throws IOException {
        EmbeddedPostgres known = server;
        if (known == null) {
            known = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("max_connections", "200")
                    .start();
            server = known;
        }
        return known;
    }

    static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.createStatement().execute(sql);
        }
    }
}
