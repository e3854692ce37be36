package dev.assay.sql.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Template billing() {
        return server.template("billing 1", database -> execute(database, "CREATE TABLE t (a int PRIMARY KEY)"));
    }

    @Test
    void each_copy_is_a_database_of_its_own_with_real_commits() throws SQLException {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            try (DatabaseClone clone = billing().open()) {
                assertThat(names.add(clone.name())).isTrue();
                execute(clone.database(), "INSERT INTO t VALUES (1); ALTER TABLE t ADD b int; VACUUM t");
                assertThat(one(clone.database(), "SELECT count(*) FROM t")).isEqualTo("1");
            }
        }
    }

    @Test
    void a_layer_begins_with_what_is_below_it() throws SQLException {
        Template rows = billing().layer("rows 42", database -> execute(database, "INSERT INTO t VALUES (1), (2)"));
        try (DatabaseClone one = rows.open();
                DatabaseClone other = billing().open()) {
            assertThat(one(one.database(), "SELECT count(*) FROM t")).isEqualTo("2");
            assertThat(one(other.database(), "SELECT count(*) FROM t")).isEqualTo("0");
        }
        assertThat(rows).hasToString("billing 1 > rows 42");
    }

    @Test
    void a_template_is_set_up_once_by_all_who_ask_at_the_same_time() throws Exception {
        AtomicInteger times = new AtomicInteger();
        List<FutureTask<Template>> asks = Stream.generate(() ->
                        new FutureTask<>(() -> server.template("shared", database -> {
                            times.incrementAndGet();
                            execute(database, "CREATE TABLE shared (a int)");
                        })))
                .limit(4)
                .toList();
        asks.forEach(ask -> new Thread(ask).start());
        for (FutureTask<Template> ask : asks) {
            assertThat(ask.get()).isSameAs(asks.get(0).get());
        }
        assertThat(times).hasValue(1);
    }

    @Test
    void nobody_can_connect_to_a_template_and_who_stayed_is_sent_away() throws Exception {
        Connection[] stayed = new Connection[1];
        Template template = server.template("visited", database -> {
            stayed[0] = database.getConnection();
            stayed[0].createStatement().execute("CREATE TABLE visited (a int)");
        });
        try (DatabaseClone clone = template.open()) {
            assertThat(one(clone.database(), "SELECT count(*) FROM visited")).isEqualTo("0");
            String name = clone.name().substring(0, "assay_".length() + 20);
            assertThatThrownBy(() -> server.database(name).getConnection())
                    .hasMessageContaining("not currently accepting connections");
        }
        assertThatThrownBy(() -> stayed[0].createStatement().execute("SELECT 1"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void a_copy_has_the_databases_settings_and_rights_too_also_when_it_is_restored() throws SQLException {
        Template template = server.template("with settings", database -> {
            execute(database, "CREATE SCHEMA app; CREATE TABLE app.t AS SELECT 1 AS a; CREATE ROLE clerk LOGIN");
            String name = one(database, "SELECT current_database()");
            execute(
                    database,
                    "ALTER DATABASE " + name + " SET search_path = app, public; ALTER DATABASE " + name
                            + " SET app.tenant = 'it''s, 1'; ALTER ROLE clerk IN DATABASE " + name
                            + " SET work_mem = '7MB'; REVOKE ALL ON DATABASE " + name
                            + " FROM PUBLIC; GRANT CONNECT ON DATABASE " + name + " TO clerk WITH GRANT OPTION");
        });
        try (DatabaseClone copy = template.layer("more", database -> {}).open()) {
            for (int i = 0; i < 2; i++) {
                assertThat(one(copy.database(), "SELECT a FROM t")).isEqualTo("1");
                assertThat(one(copy.database(), "SHOW search_path")).isEqualTo("app, public");
                assertThat(one(copy.database(), "SHOW app.tenant")).isEqualTo("it's, 1");
                assertThat(one(new Database(copy.address("clerk"), () -> false), "SHOW work_mem"))
                        .isEqualTo("7MB");
                assertThat(one(
                                copy.database(),
                                "SELECT array_to_string(datacl, ' ') FROM pg_database"
                                        + " WHERE datname = current_database()"))
                        .isEqualTo("postgres=CTc/postgres clerk=c*/postgres");
                copy.restore(copy.snapshot());
            }
        }
    }

    @Test
    void a_role_that_there_is_already_is_named() {
        assertThatThrownBy(() -> server.template("roles", database -> {
                    execute(database, "CREATE ROLE reader");
                    execute(database, "CREATE ROLE reader");
                }))
                .satisfies(Golden::check);
    }

    @Test
    void a_copy_that_is_kept_is_there_after_it_is_closed() throws SQLException {
        DatabaseClone clone = billing().open();
        execute(clone.database(), "INSERT INTO t VALUES (7)");
        String url = clone.keep();
        clone.close();
        assertThat(url).isEqualTo(clone.url()).startsWith("jdbc:postgresql://127.0.0.1:");
        assertThat(one(clone.database(), "SELECT a FROM t")).isEqualTo("7");
    }

    @Test
    void a_template_that_cannot_be_set_up_leaves_nothing_and_is_tried_again() throws Exception {
        assertThatThrownBy(() -> server.template("broken", database -> execute(database, "CREATE TABEL t (a int)")))
                .satisfies(Golden::check);
        try (DatabaseClone clone = server.template("broken", database -> execute(database, "CREATE TABLE t (a int)"))
                .open()) {
            assertThat(one(clone.database(), "SELECT count(*) FROM t")).isEqualTo("0");
        }
    }

    @Test
    void a_server_that_is_gone_can_copy_nothing() {
        PostgresServer gone = PostgresServer.start();
        Template template = gone.template("gone", database -> execute(database, "CREATE TABLE t (a int)"));
        gone.close();
        assertThatThrownBy(template::open).hasMessageStartingWith("ASSAY-SQL-034");
    }

    @Test
    void copies_that_nobody_wants_any_more_are_dropped_and_none_is_made_for_who_asks_once() throws Exception {
        PostgresServer own = PostgresServer.start();
        try {
            Template template = own.template("released", database -> execute(database, "CREATE TABLE t (a int)"));
            try (DatabaseClone one = template.openOne()) {
                await(own);
                assertThat(copies(own)).containsExactly(one.name());
            }
            template.open().close();
            template.release();
            await(own);
            assertThat(copies(own)).isEmpty();
            try (DatabaseClone again = template.open()) {
                assertThat(one(again.database(), "SELECT count(*) FROM t")).isEqualTo("0");
            }
        } finally {
            own.close();
        }
    }

    /** Waits for all that is done in the background: a thread that is idle takes one task more. */
    private static void await(PostgresServer own) throws Exception {
        ThreadPoolExecutor background = (ThreadPoolExecutor) own.background();
        while (background.getActiveCount() > 0 || !background.getQueue().isEmpty()) {
            own.background().submit(() -> {}).get();
        }
    }

    private static List<String> copies(PostgresServer own) throws SQLException {
        return own.administration()
                .column("SELECT datname FROM pg_database WHERE datname ~ '^assay_[0-9a-f]{20}_' ORDER BY 1");
    }

    @Test
    void who_waits_for_another_jvm_to_set_up_a_template_is_told_so_in_the_end() throws SQLException {
        try (Connection other = server.database("postgres").getConnection()) {
            other.createStatement()
                    .execute("SELECT pg_advisory_lock(hashtextextended('assay_" + Digest.of("waited for") + "', 0))");
            SettingUp late = new SettingUp(server, "template0", "waited for", Duration.ofSeconds(1));
            assertThatThrownBy(() -> late.template(database -> {})).satisfies(Golden::check);
        }
    }

    @Test
    void an_extension_that_the_server_has_not_is_named() {
        assertThatThrownBy(() -> server.template(
                        "maps 1", database -> execute(database, "CREATE TABLE t (a int); CREATE EXTENSION postgis")))
                .satisfies(Golden::check);
        assertThatThrownBy(() -> server.template("maps 2", database -> {
                    try {
                        execute(database, "CREATE EXTENSION vector");
                    } catch (SQLException e) {
                        throw new IllegalStateException("V2__vectors.sql failed", e);
                    }
                }))
                .hasMessageStartingWith("ASSAY-SQL-035")
                .hasMessageContaining("vector");
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            for (String each : sql.split(";")) {
                connection.createStatement().execute(each);
            }
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
