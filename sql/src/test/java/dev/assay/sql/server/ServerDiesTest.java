package dev.assay.sql.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.OwnerContext;
import dev.assay.core.ownership.Ownership;
import dev.assay.sql.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed while tests use it, each in its sandbox. */
class ServerDiesTest {
    @TempDir
    private Path folder;

    @Test
    void the_test_in_which_it_died_is_told_so_and_the_tests_after_it_go_on() throws Exception {
        try (PostgresServer server = PostgresServer.start(PostgresConfig.USUAL.folder(folder));
                HikariDataSource pool = new HikariDataSource();
                Ownership ownership = Ownership.create()) {
            pool.setDataSource(server.database("postgres"));
            pool.setMaximumPoolSize(4);
            try (Connection connection = pool.getConnection()) {
                connection.createStatement().execute("CREATE TABLE t (a int PRIMARY KEY)");
                connection.createStatement().execute("INSERT INTO t VALUES (1)");
            }
            Sandbox sandbox = Sandbox.of(ownership, pool);
            // The pool has several connections, of which all die.
            try (Connection one = pool.getConnection();
                    Connection other = pool.getConnection()) {
                assertThat(count(one)).isEqualTo(count(other));
            }
            Owner unlucky = ownership.begin("unlucky");
            try (OwnerContext.Entered entered = unlucky.enter();
                    Connection connection = sandbox.getConnection()) {
                connection.createStatement().execute("INSERT INTO t VALUES (2)");
                kill();
                assertThatThrownBy(() -> untilItBreaks(connection)).hasMessageStartingWith("ASSAY-SQL-018");
            }
            // It was told so already.
            unlucky.close();
            for (int i = 0; i < 3; i++) {
                try (Owner owner = ownership.begin("next");
                        OwnerContext.Entered entered = owner.enter();
                        Connection connection = sandbox.getConnection()) {
                    connection.createStatement().execute("INSERT INTO t VALUES (2)");
                    assertThat(count(connection)).isEqualTo(2);
                }
            }
        }
    }

    /** A server that is killed takes its connections with it a moment later. */
    private static void untilItBreaks(Connection connection) throws SQLException {
        for (int i = 0; i < 1_000_000; i++) {
            connection.createStatement().execute("SELECT 1");
        }
    }

    private static int count(Connection connection) throws SQLException {
        try (ResultSet rows = connection.createStatement().executeQuery("SELECT count(*) FROM t")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private void kill() throws Exception {
        try (var servers = Files.list(folder)) {
            Path pid = servers.findFirst().orElseThrow().resolve("data/postmaster.pid");
            long number = Long.parseLong(Files.readAllLines(pid).get(0).strip());
            ProcessHandle.of(number).orElseThrow().destroyForcibly();
        }
    }
}
