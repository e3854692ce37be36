package dev.assay.sql.tier;

import static dev.assay.sql.tier.DatabasesTest.FILLED;
import static dev.assay.sql.tier.DatabasesTest.SHOP;
import static dev.assay.sql.tier.DatabasesTest.all;
import static dev.assay.sql.tier.DatabasesTest.empty;
import static dev.assay.sql.tier.DatabasesTest.execute;
import static dev.assay.sql.tier.DatabasesTest.external;
import static dev.assay.sql.tier.DatabasesTest.shown;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.DiagnosisException;
import dev.assay.core.DocumentedErrors;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.OwnerContext;
import dev.assay.core.ownership.Ownership;
import dev.assay.sql.JdbcUrl;
import dev.assay.sql.server.DatabaseClone;
import dev.assay.sql.server.PostgresServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a database of somebody when a test does not end as it should. */
@Timeout(60)
class ExternalDatabasesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final String KILL = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()";

    private static final Content AGAIN = Content.EMPTY.with(
            "a table, again and again",
            database -> execute(
                    database,
                    "CREATE TABLE IF NOT EXISTS country (code varchar(2))",
                    "CREATE TABLE IF NOT EXISTS customer (id int)",
                    "CREATE TABLE IF NOT EXISTS invoice (id int)"));

    /** The same database for what is another JVM: it does not know who has it in this one. */
    private static Databases elsewhere(DatabaseClone at, Content content) {
        JdbcUrl url = new JdbcUrl(at.url() + "&ApplicationName=elsewhere", "", "");
        return Databases.external(url, content, "", SECOND);
    }

    @Test
    void a_database_is_taken_by_one_alone_of_those_that_begin_together() throws SQLException {
        try (DatabaseClone theirs = empty()) {
            try (Connection other = theirs.database().getConnection()) {
                other.createStatement().execute("SELECT pg_advisory_lock(" + ExternalLock.NUMBER + ")");
                assertThatThrownBy(() -> Databases.external(
                                theirs.address(PostgresServer.SUPERUSER), AGAIN, "", Duration.ofMillis(50)))
                        .hasMessageContaining("ASSAY-SQL-059");
            }
            external(theirs, AGAIN, "", 1).open().close();
        }
    }

    @Test
    void a_password_in_an_address_is_told_to_nobody() {
        assertThat(new JdbcUrl("jdbc:postgresql://h/d?user=u&password=secret&ssl=true", "", ""))
                .hasToString("jdbc:postgresql://h/d?user=u&password=***&ssl=true");
        assertThat(new JdbcUrl("jdbc:h2:mem:d;PASSWORD=secret", "", "")).hasToString("jdbc:h2:mem:d;PASSWORD=***");
    }

    @Test
    void what_a_killed_worker_left_is_not_given_to_another_that_is_ready() throws SQLException {
        try (DatabaseClone theirs = empty();
                Databases one = external(theirs, AGAIN, "", 1);
                Databases other = elsewhere(theirs, AGAIN)) {
            one.open().close();
            other.open().close();
            TestDatabase killed = one.open();
            execute(killed.dataSource(), "INSERT INTO customer VALUES (1)");
            execute(theirs.database(), KILL);
            try (TestDatabase next = other.open()) {
                assertThat(all(next.dataSource())).isEqualTo("0 0 0 0");
            }
            assertThatThrownBy(killed::close).hasMessageContaining("ASSAY-SQL-055");
        }
    }

    @Test
    void what_a_test_left_whose_clean_up_failed_is_not_given_to_the_next() throws SQLException {
        try (DatabaseClone theirs = empty();
                Databases databases = external(theirs, AGAIN, "", 1)) {
            databases.open().close();
            TestDatabase broken = databases.open();
            execute(broken.dataSource(), "INSERT INTO customer VALUES (1)");
            execute(theirs.database(), KILL);
            assertThatThrownBy(broken::close).hasMessageContaining("ASSAY-SQL-055");
            try (TestDatabase next = databases.open()) {
                assertThat(all(next.dataSource())).isEqualTo("0 0 0 0");
            }
        }
    }

    @Test
    void each_has_its_own_rows_though_others_have_the_database_with_other_ones() throws SQLException {
        Content two = AGAIN.rows("two", database -> execute(database, "INSERT INTO customer VALUES (1), (2)"));
        Content one = AGAIN.rows("one", database -> execute(database, "INSERT INTO customer VALUES (7)"));
        try (DatabaseClone theirs = empty();
                Databases twos = external(theirs, two, "", 1);
                Databases ones = external(theirs, one, "", 1)) {
            for (int i = 0; i < 2; i++) {
                try (TestDatabase test = twos.open()) {
                    assertThat(all(test.dataSource())).isEqualTo("0 2 0 2");
                }
                try (TestDatabase test = ones.open()) {
                    assertThat(all(test.dataSource())).isEqualTo("0 1 0 7");
                }
            }
        }
    }

    @Test
    void a_test_that_is_over_has_no_connections_and_gets_none() throws SQLException {
        try (DatabaseClone theirs = empty();
                Databases databases = external(theirs, FILLED, "", 1)) {
            TestDatabase test = databases.open();
            DataSource kept = test.dataSource();
            Connection open = kept.getConnection();
            test.close();
            assertThat(open.isClosed()).isTrue();
            assertThatThrownBy(kept::getConnection)
                    .isInstanceOf(SQLException.class)
                    .satisfies(e -> assertThat(String.valueOf(e.getMessage())
                                    .replace(shown(theirs), "URL")
                                    .replace(Thread.currentThread().getName(), "reports-1"))
                            .isEqualTo(DocumentedErrors.message("ASSAY-SQL-063")));
        }
    }

    @Test
    void a_database_in_memory_that_is_gone_is_not_made_again() throws SQLException {
        try (Databases databases = Databases.memory(SHOP)) {
            TestDatabase test = databases.open();
            DataSource kept = test.dataSource();
            Connection open = kept.getConnection();
            String url = test.url().orElseThrow().url();
            test.close();
            assertThat(open.isValid(1)).isFalse();
            assertThatThrownBy(kept::getConnection).hasMessageContaining("ASSAY-SQL-063");
            assertThatThrownBy(() -> DriverManager.getConnection(url)).hasMessageContaining("not found");
        }
    }

    @Test
    void a_transaction_that_a_test_leaves_open_does_not_hold_up_its_clean_up() throws SQLException {
        try (DatabaseClone theirs = empty();
                Databases databases = external(theirs, FILLED, "", 30)) {
            TestDatabase test = databases.open();
            Connection open = test.dataSource().getConnection();
            open.setAutoCommit(false);
            try (Statement statement = open.createStatement()) {
                statement.execute("INSERT INTO customer (country) VALUES ('de')");
            }
            test.close();
            assertThat(all(theirs.database())).isEqualTo("1 1 0 1");
        }
    }

    @Test
    void a_statement_that_runs_when_its_test_is_over_writes_nothing_afterwards() throws Exception {
        try (DatabaseClone theirs = empty();
                Databases databases = external(theirs, AGAIN, "", 30);
                Connection watching = theirs.database().getConnection();
                Statement watch = watching.createStatement()) {
            TestDatabase test = databases.open();
            watch.execute("SELECT pg_advisory_lock(1)");
            CompletableFuture<Void> running = CompletableFuture.runAsync(() -> {
                try {
                    execute(test.dataSource(), "INSERT INTO customer SELECT 1 FROM pg_advisory_lock(1)");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            awaitWaiting(theirs.database());
            test.close();
            watch.execute("SELECT pg_advisory_unlock(1)");
            assertThat(running).failsWithin(Duration.ofSeconds(20));
            assertThat(all(theirs.database())).isEqualTo("0 0 0 0");
        }
    }

    private static void awaitWaiting(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            boolean waits = false;
            while (!waits) {
                try (var row = statement.executeQuery(
                        "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
                                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))")) {
                    row.next();
                    waits = row.getBoolean(1);
                }
            }
        }
    }

    @Test
    void who_keeps_a_database_from_being_cleared_is_named() throws SQLException {
        try (DatabaseClone theirs = empty();
                Databases databases = external(theirs, AGAIN, "", 1);
                Connection holder = theirs.database().getConnection()) {
            TestDatabase test = databases.open();
            execute(test.dataSource(), "INSERT INTO customer VALUES (1)");
            holder.setAutoCommit(false);
            try (Statement statement = holder.createStatement()) {
                statement.execute("INSERT INTO customer VALUES (2)");
            }
            assertThatThrownBy(test::close)
                    .satisfies(e -> assertThat(String.valueOf(e.getMessage())
                                    .replace(shown(theirs), "URL")
                                    .replaceAll(
                                            "held by  .*: INSERT",
                                            "held by  4711, me, psql, idle in transaction: INSERT"))
                            .isEqualTo(DocumentedErrors.message("ASSAY-SQL-064")));
            holder.rollback();
            try (TestDatabase next = databases.open()) {
                assertThat(all(next.dataSource())).isEqualTo("0 0 0 0");
            }
        }
    }

    @Test
    void what_migrations_note_of_themselves_remains_though_one_was_killed_before_it_noted_what_they_filled()
            throws SQLException {
        try (DatabaseClone theirs = empty()) {
            Content killed = Content.EMPTY.with("half", database -> {
                execute(
                        database,
                        "CREATE TABLE flyway_schema_history (version int)",
                        "INSERT INTO flyway_schema_history VALUES (1)",
                        "CREATE TABLE country (code varchar(2))",
                        "CREATE TABLE customer (id int)",
                        "CREATE TABLE invoice (id int)",
                        "INSERT INTO country VALUES ('de')");
                throw new IllegalStateException("killed");
            });
            try (Databases first = external(theirs, killed, "", 1)) {
                assertThatThrownBy(first::open).isInstanceOf(DiagnosisException.class);
            }
            try (Databases next = external(theirs, AGAIN, "", 1)) {
                for (int i = 0; i < 2; i++) {
                    try (TestDatabase test = next.open()) {
                        assertThat(all(test.dataSource())).isEqualTo("1 0 0 0");
                        execute(test.dataSource(), "INSERT INTO customer VALUES (1)");
                        execute(test.dataSource(), "UPDATE flyway_schema_history SET version = version + 1");
                    }
                }
            }
        }
    }

    @Test
    void who_changes_what_migrations_wrote_is_named_if_that_is_asked_for() throws SQLException {
        try (DatabaseClone theirs = empty();
                Ownership ownership = Ownership.create();
                Databases databases =
                        Databases.external(new JdbcUrl(theirs.url(), "", ""), FILLED, "", SECOND, ownership)) {
            TestDatabase test;
            try (Owner owner = ownership.begin("DunningTest.reminds");
                    OwnerContext.Entered entered = owner.enter()) {
                test = databases.open();
                execute(
                        test.dataSource(),
                        "INSERT INTO country VALUES ('fr')",
                        "INSERT INTO customer (country) VALUES ('fr')");
            }
            assertThatThrownBy(test::close)
                    .satisfies(e -> assertThat(String.valueOf(e.getMessage()).replace(shown(theirs), "URL"))
                            .isEqualTo(DocumentedErrors.message("ASSAY-SQL-066")));
            try (TestDatabase next = databases.open()) {
                assertThat(all(next.dataSource())).isEqualTo("2 1 0 1");
                execute(next.dataSource(), "INSERT INTO customer (country) VALUES ('fr')");
            }
        }
    }

    /** Has the file that says that a test has a database, in a JVM of its own, until its input ends. */
    static final class Holder {
        private Holder() {}

        public static void main(String... arguments) throws IOException {
            Path file = Path.of(arguments[0]);
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                System.out.println("locked " + lock.isValid());
                System.in.read();
            }
        }
    }

    @Test
    void another_jvm_waits_too_if_it_is_no_postgres(@TempDir Path folder) throws Exception {
        UrlDataSource database = new UrlDataSource(new JdbcUrl("jdbc:h2:mem:held;DB_CLOSE_DELAY=-1", "", ""));
        Path file = ExternalLock.file(folder, database.at().url());
        Process other = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of(Holder.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                                .toString(),
                        Holder.class.getName(),
                        file.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(other.getInputStream(), UTF_8))) {
            assertThat(out.readLine()).isEqualTo("locked true");
            assertThatThrownBy(() -> ExternalLock.of(database, Duration.ofMillis(100), folder))
                    .hasMessageContaining("ASSAY-SQL-059");
            other.getOutputStream().close();
            assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
            ExternalLock.of(database, SECOND, folder).close();
            ExternalLock.of(database, SECOND, folder).close();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void a_file_that_cannot_be_locked_is_said(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        UrlDataSource database = new UrlDataSource(new JdbcUrl("jdbc:h2:mem:held;DB_CLOSE_DELAY=-1", "", ""));
        assertThatThrownBy(() -> ExternalLock.of(database, SECOND, file))
                .satisfies(e -> assertThat(String.valueOf(e.getMessage())
                                .replaceAll("file     .*", "file     FILE")
                                .replaceAll("reason   .*", "reason   REASON"))
                        .isEqualTo(DocumentedErrors.message("ASSAY-SQL-065")));
    }

    @Test
    void a_database_that_is_no_postgres_is_cleared_as_well() throws SQLException {
        JdbcUrl url =
                new JdbcUrl("jdbc:h2:mem:theirs;DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE", "", "");
        try (Databases databases = Databases.external(url, FILLED, "", SECOND)) {
            for (int i = 0; i < 2; i++) {
                TestDatabase test = databases.open();
                Connection open = test.dataSource().getConnection();
                open.setAutoCommit(false);
                try (Statement statement = open.createStatement()) {
                    statement.execute("INSERT INTO customer (country) VALUES ('de')");
                }
                execute(
                        test.dataSource(),
                        "INSERT INTO country VALUES ('fr')",
                        "DELETE FROM country WHERE code = 'fr'");
                test.close();
                assertThat(open.isClosed()).isTrue();
                assertThat(all(new UrlDataSource(url))).startsWith("1 1 0");
            }
        } finally {
            execute(new UrlDataSource(url), "SHUTDOWN");
        }
    }
}
