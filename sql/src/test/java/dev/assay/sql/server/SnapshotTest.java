package dev.assay.sql.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private static PostgresServer server;
    private static Template template;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
        template = server.template("snapshots", database -> execute(database, "CREATE TABLE t (a serial, b text)"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_database_is_what_it_was_again_its_schema_and_sequences_included_and_at_the_same_address()
            throws SQLException {
        try (DatabaseClone clone = template.open()) {
            String url = clone.url();
            execute(clone.database(), "INSERT INTO t (b) VALUES ('before')");
            DatabaseClone.Snapshot before = clone.snapshot();
            for (int i = 0; i < 2; i++) {
                execute(clone.database(), "INSERT INTO t (b) VALUES ('after'); ALTER TABLE t ADD c int");
                clone.restore(before);
                assertThat(one(clone.database(), "SELECT string_agg(b, ',') FROM t"))
                        .isEqualTo("before");
                assertThat(one(
                                clone.database(),
                                "SELECT count(*) FROM pg_attribute WHERE attrelid = 't'::regclass"
                                        + " AND attname = 'c'"))
                        .isEqualTo("0");
            }
            execute(clone.database(), "INSERT INTO t (b) VALUES ('next')");
            assertThat(one(clone.database(), "SELECT max(a) FROM t")).isEqualTo("2");
            assertThat(clone.url()).isEqualTo(url);
        }
    }

    @Test
    void a_pool_that_looks_whether_its_connections_live_goes_on() throws SQLException {
        System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "0");
        HikariConfig config = new HikariConfig();
        try (DatabaseClone clone = template.open()) {
            config.setJdbcUrl(clone.url());
            try (HikariDataSource pool = new HikariDataSource(config)) {
                execute(pool, "INSERT INTO t (b) VALUES ('before')");
                DatabaseClone.Snapshot before = clone.snapshot();
                execute(pool, "DELETE FROM t");
                clone.restore(before);
                assertThat(one(pool, "SELECT count(*) FROM t")).isEqualTo("1");
            }
        } finally {
            System.clearProperty("com.zaxxer.hikari.aliveBypassWindowMs");
        }
    }

    @Test
    void an_open_transaction_is_not_lost_without_a_word() throws SQLException {
        try (DatabaseClone clone = template.open();
                Connection connection = clone.database().getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("INSERT INTO t VALUES (2)");
            assertThatThrownBy(clone::snapshot).satisfies(Golden::check);
            connection.commit();
            DatabaseClone.Snapshot snapshot = clone.snapshot();
            assertThat(one(clone.database(), "SELECT count(*) FROM t")).isEqualTo("1");
            clone.restore(snapshot);
        }
    }

    @Test
    void snapshots_are_of_one_database_and_go_with_it() throws SQLException {
        DatabaseClone one = template.open();
        try (DatabaseClone other = template.open()) {
            DatabaseClone.Snapshot snapshot = one.snapshot();
            assertThatThrownBy(() -> other.restore(snapshot))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(one.name())
                    .hasMessageContaining(other.name());
        }
        String left = "SELECT count(*) FROM pg_database WHERE datname LIKE '" + one.name() + "%'";
        assertThat(one(server.database("postgres"), left)).isEqualTo("2");
        one.close();
        long end = System.nanoTime() + 60_000_000_000L;
        while (!one(server.database("postgres"), left).equals("0")) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
