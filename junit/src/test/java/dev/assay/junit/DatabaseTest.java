package dev.assay.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.data.Dataset;
import dev.assay.sql.JdbcUrl;
import dev.assay.sql.Sandbox;
import dev.assay.sql.Tier;
import dev.assay.sql.server.DatabaseClone;
import dev.assay.sql.server.PostgresServer;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.Customer;
import shop.Invoice;
import shop.ShopMigrations;

/** Tests have databases of their own, with the tables and rows they need. */
@SuppressWarnings("NullAway") // the extension fills the fields
class DatabaseTest {
    static final String ADA =
            "INSERT INTO customer (first_name, last_name, email) VALUES ('Ada', 'Byron', 'ada@x.org')";

    static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static long count(DataSource database, String table) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return count(connection, table);
        }
    }

    static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Database(migrations = ShopMigrations.class)
    static class OwnTransactions {
        @Test
        void one(DataSource database) throws SQLException {
            assertThat(database).isInstanceOf(Sandbox.class);
            assertThat(count(database, "customer")).isZero();
            execute(database, ADA);
            assertThat(count(database, "customer")).isEqualTo(1);
        }

        @Test
        void another(DataSource database, Sandbox sandbox, Connection connection) throws SQLException {
            assertThat(database).isSameAs(sandbox);
            assertThat(count(connection, "customer")).isZero();
            execute(database, ADA);
            assertThat(count(connection, "customer")).isEqualTo(1);
        }

        @RepeatedTest(3)
        void again(DataSource database) throws SQLException {
            assertThat(count(database, "customer")).isZero();
            execute(database, ADA);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", "b"})
        void with_arguments(String argument, DataSource database) throws SQLException {
            assertThat(argument).isNotEmpty();
            assertThat(count(database, "customer")).isZero();
            execute(database, ADA);
        }

        @TestFactory
        Stream<DynamicTest> dynamic(DataSource database) {
            return Stream.of(1, 2)
                    .map(number -> DynamicTest.dynamicTest("test " + number, () -> {
                        assertThat(count(database, "customer")).isEqualTo(number - 1);
                        execute(database, ADA.replace("ada", "ada" + number));
                    }));
        }
    }

    @Test
    void what_a_test_writes_no_other_sees() {
        Play play = Play.of(OwnTransactions.class);
        assertThat(play.failures()).isEmpty();
        assertThat(play.passed()).isEqualTo(9);
    }

    @Database(migrations = ShopMigrations.class)
    static class AroundEach {
        private static final List<Long> AFTER = new ArrayList<>();

        @Database
        private DataSource field;

        @BeforeEach
        void write(DataSource database) throws SQLException {
            execute(database, ADA);
        }

        @Test
        void sees_it(Connection connection) throws SQLException {
            assertThat(count(connection, "customer")).isEqualTo(1);
            assertThat(count(field, "customer")).isEqualTo(1);
        }

        @AfterEach
        void still(DataSource database) throws SQLException {
            AFTER.add(count(database, "customer"));
        }

        @Nested
        class Inside {
            @Database
            private Connection connection;

            @Test
            void sees_it_too() throws SQLException {
                assertThat(count(field, "customer")).isEqualTo(1);
                assertThat(count(connection, "customer")).isEqualTo(1);
            }
        }
    }

    @Test
    void a_test_is_one_with_what_is_done_before_and_after_it_and_around_it() {
        AroundEach.AFTER.clear();
        Play play = Play.of(AroundEach.class);
        assertThat(play.failures()).isEmpty();
        assertThat(play.passed()).isEqualTo(2);
        assertThat(AroundEach.AFTER).containsExactly(1L, 1L);
    }

    @Database(migrations = ShopMigrations.class)
    @Execution(ExecutionMode.CONCURRENT)
    static class AtOnce {
        private static final CyclicBarrier BOTH = new CyclicBarrier(2);

        private final DataSource early;

        AtOnce(DataSource early) {
            this.early = early;
        }

        @Test
        void one(DataSource database) throws Exception {
            meet(database);
        }

        @Test
        void another(DataSource database) throws Exception {
            meet(database);
        }

        private void meet(DataSource database) throws Exception {
            String both = ADA.replace("ada", Thread.currentThread().getName());
            execute(database, both);
            BOTH.await(30, TimeUnit.SECONDS);
            assertThat(count(early, "customer")).isEqualTo(1);
        }
    }

    @Test
    void tests_run_at_once() {
        Play play = Play.with(
                Map.of(
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "2"),
                AtOnce.class);
        assertThat(play.failures()).isEmpty();
        assertThat(play.passed()).isEqualTo(2);
    }

    @Database(migrations = ShopMigrations.class)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {
        @Database
        private DataSource field;

        @RepeatedTest(2)
        void writes() throws SQLException {
            assertThat(count(field, "customer")).isZero();
            execute(field, ADA);
        }
    }

    @Test
    void tests_with_one_instance_have_databases_of_their_own() {
        assertThat(Play.of(OneInstance.class).failures()).isEmpty();
    }

    @Database(tier = Tier.CLONE, migrations = ShopMigrations.class)
    static class Copies {
        private static final Map<String, String> NAMES = new ConcurrentHashMap<>();

        @RepeatedTest(2)
        void really_commits(DataSource database, JdbcUrl url, DatabaseClone copy) throws SQLException {
            assertThat(count(database, "customer")).isZero();
            execute(database, ADA);
            execute(database, "ALTER TABLE customer ADD COLUMN age int");
            try (Connection past = DriverManager.getConnection(url.url(), url.user(), url.password())) {
                assertThat(count(past, "customer")).isEqualTo(1);
            }
            NAMES.put(copy.name(), url.url());
        }
    }

    @Test
    void a_copy_is_a_tests_own_and_gone_afterwards() throws SQLException {
        Copies.NAMES.clear();
        assertThat(Play.of(Copies.class).failures()).isEmpty();
        assertThat(Copies.NAMES).hasSize(2);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (isThere(Copies.NAMES.keySet()) && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000); // each look takes the server a moment
        }
        assertThat(isThere(Copies.NAMES.keySet())).isFalse();
    }

    private static boolean isThere(Set<String> names) throws SQLException {
        DataSource server = PostgresServer.shared().database("postgres");
        return count(server, "pg_database WHERE datname IN ('" + String.join("', '", names) + "')") > 0;
    }

    @Database(migrations = ShopMigrations.class)
    static class WithRows {
        @Database
        private DataSource database;

        @Test
        void has_the_rows_of_its_scenario(@Scenario Dataset data) throws SQLException {
            agree(data, database);
        }

        @Test
        @Scenario("large")
        void has_those_of_another_one(Dataset data) throws SQLException {
            assertThat(data.count(Customer.class)).isEqualTo(1_000);
            agree(data, database);
        }

        @Test
        @Database(tier = Tier.CLONE, migrations = ShopMigrations.class)
        @Scenario(seed = "7")
        void has_them_in_a_copy(Dataset data, DataSource own) throws SQLException {
            agree(data, own);
        }

        @Test
        void has_none_without() throws SQLException {
            assertThat(count(database, "customer")).isZero();
        }
    }

    @Database(migrations = NoTables.class)
    static class TablesOfTheModel {
        @Test
        void are_made(DataSource database) throws SQLException {
            assertThat(count(database, "information_schema.tables WHERE table_schema = 'public'"))
                    .isZero();
        }
    }

    static final class NoTables implements dev.assay.sql.migration.Migrations {
        @Override
        public String fingerprint() {
            return "no tables";
        }

        @Override
        public void migrate(DataSource database) {
            // There is nothing to make.
        }
    }

    @Database
    static class WithoutMigrations {
        @Test
        void has_the_models_tables(@Scenario Dataset data, DataSource database) throws SQLException {
            agree(data, database);
            execute(database, ADA);
            assertThat(count(database, "customer")).isEqualTo(26);
        }
    }

    @Test
    void a_database_has_the_rows_of_the_tests_scenario() {
        Play play = Play.of(WithRows.class, WithoutMigrations.class, TablesOfTheModel.class);
        assertThat(play.failures()).isEmpty();
        assertThat(play.passed()).isEqualTo(6);
    }

    /** Row by row, value by value. */
    private static void agree(Dataset data, DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            List<Customer> customers = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("SELECT * FROM customer ORDER BY id")) {
                while (rows.next()) {
                    customers.add(new Customer(
                            rows.getLong("id"),
                            rows.getString("first_name"),
                            rows.getString("last_name"),
                            rows.getString("email")));
                }
            }
            assertThat(customers).isEqualTo(data.list(Customer.class));
            List<Invoice> invoices = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("SELECT * FROM invoice ORDER BY id")) {
                while (rows.next()) {
                    invoices.add(new Invoice(
                            rows.getLong("id"),
                            rows.getLong("customer_id"),
                            rows.getObject("date", LocalDate.class),
                            new BigDecimal(rows.getString("total"))));
                }
            }
            assertThat(invoices).isEqualTo(data.list(Invoice.class));
        }
    }
}
