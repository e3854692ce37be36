package dev.assay.bench.data;

import dev.assay.sql.server.PostgresConfig;
import dev.assay.sql.server.PostgresServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** How long a PostgreSQL takes from a JVM's main to the first connection. */
public final class ServerStart {
    private ServerStart() {}

    /** Takes who starts it, and the folder of Assay's cache. */
    public static void main(String[] arguments) throws IOException, SQLException {
        long begin = System.nanoTime();
        if (arguments[0].equals("assay")) {
            try (PostgresServer server = PostgresServer.start(PostgresConfig.USUAL.cache(Path.of(arguments[1])))) {
                ready(begin, server.database("postgres"));
            }
        } else {
            try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
                ready(begin, server.getPostgresDatabase());
            }
        }
    }

    private static void ready(long begin, DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.createStatement().execute("SELECT 1");
        }
        Facts.say("ready_s", (System.nanoTime() - begin) / 1e9);
        Facts.done();
    }
}
