package dev.assay.junit;

import static dev.assay.junit.DatabaseTest.ADA;
import static dev.assay.junit.DatabaseTest.count;
import static dev.assay.junit.DatabaseTest.execute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.DocumentedErrors;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.Ownership;
import dev.assay.data.Dataset;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import shop.ShopMigrations;

/** What a class writes before its tests is there for all of them, and for no other class. */
@SuppressWarnings("NullAway") // the extension fills the fields
class DatabaseOfClassTest {
    @Database(migrations = ShopMigrations.class)
    static class SetUpOnce {
        static final List<Long> AFTER = new ArrayList<>();

        @Database
        private static DataSource ofClass;

        @BeforeAll
        static void write(DataSource database) throws SQLException {
            execute(database, ADA);
            execute(ofClass, ADA.replace("ada@", "ada2@"));
        }

        @RepeatedTest(2)
        void is_there_for_each(DataSource database) throws SQLException {
            assertThat(count(database, "customer")).isEqualTo(2);
            assertThat(count(ofClass, "customer")).isEqualTo(2);
            execute(database, "DELETE FROM customer");
            assertThat(count(ofClass, "customer")).isZero();
        }

        @AfterAll
        static void still() throws SQLException {
            AFTER.add(count(ofClass, "customer"));
        }

        @Nested
        class AndMore {
            @BeforeAll
            static void write_more(DataSource database) throws SQLException {
                execute(database, ADA.replace("ada@", "ada3@"));
            }

            @RepeatedTest(2)
            void is_there_for_each_too(DataSource database) throws SQLException {
                assertThat(count(database, "customer")).isEqualTo(3);
                execute(database, "DELETE FROM customer");
            }
        }

        @Nested
        class AndNothing {
            @Test
            void there_is_what_is_around(DataSource database) throws SQLException {
                assertThat(count(database, "customer")).isEqualTo(2);
            }
        }
    }

    @Database(migrations = ShopMigrations.class)
    static class Beside {
        @Test
        void sees_nothing_of_it(DataSource database) throws SQLException {
            assertThat(count(database, "customer")).isZero();
        }
    }

    @TestFactory
    Stream<DynamicTest> tests_and_nested_classes_begin_with_what_a_class_wrote_in_tier() {
        return Stream.of("SANDBOX", "CLONE", "MEMORY")
                .map(tier -> DynamicTest.dynamicTest(tier, () -> {
                    SetUpOnce.AFTER.clear();
                    Play play = Play.with(Map.of("assay.database.tier", tier), SetUpOnce.class, Beside.class);
                    assertThat(play.failures()).isEmpty();
                    assertThat(play.passed()).isEqualTo(6);
                    assertThat(SetUpOnce.AFTER).containsExactly(2L);
                }));
    }

    @Test
    void what_is_cleared_after_each_test_cannot_be_set_up_before_all() throws SQLException {
        try (External external = External.open()) {
            assertThat(Play.with(external.settings(), SetUpOnce.class).failure())
                    .hasMessageContaining("ASSAY-SQL-057");
        }
    }

    @Database(migrations = ShopMigrations.class, scope = Scope.CLASS)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class Together {
        @Database
        private DataSource database;

        @BeforeAll
        void first() throws SQLException {
            assertThat(count(database, "customer")).isZero();
            execute(database, ADA);
        }

        @Test
        @Order(1)
        void one_writes(DataSource parameter) throws SQLException {
            assertThat(count(parameter, "customer")).isEqualTo(1);
            execute(database, ADA.replace("ada@", "ada2@"));
        }

        @Test
        @Order(2)
        void another_reads() throws SQLException {
            assertThat(count(database, "customer")).isEqualTo(2);
        }

        @Nested
        class Inside {
            @Test
            void reads_too(DataSource own) throws SQLException {
                assertThat(count(own, "customer")).isEqualTo(2);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> tests_of_a_class_have_one_database_together_if_they_want_in_tier() throws SQLException {
        External external = External.open();
        return Stream.of("SANDBOX", "CLONE", "MEMORY", "EXTERNAL")
                .map(tier -> DynamicTest.dynamicTest(tier, () -> {
                    Play play = Play.with(external.settings(tier), Together.class, Beside.class);
                    assertThat(play.failures()).isEmpty();
                    assertThat(play.passed()).isEqualTo(4);
                }))
                .onClose(external::close);
    }

    @Database(migrations = ShopMigrations.class)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class OneInModeAuto {
        @BeforeAll
        static void write(DataSource database) throws SQLException {
            execute(database, ADA);
        }

        @Test
        void a_before_it(DataSource database) throws SQLException {
            assertThat(count(database, "customer")).isEqualTo(1);
        }

        @Test
        @Database(mode = Ownership.Mode.AUTO, migrations = ShopMigrations.class)
        void b_itself(DataSource database) throws SQLException {
            assertThat(count(database, "customer")).isEqualTo(1);
        }

        @Test
        void c_after_it(DataSource database) throws SQLException {
            assertThat(count(database, "customer")).isEqualTo(1);
        }
    }

    @Database(mode = Ownership.Mode.AUTO, migrations = ShopMigrations.class)
    static class AllInModeAuto {
        @BeforeAll
        static void write(DataSource database) throws SQLException {
            execute(database, ADA);
        }

        @RepeatedTest(2)
        void test(DataSource database) throws SQLException {
            assertThat(count(database, "customer")).isEqualTo(1);
        }
    }

    @Test
    void in_mode_auto_it_is_there_and_remains() {
        Owner other = TestOwnership.get().begin("another front's test");
        try (other) {
            Play play = Play.of(OneInModeAuto.class, AllInModeAuto.class);
            assertThat(play.failures()).isEmpty();
            assertThat(play.passed()).isEqualTo(5);
            assertThat(other.isLive()).isTrue();
        }
    }

    @Database(migrations = ShopMigrations.class)
    static class Dismissed {
        @BeforeAll
        static void write(DataSource database) throws SQLException {
            execute(database, ADA);
            TestOwnership.get().mode(Ownership.Mode.MANUAL);
        }

        @Test
        void test(DataSource database) {}
    }

    @Test
    void a_test_does_not_do_without_what_is_gone() {
        assertThat(Play.of(Dismissed.class).failure().getCause())
                .hasMessage(DocumentedErrors.message("ASSAY-JUNIT-040"));
    }

    @Database(migrations = ShopMigrations.class, scope = Scope.CLASS)
    static class ConnectionBeforeAll {
        @BeforeAll
        static void write(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(ADA);
            }
        }

        @Test
        void test(Connection connection) throws SQLException {
            assertThat(count(connection, "customer")).isEqualTo(1);
        }
    }

    @TestFactory
    Stream<DynamicTest> a_before_all_method_is_given_a_connection_of_its_class_in_tier() {
        return Stream.of("SANDBOX", "CLONE", "MEMORY")
                .map(tier -> DynamicTest.dynamicTest(
                        tier,
                        () -> assertThat(Play.with(Map.of("assay.database.tier", tier), ConnectionBeforeAll.class)
                                        .failures())
                                .isEmpty()));
    }

    @Database(migrations = ShopMigrations.class, scope = Scope.CLASS)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class ConnectionsOfClass {
        static final List<Connection> GIVEN = new ArrayList<>();

        @BeforeAll
        static void first(Connection connection) throws SQLException {
            GIVEN.clear();
            GIVEN.add(connection);
            assertThat(count(connection, "customer")).isZero();
        }

        @Test
        void a_has_one(Connection connection) throws SQLException {
            GIVEN.add(connection);
            assertThat(count(connection, "customer")).isZero();
        }

        @Test
        void b_finds_its_own_closed_alone() throws SQLException {
            assertThat(GIVEN.get(0).isClosed()).isFalse();
            assertThat(GIVEN.get(1).isClosed()).isTrue();
        }
    }

    /** Stands before {@link Database}, so that it is told behind it. */
    static final class ToldBehind implements AfterEachCallback {
        private static final CountDownLatch QUICK = new CountDownLatch(1);

        @Override
        public void afterEach(ExtensionContext context) {
            if (context.getRequiredTestMethod().getName().equals("quick")) {
                QUICK.countDown();
            }
        }
    }

    @ExtendWith(ToldBehind.class)
    @Database(migrations = ShopMigrations.class, scope = Scope.CLASS)
    @Execution(ExecutionMode.CONCURRENT)
    static class ConnectionsAtOnce {
        private static final CyclicBarrier BOTH = new CyclicBarrier(2);

        @Test
        void quick(Connection connection) throws Exception {
            BOTH.await(60, TimeUnit.SECONDS);
        }

        @Test
        void slow(Connection connection) throws Exception {
            BOTH.await(60, TimeUnit.SECONDS);
            assertThat(ToldBehind.QUICK.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(count(connection, "customer")).isZero();
        }
    }

    @Test
    void a_connection_is_closed_with_the_test_or_class_that_was_given_it() {
        Play play = Play.with(
                Map.of(
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "3"),
                ConnectionsOfClass.class,
                ConnectionsAtOnce.class);
        assertThat(play.failures()).isEmpty();
        assertThat(play.passed()).isEqualTo(4);
    }

    @Database(migrations = ShopMigrations.class, mode = Ownership.Mode.SHARED, scope = Scope.CLASS)
    static class AloneTogether {
        @Test
        void has_it_together(DataSource database) throws SQLException {
            execute(database, ADA);
        }

        @Nested
        @Database(migrations = ShopMigrations.class)
        class Inside {
            @Test
            void has_its_own(DataSource database) throws SQLException {
                assertThat(count(database, "customer")).isZero();
            }
        }

        @Nested
        @Database(migrations = ShopMigrations.class, mode = Ownership.Mode.AUTO)
        class Changing {
            @Test
            void test() {}
        }
    }

    @Database(migrations = ShopMigrations.class, scope = Scope.CLASS)
    static class TogetherButAlone {
        @Test
        void has_it_together(DataSource database) throws SQLException {
            execute(database, ADA);
        }

        @Test
        @Database(migrations = ShopMigrations.class, mode = Ownership.Mode.SHARED)
        void shares_its_own(DataSource database) throws SQLException {
            assertThat(count(database, "customer")).isZero();
        }

        @Test
        @Database(migrations = ShopMigrations.class, mode = Ownership.Mode.AUTO)
        void is_beside_threads_of_nobody(DataSource database) throws SQLException {
            assertThat(count(database, "customer")).isZero();
        }
    }

    @Test
    void a_class_does_not_wait_for_itself() {
        Play play = Play.with(Map.of("assay.database.waiting", "1"), AloneTogether.class, TogetherButAlone.class);
        assertThat(play.failure()).hasMessage(DocumentedErrors.message("ASSAY-JUNIT-042"));
        assertThat(play.passed()).isEqualTo(5);
    }

    @Database(migrations = ShopMigrations.class)
    static class OtherRows {
        @BeforeAll
        static void write(DataSource database) throws SQLException {
            execute(database, ADA);
        }

        @Test
        void asks_for_others(@Scenario Dataset data, DataSource database) {}
    }

    @Test
    void a_test_cannot_have_other_rows_than_its_class_wrote_to() {
        assertThat(Play.of(OtherRows.class).failure().getCause())
                .hasMessageMatching("(?s)"
                        + java.util.regex.Pattern.quote(DocumentedErrors.message("ASSAY-JUNIT-023"))
                                .replace("HASH", "\\E[0-9a-f]{20}\\Q"));
    }

    @Database(migrations = ShopMigrations.class, scope = Scope.SESSION)
    static class ForEver {
        @Test
        void test() {}
    }

    @Test
    void no_database_lives_longer_than_a_class() {
        assertThat(Play.of(ForEver.class).failure()).hasMessage(DocumentedErrors.message("ASSAY-JUNIT-020"));
    }
}
