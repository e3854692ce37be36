package dev.assay.sql;

import dev.assay.sql.server.PostgresConfig;
import dev.assay.sql.server.PostgresServer;
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
    private static @Nullable PostgresServer server;

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(PostgresServer.class.getName(), name -> (AutoCloseable) LivePostgres::stop);
    }

    private static synchronized void stop() {
        PostgresServer running = server;
        server = null;
        if (running != null) {
            running.close();
        }
    }

    /** Returns a new database with a schema. */
    static DataSource database(String schema) {
        String name = "t" + COUNT.incrementAndGet();
        try {
            PostgresServer running = running();
            execute(running.database("postgres"), "CREATE DATABASE " + name);
            DataSource database = running.database(name);
            execute(database, schema);
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static synchronized PostgresServer running() {
        PostgresServer known = server;
        if (known == null) {
            known = PostgresServer.start(PostgresConfig.USUAL.connections(200));
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
