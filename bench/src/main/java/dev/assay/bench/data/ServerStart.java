package dev.assay.bench.data;

import dev.assay.sql.server.PostgresConfig;
import dev.assay.sql.server.PostgresServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;

/** How long a PostgreSQL takes from a JVM's main to the first connection. */
public final class ServerStart {
    private static final String RUN = "ASSAY_RUN";

    private ServerStart() {}

    /** Takes who starts it, and the folder of Assay's cache. */
    public static void main(String[] arguments) throws IOException, SQLException {
        long begin = System.nanoTime();
        switch (arguments[0]) {
            case "assay" -> {
                PostgresConfig config = PostgresConfig.USUAL.cache(Path.of(arguments[1]));
                try (PostgresServer server = PostgresServer.start(config)) {
                    ready(begin, server.database("postgres"));
                }
            }
            case "run" -> run(arguments[1]);
            case "worker" -> {
                PostgresServer server = PostgresServer.shared();
                Facts.say("found_s", (System.nanoTime() - begin) / 1e9);
                ready(begin, server.database("postgres"));
            }
            default -> {
                try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
                    ready(begin, server.getPostgresDatabase());
                }
            }
        }
    }

    /** A run of two workers, of which the second finds the server; it is the one whose facts count. */
    private static void run(String cache) throws IOException {
        Path run = Files.createTempDirectory("assay-bench-run").resolve("run");
        Properties facts = new Properties();
        facts.setProperty("id", "bench");
        facts.setProperty("pid", String.valueOf(ProcessHandle.current().pid()));
        facts.setProperty("project", cache);
        try (Writer out = Files.newBufferedWriter(run)) {
            facts.store(out, null);
        }
        worker(run, cache);
        for (String fact : worker(run, cache)) {
            System.out.println(fact);
        }
        Files.delete(run);
    }

    private static String[] worker(Path run, String cache) throws IOException {
        ProcessBuilder worker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerStart.class.getName(),
                        "worker")
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        worker.environment().put(RUN, run.toString());
        worker.environment().put("XDG_CACHE_HOME", cache);
        try (BufferedReader said = worker.start().inputReader()) {
            return said.lines().toArray(String[]::new);
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
