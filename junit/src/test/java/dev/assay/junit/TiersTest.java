package dev.assay.junit;

import static dev.assay.junit.DatabaseTest.ADA;
import static dev.assay.junit.DatabaseTest.count;
import static dev.assay.junit.DatabaseTest.execute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.DocumentedErrors;
import dev.assay.core.ownership.Ownership;
import dev.assay.data.Dataset;
import dev.assay.sql.JdbcUrl;
import dev.assay.sql.Sandbox;
import dev.assay.sql.Tier;
import dev.assay.sql.server.DatabaseClone;
import dev.assay.sql.server.PostgresServer;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import shop.Customer;
import shop.Invoice;
import shop.ShopMigrations;

/** A test moves from tier to tier without a change. */
@SuppressWarnings("NullAway") // the extension fills the fields
class TiersTest {
    @Database(migrations = ShopMigrations.class)
    static class Portable {
        static final List<String> PRODUCTS = new CopyOnWriteArrayList<>();

        @Scenario
        private Dataset data;

        @RepeatedTest(2)
        void has_its_rows_and_its_own(DataSource database) throws SQLException {
            assertThat(count(database, "customer")).isEqualTo(data.count(Customer.class));
            assertThat(count(database, "invoice")).isEqualTo(data.count(Invoice.class));
            execute(database, ADA);
            execute(database, "DELETE FROM invoice WHERE id = 1");
            assertThat(count(database, "customer")).isEqualTo(data.count(Customer.class) + 1);
            try (Connection connection = database.getConnection()) {
                PRODUCTS.add(connection.getMetaData().getDatabaseProductName());
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> a_test_passes_in_tier() {
        External external = External.open();
        return Stream.of("SANDBOX", "CLONE", "MEMORY", "EXTERNAL")
                .map(tier -> DynamicTest.dynamicTest(tier, () -> {
                    Portable.PRODUCTS.clear();
                    assertThat(Play.with(external.settings(tier), Portable.class)
                                    .failures())
                            .isEmpty();
                    assertThat(Portable.PRODUCTS).hasSize(2).containsOnly(tier.equals("MEMORY") ? "H2" : "PostgreSQL");
                }))
                .onClose(external::close);
    }

    @Database(migrations = ShopMigrations.class)
    static class ByTag {
        @Test
        @Tag("dear")
        void is_a_copy(DatabaseClone copy) {
            assertThat(copy.name()).isNotEmpty();
        }

        @Test
        void is_in_memory(JdbcUrl url) {
            assertThat(url.url()).startsWith("jdbc:h2:");
        }

        @Test
        @Tag("dear")
        @Database(tier = Tier.MEMORY, migrations = ShopMigrations.class)
        void is_what_it_says(JdbcUrl url) {
            assertThat(url.url()).startsWith("jdbc:h2:");
        }
    }

    @Test
    void a_tag_says_the_tier_and_the_test_itself_says_more() {
        Map<String, String> settings = Map.of("assay.database.tier", "memory", "assay.database.tier.dear", "CLONE");
        Play play = Play.with(settings, ByTag.class);
        assertThat(play.failures()).isEmpty();
        assertThat(play.passed()).isEqualTo(3);
    }

    @Database(migrations = ShopMigrations.class)
    @Retention(RetentionPolicy.RUNTIME)
    @interface ShopDatabase {}

    @ShopDatabase
    @Database(name = "audit", migrations = ShopMigrations.class)
    static class Two {
        @Test
        void have_different_rows(DataSource shop, @Database(name = "audit") DataSource audit, @Scenario Dataset data)
                throws SQLException {
            assertThat(count(shop, "customer")).isEqualTo(data.count(Customer.class));
            assertThat(count(audit, "customer")).isZero();
            execute(audit, ADA);
        }

        @Test
        void are_rolled_back_together(DataSource shop, @Database(name = "audit") DataSource audit) throws SQLException {
            assertThat(count(shop, "customer")).isZero();
            assertThat(count(audit, "customer")).isZero();
            execute(shop, ADA);
            execute(audit, ADA);
        }
    }

    @Test
    void a_test_has_several_databases() {
        Play play = Play.of(Two.class);
        assertThat(play.failures()).isEmpty();
        assertThat(play.passed()).isEqualTo(2);
    }

    @Test
    void what_is_cleared_is_what_tests_wrote() throws SQLException {
        try (External external = External.open()) {
            execute(external.source(), "CREATE TABLE theirs (a int)");
            assertThat(Play.with(external.settings(), Portable.class).failures())
                    .isEmpty();
            assertThat(count(external.source(), "customer")).isEqualTo(25);
            assertThat(count(external.source(), "invoice")).isEqualTo(75);
            assertThat(count(external.source(), "assay_migration")).isEqualTo(3);
        }
    }

    @Test
    void a_database_with_rows_is_cleared_only_if_it_is_named_and_they_remain() throws SQLException {
        try (External external = External.open()) {
            execute(external.source(), "CREATE TABLE theirs AS SELECT 1 AS a");
            Map<String, String> settings = new HashMap<>(external.settings());
            assertThat(Play.with(settings, Portable.class).failures().get(0)).hasMessageContaining("ASSAY-SQL-056");
            settings.put("assay.database.clear", external.database().name());
            assertThat(Play.with(settings, Portable.class).failures()).isEmpty();
            assertThat(count(external.source(), "theirs")).isEqualTo(1);
        }
    }

    @Database(migrations = ShopMigrations.class)
    @Execution(ExecutionMode.CONCURRENT)
    static class OneAfterAnother {
        @RepeatedTest(6)
        void alone(DataSource database) throws SQLException {
            assertThat(count(database, "customer")).isZero();
            execute(database, ADA);
            assertThat(count(database, "customer")).isEqualTo(1);
        }
    }

    @Test
    void tests_have_an_external_database_one_after_another() {
        try (External external = External.open()) {
            Map<String, String> settings = new HashMap<>(external.settings());
            settings.put("junit.jupiter.execution.parallel.enabled", "true");
            settings.put("junit.jupiter.execution.parallel.config.strategy", "fixed");
            settings.put("junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
            Play play = Play.with(settings, OneAfterAnother.class);
            assertThat(play.failures()).isEmpty();
            assertThat(play.passed()).isEqualTo(6);
        }
    }

    @Database(migrations = ShopMigrations.class, mode = Ownership.Mode.SHARED)
    @Execution(ExecutionMode.CONCURRENT)
    static class WithThreadsOfOthers {
        static final ExecutorService THREAD = Executors.newSingleThreadExecutor();

        @RepeatedTest(3)
        void sees_what_they_write(DataSource database) throws Exception {
            THREAD.submit(() -> {
                        execute(database, ADA);
                        return 0;
                    })
                    .get();
            assertThat(count(database, "customer")).isEqualTo(1);
        }
    }

    @Database(migrations = ShopMigrations.class, mode = Ownership.Mode.SHARED, scope = Scope.CLASS)
    static class TogetherWithThreadsOfOthers {
        @RepeatedTest(2)
        void sees_what_they_write(RepetitionInfo repetition, DataSource database) throws Exception {
            int number = repetition.getCurrentRepetition();
            WithThreadsOfOthers.THREAD
                    .submit(() -> {
                        execute(database, ADA.replace("ada@", "ada" + number + "@"));
                        return 0;
                    })
                    .get();
            assertThat(count(database, "customer")).isEqualTo(number);
        }
    }

    @Database(migrations = ShopMigrations.class, scope = Scope.CLASS)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class TogetherBesideOneThatShares {
        @Test
        void a_writes(DataSource database) throws SQLException {
            execute(database, ADA);
        }

        @Test
        @Database(migrations = ShopMigrations.class, mode = Ownership.Mode.SHARED)
        void b_has_its_own_and_takes_in_threads(DataSource database) throws Exception {
            assertThat(WithThreadsOfOthers.THREAD
                            .submit(() -> count(database, "customer"))
                            .get())
                    .isZero();
        }

        @Test
        void c_sees_what_was_written(DataSource database) throws SQLException {
            assertThat(count(database, "customer")).isEqualTo(1);
        }
    }

    @Test
    void a_test_that_shares_waits_for_tests_and_not_for_their_class() throws Exception {
        WithThreadsOfOthers.THREAD.submit(() -> 0).get(); // it is there before any test
        Play play = Play.with(Map.of("assay.database.waiting", "1"), TogetherBesideOneThatShares.class);
        assertThat(play.failures()).isEmpty();
        assertThat(play.passed()).isEqualTo(3);
    }

    @Database(migrations = ShopMigrations.class, mode = Ownership.Mode.AUTO, tier = Tier.SANDBOX)
    static class BesideThreadsOfNobody {
        @Test
        void they_use_the_database_itself(DataSource database) throws Exception {
            execute(database, ADA);
            assertThat(WithThreadsOfOthers.THREAD
                            .submit(() -> count(database, "customer"))
                            .get())
                    .isZero();
        }
    }

    @Test
    void threads_of_nobody_belong_to_the_test_that_shares_and_runs_alone() throws Exception {
        WithThreadsOfOthers.THREAD.submit(() -> 0).get(); // it is there before any test
        Play play = Play.with(
                Map.of(
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "3"),
                WithThreadsOfOthers.class,
                TogetherWithThreadsOfOthers.class,
                BesideThreadsOfNobody.class);
        assertThat(play.failures()).isEmpty();
        assertThat(play.passed()).isEqualTo(6);
        assertThat(TestOwnership.get().mode()).isEqualTo(Ownership.Mode.MANUAL);
    }

    @Database(tier = Tier.CLONE, migrations = ShopMigrations.class)
    static class Failing {
        @Test
        void writes_and_fails(DataSource database) throws SQLException {
            execute(database, ADA);
            throw new AssertionError("as it should");
        }
    }

    @Test
    void a_failed_tests_database_remains_if_it_is_to_be_kept() throws SQLException {
        Play play = Play.with(Map.of("assay.database.keep", "failed"), Failing.class);
        assertThat(play.failure()).hasMessage("as it should");
        String url = play.entries().stream()
                .flatMap(entry -> Stream.ofNullable(entry.get("assay.database")))
                .findFirst()
                .orElseThrow();
        assertThat(play.errors()).contains("Database of Failing.writes_and_fails, which failed: " + url);
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(count(connection, "customer")).isEqualTo(1);
        }
        String name = url.replaceAll(".*/|[?].*", "");
        execute(PostgresServer.shared().database("postgres"), "DROP DATABASE " + name + " WITH (FORCE)");
    }

    @Database(name = "digest", migrations = ShopMigrations.class)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class LeavesSomething {
        @Test
        void a_is_rolled_back(@Database(name = "digest") DataSource database) throws SQLException {
            execute(database, ADA);
        }

        @Test
        void b_really_commits(@Database(name = "digest") Sandbox sandbox) throws SQLException {
            execute(sandbox.unboxed(), ADA);
        }

        @Test
        void c_is_not_blamed(@Database(name = "digest") DataSource database) throws SQLException {
            assertThat(count(database, "customer")).isEqualTo(1);
        }
    }

    @Test
    void a_test_that_left_something_is_named_if_somebody_wants_to_know() {
        Play play = Play.with(Map.of("assay.database.digest", "true"), LeavesSomething.class);
        assertThat(play.failure()).hasMessage(DocumentedErrors.message("ASSAY-JUNIT-025"));
    }
}
