package dev.assay.data.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.assay.core.DiagnosisException;
import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Model;
import dev.assay.data.Rule;
import dev.assay.data.ScenarioSpec;
import dev.assay.data.load.Trade.Address;
import dev.assay.data.load.Trade.Category;
import dev.assay.data.load.Trade.Customer;
import dev.assay.data.load.Trade.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes for any database, held against H2. */
class H2Test {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
    private static final Dataset SMALL = Trade.data(Trade.SMALL);

    private final JdbcDataSource database = new JdbcDataSource();
    private Connection open;

    @TempDir
    private Path folder;

    @BeforeEach
    void makeDatabase() throws SQLException {
        database.setURL("jdbc:h2:mem:load" + DATABASES.incrementAndGet());
        open = database.getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        open.close();
    }

    private void makeTables() throws SQLException {
        run(Trade.H2_TABLES.toArray(String[]::new));
    }

    private void run(String... statements) throws SQLException {
        try (Statement statement = open.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private List<String> query(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = open.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(row.getString(i)));
                }
                found.add(String.join("|", values));
            }
        }
        return found;
    }

    private void assertHasSmall() throws SQLException {
        assertThat(query("SELECT id, email, credit_limit, LOWER(status), active, created_at FROM customer ORDER BY id"))
                .isEqualTo(SMALL.stream(Customer.class)
                        .map(each -> each.id() + "|" + each.email() + "|" + each.creditLimit() + "|"
                                + each.status().name().toLowerCase(Locale.ROOT)
                                + "|" + (each.active() ? "TRUE" : "FALSE") + "|"
                                + each.createdAt()
                                        .format(java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")))
                        .toList());
        assertThat(query("SELECT id, invoice_id, product_id, line_total FROM line ORDER BY id"))
                .isEqualTo(SMALL.stream(Line.class)
                        .map(each ->
                                each.id() + "|" + each.invoiceId() + "|" + each.productId() + "|" + each.lineTotal())
                        .toList());
        assertThat(query("SELECT id, parent_id FROM category ORDER BY id"))
                .isEqualTo(SMALL.stream(Category.class)
                        .map(each -> each.id() + "|" + each.parentId())
                        .toList());
    }

    @Nested
    class Rows {
        @Test
        void arrive_as_they_are() throws SQLException {
            makeTables();
            Load.of(SMALL).into(database);
            assertHasSmall();
        }

        @Test
        void written_as_sql_arrive_as_they_are() throws SQLException, IOException {
            makeTables();
            Load.of(SMALL).into(folder, Format.SQL);
            run(Files.readString(folder.resolve("data.sql"))
                    .replace("BEGIN;", "")
                    .replace("COMMIT;", ""));
            assertHasSmall();
        }

        @Test
        void leave_identities_behind_the_last() throws SQLException {
            makeTables();
            Load.of(SMALL).into(database);
            run("INSERT INTO address (customer_id) VALUES (1)");
            assertThat(query("SELECT MAX(id) FROM address"))
                    .containsExactly(String.valueOf(SMALL.count(Address.class) + 1));
        }

        @Test
        void of_entities_that_are_each_others_parents_arrive() throws SQLException, IOException {
            Model wheel = Model.of(
                    Entity.named("hub")
                            .field("id", Long.class)
                            .parent("main_spoke_id", "spoke")
                            .optional()
                            .build(),
                    Entity.named("spoke")
                            .field("id", Long.class)
                            .parent("hub_id", "hub")
                            .children(1, 3)
                            .build());
            Dataset data = ScenarioSpec.of(wheel, "wheel").rows("hub", 200).dataset(Seed.of(1), DAY);
            String[] tables = {
                "DROP TABLE IF EXISTS hub, spoke",
                "CREATE TABLE hub (id bigint PRIMARY KEY, main_spoke_id bigint)",
                "CREATE TABLE spoke (id bigint PRIMARY KEY, hub_id bigint NOT NULL REFERENCES hub)",
                "ALTER TABLE hub ADD FOREIGN KEY (main_spoke_id) REFERENCES spoke"
            };
            List<String> expected = data.rows(wheel.entity("hub"))
                    .map(row -> row.get("id") + "|" + row.get("main_spoke_id"))
                    .toList();
            run(tables);
            Load.of(data).into(database);
            assertThat(query("SELECT * FROM hub ORDER BY id")).isEqualTo(expected);
            run(tables);
            Load.of(data).into(folder, Format.SQL);
            String sql = Files.readString(folder.resolve("data.sql"));
            assertThat(sql)
                    .contains("UPDATE hub SET main_spoke_id = ")
                    .startsWith("BEGIN;")
                    .endsWith("COMMIT;\n");
            run(sql.replace("BEGIN;", "").replace("COMMIT;", ""));
            assertThat(query("SELECT * FROM hub ORDER BY id")).isEqualTo(expected);
        }

        @Test
        void of_each_type_arrive() throws SQLException, IOException {
            UUID uuid = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
            Model model = Model.of(Entity.named("typed")
                            .field("id", Integer.class)
                            .field("uuid", UUID.class)
                            .field("at", Instant.class)
                            .field("text", String.class)
                            .field("numbers", Integer[].class)
                            .field("kind", Trade.Status.class)
                            .field("value", Double.class)
                            .field("since", Year.class)
                            .build())
                    .with("typed", "since", Rule.always(Year.of(1999)))
                    .with("typed", "uuid", Rule.always(uuid))
                    .with("typed", "at", Rule.always(Instant.parse("2026-01-01T10:00:00Z")))
                    .with("typed", "text", Rule.always("it's \\ \"x\"\n"))
                    .with("typed", "numbers", Rule.always(new Integer[] {1, 2}))
                    .with("typed", "kind", Rule.always(Trade.Status.INACTIVE))
                    .with("typed", "value", Rule.always(0.5));
            Dataset data = ScenarioSpec.of(model, "typed").rows("typed", 1).dataset(Seed.of(1), DAY);
            String[] tables = {
                "DROP TABLE IF EXISTS typed",
                "CREATE TABLE typed (id int, uuid uuid, at timestamp with time zone, text varchar, numbers int array,"
                        + " kind int, \"value\" double precision, since smallint)"
            };
            run(tables);
            Load.of(data).into(database);
            List<String> expected = List.of("1|" + uuid + "|2026-01-01 10:00:00+00|it's \\ \"x\"\n|[1, 2]|1|0.5|1999");
            assertThat(query(
                            "SELECT id, uuid, at AT TIME ZONE 'UTC', text, numbers, kind, \"value\", since FROM typed"))
                    .isEqualTo(expected);
            run(tables);
            run("ALTER TABLE typed ALTER COLUMN kind varchar");
            Load.of(data).into(folder, Format.SQL);
            run(Files.readString(folder.resolve("data.sql"))
                    .replace("BEGIN;", "")
                    .replace("COMMIT;", ""));
            assertThat(query(
                            "SELECT id, uuid, at AT TIME ZONE 'UTC', text, numbers, kind, \"value\", since FROM typed"))
                    .containsExactly(expected.get(0).replace("|1|0.5|", "|INACTIVE|0.5|"));
        }
    }

    @Nested
    class Wrong {
        @Test
        void a_table_that_is_not_there() {
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> Load.of(SMALL).into(database))
                    .withMessageContaining("ASSAY-DATA-060");
        }

        @Test
        void columns_that_are_not_the_entitys() throws SQLException {
            makeTables();
            run("ALTER TABLE product ADD weight int NOT NULL", "ALTER TABLE product DROP COLUMN name");
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> Load.of(SMALL).into(database))
                    .withMessageContaining("ASSAY-DATA-061")
                    .withMessageContaining("fields without a column  [name]")
                    .withMessageContaining("columns without a field  [WEIGHT]");
        }

        @Test
        void a_table_that_is_not_empty() throws SQLException {
            makeTables();
            run("INSERT INTO category VALUES (7, null, 'mine')");
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> Load.of(SMALL).into(database))
                    .withMessageContaining("ASSAY-DATA-063")
                    .withMessageContaining("tables   [\"PUBLIC\".\"CATEGORY\"]");
            assertThat(query("SELECT COUNT(*) FROM customer")).containsExactly("0");
        }

        @Test
        void a_value_that_is_too_large() throws SQLException {
            makeTables();
            Model model = Trade.MODEL.with(
                    Trade.Product.class, "sku", (row, own) -> row.index() == 1_234 ? "x".repeat(21) : "" + row.index());
            Dataset data = ScenarioSpec.of(model, "wrong")
                    .rows(Trade.Product.class, 2_000)
                    .dataset(Seed.of(1), DAY);
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> Load.of(data).into(database))
                    .withMessageContaining("ASSAY-DATA-065")
                    .withMessageContaining("row      1234")
                    .withMessageContaining("Product[1235, ")
                    .withMessageContaining("Value too long for column \"SKU CHARACTER VARYING(20)\"");
            assertThat(query("SELECT COUNT(*) FROM product")).containsExactly("0");
        }

        @Test
        void too_little_time() throws SQLException {
            makeTables();
            AtomicLong nanos = new AtomicLong();
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> Load.of(SMALL)
                            .ticker(() -> nanos.addAndGet(1_000_000_000))
                            .within(Duration.ofSeconds(5))
                            .into(database))
                    .withMessageContaining("ASSAY-DATA-066");
            assertThat(query("SELECT COUNT(*) FROM customer")).containsExactly("0");
        }

        @Test
        void too_little_time_for_a_lock() throws SQLException {
            database.setURL(database.getURL() + ";LOCK_TIMEOUT=30000");
            makeTables();
            long began = System.nanoTime();
            try (Connection other = database.getConnection();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("INSERT INTO category VALUES (1, null, 'mine')");
                assertThatExceptionOfType(DiagnosisException.class)
                        .isThrownBy(() ->
                                Load.of(SMALL).within(Duration.ofMillis(500)).into(database))
                        .withMessageContaining("ASSAY-DATA-066");
                other.rollback();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            assertThat(query("SELECT COUNT(*) FROM customer")).containsExactly("0");
            Load.of(SMALL).into(database);
        }

        @Test
        void a_lock_at_a_later_row_in_time() throws SQLException {
            database.setURL(database.getURL() + ";LOCK_TIMEOUT=60000");
            makeTables();
            long began;
            try (Connection other = database.getConnection();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("INSERT INTO category VALUES (19, null, 'mine')");
                began = System.nanoTime();
                assertThatExceptionOfType(DiagnosisException.class)
                        .isThrownBy(() ->
                                Load.of(SMALL).within(Duration.ofMillis(1_500)).into(database))
                        .withMessageContaining("ASSAY-DATA-066");
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(4_000));
                other.rollback();
            }
            assertThat(query("SELECT COUNT(*) FROM customer")).containsExactly("0");
            assertThat(query("SELECT LOCK_TIMEOUT()")).doesNotContain("1501");
        }

        @Test
        void a_cancellation_behind_a_lock_at_once() throws Exception {
            database.setURL(database.getURL() + ";LOCK_TIMEOUT=60000");
            makeTables();
            Cancellation cancellation = new Cancellation();
            try (Connection other = database.getConnection();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("INSERT INTO category VALUES (1, null, 'mine')");
                CompletableFuture<Throwable> ended = CompletableFuture.supplyAsync(() -> catchThrowable(
                        () -> Load.of(SMALL).cancelledBy(cancellation).into(database)));
                awaitBlocked();
                long began = System.nanoTime();
                cancellation.cancel();
                assertThat(ended.get(30, TimeUnit.SECONDS)).hasMessageContaining("ASSAY-DATA-067");
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(2_000));
                other.rollback();
            }
            assertThat(query("SELECT COUNT(*) FROM customer")).containsExactly("0");
        }

        @Test
        void nothing_where_a_lock_is_released_in_time() throws Exception {
            database.setURL(database.getURL() + ";LOCK_TIMEOUT=60000");
            makeTables();
            CompletableFuture<LoadResult> ended;
            try (Connection other = database.getConnection();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("INSERT INTO category VALUES (11, null, 'mine')");
                ended = CompletableFuture.supplyAsync(() -> Load.of(SMALL).into(database));
                awaitBlocked();
                other.rollback();
            }
            assertThat(ended.get(30, TimeUnit.SECONDS).total()).isPositive();
            assertHasSmall();
            assertThat(query("SELECT COUNT(*) FROM category")).containsExactly("20");
        }

        private void awaitBlocked() throws SQLException {
            long until = System.nanoTime() + 30_000_000_000L;
            while (query("SELECT blocker_id FROM information_schema.sessions WHERE blocker_id IS NOT NULL")
                    .isEmpty()) {
                assertThat(System.nanoTime()).isLessThan(until);
                LockSupport.parkNanos(1_000_000);
            }
        }

        @Test
        void a_lock_that_somebody_keeps() throws SQLException {
            database.setURL(database.getURL() + ";LOCK_TIMEOUT=10");
            makeTables();
            try (Connection other = database.getConnection();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("INSERT INTO category VALUES (1, null, 'mine')");
                assertThatExceptionOfType(DiagnosisException.class)
                        .isThrownBy(() -> Load.of(SMALL).into(database))
                        .withMessageContaining("ASSAY-DATA-065")
                        .withMessageContaining("load again once nobody else uses the tables");
                other.rollback();
            }
            assertThat(query("SELECT COUNT(*) FROM customer")).containsExactly("0");
        }

        @Test
        void a_listener_that_fails_once_all_is_done() throws SQLException {
            makeTables();
            Load.of(SMALL)
                    .listen(progress -> {
                        if (progress.stage() == Progress.Stage.DONE) {
                            throw new IllegalStateException("no");
                        }
                    })
                    .into(database);
            assertHasSmall();
        }

        @Test
        void a_database_that_is_shut_down_half_way() throws SQLException {
            database.setURL("jdbc:h2:" + folder.resolve("db"));
            open.close();
            open = database.getConnection();
            makeTables();
            run("CHECKPOINT SYNC");
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> Load.of(SMALL)
                            .listen(
                                    progress -> {
                                        if (progress.rows() >= 200) {
                                            shutDown();
                                        }
                                    },
                                    1_000_000_000)
                            .into(database))
                    .withMessageContaining("ASSAY-DATA-064")
                    .withMessageContaining("remains   nothing of it");
            open = database.getConnection();
            assertThat(query("SELECT COUNT(*) FROM customer")).containsExactly("0");
        }

        private void shutDown() {
            try (Statement statement = open.createStatement()) {
                statement.execute("SHUTDOWN IMMEDIATELY");
            } catch (SQLException e) {
                // It is what was asked for.
                return;
            }
        }
    }
}
