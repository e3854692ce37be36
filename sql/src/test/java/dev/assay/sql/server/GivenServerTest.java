package dev.assay.sql.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.assay.sql.JdbcUrl;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that somebody else runs, where tests have a user who may make databases and nothing more. */
class GivenServerTest {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @TempDir
    @SuppressWarnings("NullAway.Init") // before all tests
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // before all tests
    private static PostgresServer somebodys;

    private final List<PostgresServer> servers = new ArrayList<>();

    /** No test asks for what another one has made. */
    private final String content = "content " + NUMBERS.incrementAndGet();

    @BeforeAll
    static void somebody_runs_it() throws SQLException {
        somebodys = PostgresServer.start(PostgresConfig.USUAL.folder(folder));
        execute(somebodys.database("postgres"), "CREATE ROLE tester LOGIN CREATEDB PASSWORD 'se?cr&t'");
        execute(somebodys.database("postgres"), "CREATE ROLE guest LOGIN PASSWORD 'guest'");
        execute(somebodys.database("postgres"), "CREATE DATABASE \"home\" OWNER tester");
    }

    @AfterAll
    static void and_ends_it() {
        somebodys.close();
    }

    @AfterEach
    void end() {
        servers.forEach(PostgresServer::close);
    }

    private static JdbcUrl address(String database, String parameters) {
        return new JdbcUrl("jdbc:postgresql://127.0.0.1:" + somebodys.port() + "/" + database + parameters, "", "");
    }

    private PostgresServer given() {
        PostgresServer server =
                PostgresServer.at(address("home", "?user=tester&password=se%3Fcr%26t&ApplicationName=tests"));
        servers.add(server);
        return server;
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> column(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private Template migrated(PostgresServer server) {
        return server.template(content, database -> execute(database, "CREATE TABLE t AS SELECT 1 AS a"));
    }

    /** What is there of this test's, as the server sees it. */
    private List<String> there(Template template) throws SQLException {
        try (DatabaseClone copy = template.openOne()) {
            return column(
                    somebodys.database("postgres"),
                    "SELECT datname FROM pg_database WHERE datname LIKE '" + Copies.prefix(copy.name())
                            + "%' AND datname <> '" + copy.name() + "'");
        }
    }

    @Test
    void has_templates_and_copies_by_a_user_who_may_make_databases() throws SQLException {
        Template template = migrated(given());
        try (DatabaseClone copy = template.open()) {
            execute(copy.database(), "INSERT INTO t VALUES (2)");
            assertThat(column(copy.database(), "SELECT a FROM t ORDER BY a")).containsExactly("1", "2");
            assertThat(column(copy.database(), "SELECT current_user || ' as ' || current_setting('application_name')"))
                    .containsExactly("tester as tests");
            DatabaseClone.Snapshot before = copy.snapshot();
            execute(copy.database(), "DROP TABLE t");
            copy.restore(before);
            assertThat(column(copy.database(), "SELECT count(*) FROM t")).containsExactly("2");
            assertThat(column(new Database(new JdbcUrl(copy.url(), "tester", "se?cr&t"), () -> false), "SELECT 1"))
                    .containsExactly("1");
        }
        try (DatabaseClone other = template.open()) {
            assertThat(column(other.database(), "SELECT a FROM t")).containsExactly("1");
        }
    }

    @Test
    void acts_as_a_role_that_is_there_and_changes_nobodys_password() throws SQLException {
        execute(somebodys.database("postgres"), "CREATE ROLE clerk");
        execute(somebodys.database("postgres"), "GRANT clerk TO tester");
        List<String> passwords = column(
                somebodys.database("postgres"),
                "SELECT rolpassword FROM pg_authid WHERE rolname IN ('clerk', 'tester')");
        try (DatabaseClone copy = migrated(given()).openOne()) {
            assertThat(column(new Database(copy.address("clerk"), () -> false), "SELECT current_user"))
                    .containsExactly("clerk");
            assertThat(catchThrowable(
                            () -> column(new Database(copy.address("clerk"), () -> false), "SELECT a FROM t")))
                    .hasMessageContaining("permission denied");
        }
        assertThat(column(
                        somebodys.database("postgres"),
                        "SELECT rolpassword FROM pg_authid WHERE rolname IN ('clerk', 'tester')"))
                .isEqualTo(passwords);
    }

    @Test
    void keeps_templates_for_who_comes_later_and_drops_copies() throws SQLException {
        PostgresServer first = given();
        Template template = migrated(first);
        template.open();
        String kept = template.openOne().keep();
        first.close();
        PostgresServer second = given();
        Template again = second.template(content, database -> {
            throw new IllegalStateException("it is there");
        });
        assertThat(there(again))
                .hasSize(2)
                .anyMatch(name -> kept.contains("/" + name + "?"))
                .anyMatch(name -> name.matches("assay_[0-9a-f]{20}"));
    }

    @Test
    void drops_copies_of_jvms_that_are_dead_and_of_no_others() throws SQLException {
        PostgresServer one = given();
        Template template = migrated(one);
        String copy = template.openOne().name();
        PostgresServer other = given();
        other.copies().sweep();
        assertThat(there(template)).contains(copy);
        // As the server sees it, a JVM has been killed when its sessions are gone: another one's place is taken.
        String owner = copy.replaceFirst("^assay_[0-9a-f]{20}_", "").replaceFirst("_[0-9]+$", "");
        assertThat(column(other.database("home"), Lifeline.query(owner))).isNotEmpty();
        execute(other.database("home"), "ALTER DATABASE " + copy + " RENAME TO " + copy.replace(owner, "1_1"));
        // Before, living ones may not have come back yet.
        execute(somebodys.database("postgres"), "SELECT pg_sleep_until(pg_postmaster_start_time() + interval '3 s')");
        other.copies().sweep();
        assertThat(there(template)).hasSize(1).noneMatch(name -> name.contains("1_1"));
    }

    @Test
    void says_that_its_jvm_lives_again_when_its_session_was_cut_off() throws Exception {
        PostgresServer server = given();
        String owner = server.site().owner();
        String own = Lifeline.query(owner).replaceFirst(".*UNION ALL", "");
        assertThat(column(server.database("home"), own)).hasSize(1);
        execute(
                somebodys.database("postgres"),
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' AND pid IN"
                        + " (SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN%')");
        while (column(server.database("home"), own).isEmpty()) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(server.site().owner()).isEqualTo(owner);
        server.close();
        while (!column(somebodys.database("postgres"), own).isEmpty()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void drops_templates_that_nobody_has_used_for_a_week() throws SQLException {
        PostgresServer server = given();
        Template template = migrated(server);
        String name = there(template).get(0);
        server.copies().sweep();
        assertThat(there(template)).contains(name);
        execute(
                server.database("home"),
                "DO $$ BEGIN EXECUTE format('COMMENT ON DATABASE " + name
                        + " IS %L', 'used ' || current_date - 8); END $$");
        server.copies().sweep();
        assertThat(column(server.database("home"), "SELECT datname FROM pg_database WHERE datname = '" + name + "'"))
                .isEmpty();
    }

    @Test
    void is_refused_with_a_reason() {
        Golden.check(catchThrowable(() -> PostgresServer.at(new JdbcUrl("jdbc:mysql://localhost/test", "", ""))));
        Golden.check(catchThrowable(() -> PostgresServer.at(address("home", "?user=guest&password=guest"))));
        Golden.check(catchThrowable(() -> PostgresServer.at(address("home", "?user=nobody&password=wrong"))));
    }
}
