package dev.assay.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.Ownership;
import dev.assay.data.Catalogue;
import dev.assay.data.Model;
import dev.assay.data.ScenarioSpec;
import dev.assay.junit.Database;
import dev.assay.junit.Scenario;
import dev.assay.junit.TestOwnership;
import dev.assay.sql.DatabaseUse;
import dev.assay.sql.Tier;
import dev.assay.sql.server.PostgresServer;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** The same application in each tier, and with the rows of a scenario. */
class TiersTest {
    @Configuration
    static class Application {
        @Bean
        DataSource shop() {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl("jdbc:postgresql://db.production.example/shop");
            pool.setUsername("app");
            return pool;
        }

        @Bean
        JdbcTemplate jdbc(DataSource shop) {
            JdbcTemplate jdbc = new JdbcTemplate(shop);
            jdbc.execute("create table item (id bigint primary key, name varchar(50) not null)");
            jdbc.update("insert into item values (-1, 'from the start')");
            return jdbc;
        }
    }

    record Item(long id, String name) {}

    /** The rows that tests of items have. */
    static final class Items implements Catalogue {
        @Override
        public List<ScenarioSpec> scenarios() {
            Model model = Model.of(Item.class);
            return List.of(
                    ScenarioSpec.of(model, SMALL).rows(Item.class, 25),
                    ScenarioSpec.of(model, MEDIUM).rows(Item.class, 100));
        }
    }

    static int items(JdbcTemplate jdbc) {
        return Objects.requireNonNull(jdbc.queryForObject("select count(*) from item", Integer.class));
    }

    static void add(JdbcTemplate jdbc) {
        jdbc.update("insert into item values (-2, 'of a test')");
    }

    @Nested
    @SpringJUnitConfig(Application.class)
    class Sandboxed {
        @Autowired
        JdbcTemplate jdbc;

        @RepeatedTest(3)
        void a_test_begins_with_what_the_start_wrote() {
            add(jdbc);
            assertThat(items(jdbc)).isEqualTo(2);
        }

        @Test
        void the_application_is_connected_as_whom_it_is_configured() {
            assertThat(jdbc.queryForObject("select current_user", String.class)).isEqualTo("app");
        }
    }

    @Nested
    @Database(tier = Tier.CLONE)
    @SpringJUnitConfig(Application.class)
    class Cloned {
        @Autowired
        JdbcTemplate jdbc;

        @RepeatedTest(3)
        void a_test_has_a_database_of_its_own_whose_schema_it_may_change() {
            add(jdbc);
            jdbc.execute("vacuum item");
            jdbc.execute("alter table item add column more text");
            assertThat(items(jdbc)).isEqualTo(2);
        }
    }

    /** An application that writes when it ends. */
    @Configuration
    static class Closing extends Application {
        static final AtomicInteger LEFT = new AtomicInteger();

        @Bean
        DisposableBean last(JdbcTemplate jdbc) {
            return () -> {
                add(jdbc);
                LEFT.set(items(jdbc));
            };
        }
    }

    /** Run by hand. */
    @Database(tier = Tier.CLONE)
    @SpringJUnitConfig(Closing.class)
    static class ClosingInCopies {
        void test() {}
    }

    @Test
    void what_is_done_in_copies_is_counted_and_an_application_writes_at_its_end_into_one_more() throws Exception {
        TestContextManager manager = new TestContextManager(ClosingInCopies.class);
        ClosingInCopies test = new ClosingInCopies();
        Method method = ClosingInCopies.class.getDeclaredMethod("test");
        manager.prepareTestInstance(test);
        manager.beforeTestMethod(test, method);
        add(manager.getTestContext().getApplicationContext().getBean(JdbcTemplate.class));
        DatabaseUse use =
                DatabaseUse.of(TestOwnership.get().entered().orElseThrow()).orElseThrow();
        assertThat(use.tier()).isEqualTo(Tier.CLONE);
        assertThat(use.rowsWritten()).isEqualTo(1);
        manager.afterTestMethod(test, method, null);
        manager.getTestContext().markApplicationContextDirty(DirtiesContext.HierarchyMode.EXHAUSTIVE);
        assertThat(Closing.LEFT).hasValue(2);
    }

    /** What it writes at its start is seen by a role as far as policies say. */
    @Configuration
    static class Guarded {
        @Bean
        DataSource shop() {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl("jdbc:postgresql://db.production.example/shop");
            pool.setUsername("seller");
            return pool;
        }

        @Bean
        JdbcTemplate jdbc(DataSource shop) {
            JdbcTemplate jdbc = new JdbcTemplate(shop);
            jdbc.execute("do $$ begin create role seller; exception when duplicate_object then null; end $$");
            jdbc.execute("create table item (id bigint primary key, name varchar(50) not null)");
            jdbc.execute("alter table item enable row level security");
            jdbc.execute("create policy shown on item using (id > 0)");
            jdbc.execute("grant select, insert on item to seller");
            jdbc.update("insert into item values (-1, 'hidden'), (1, 'shown')");
            return jdbc;
        }
    }

    private static void sell(JdbcTemplate jdbc) {
        assertThat(items(jdbc)).isEqualTo(1);
        jdbc.update("insert into item values (2, 'more')");
        assertThatThrownBy(() -> add(jdbc)).hasStackTraceContaining("row-level security");
        assertThatThrownBy(() -> jdbc.update("delete from item")).hasStackTraceContaining("permission denied");
        assertThat(items(jdbc)).isEqualTo(2);
        assertThat(jdbc.queryForObject("select session_user", String.class)).isEqualTo("seller");
    }

    @Nested
    @Database(role = "seller")
    @SpringJUnitConfig(Guarded.class)
    class Limited {
        @Autowired
        JdbcTemplate jdbc;

        @RepeatedTest(2)
        void a_test_may_what_its_role_may() {
            sell(jdbc);
        }
    }

    @Nested
    @Database(tier = Tier.CLONE, role = "seller")
    @SpringJUnitConfig(Guarded.class)
    class LimitedInACopy {
        @Autowired
        JdbcTemplate jdbc;

        @RepeatedTest(2)
        void a_test_may_what_its_role_may() {
            sell(jdbc);
        }
    }

    /** Run by hand. */
    @SpringJUnitConfig(Application.class)
    static class Asking {
        @Database(tier = Tier.CLONE)
        void vacuums() {}
    }

    @Test
    void a_method_that_is_to_have_another_tier_than_its_context_fails() throws Exception {
        TestContextManager manager = new TestContextManager(Asking.class);
        Asking test = new Asking();
        manager.prepareTestInstance(test);
        assertThatThrownBy(() -> manager.beforeTestMethod(test, Asking.class.getDeclaredMethod("vacuums")))
                .hasMessageContaining("ASSAY-SPRING-005");
    }

    /** Run by hand. */
    @SpringJUnitConfig(Application.class)
    static class Within {
        void test() {}
    }

    @Nested
    @SpringJUnitConfig(Application.class)
    class Around {
        @Autowired
        JdbcTemplate jdbc;

        @Test
        void a_test_that_a_pool_runs_while_another_one_waits_has_an_owner_of_its_own() throws Exception {
            add(jdbc);
            Ownership ownership = TestOwnership.get();
            Owner around = ownership.entered().orElseThrow();
            TestContextManager manager = new TestContextManager(Within.class);
            Within test = new Within();
            Method method = Within.class.getDeclaredMethod("test");
            manager.prepareTestInstance(test);
            manager.beforeTestMethod(test, method);
            assertThat(ownership.entered()).isPresent().isNotEqualTo(Optional.of(around));
            assertThat(items(jdbc)).isEqualTo(1);
            manager.afterTestMethod(test, method, null);
            assertThat(ownership.entered()).contains(around);
            assertThat(items(jdbc)).isEqualTo(2);
        }
    }

    @Nested
    @Database(tier = Tier.MEMORY)
    @SpringJUnitConfig(Application.class)
    class InMemory {
        @Autowired
        JdbcTemplate jdbc;

        @RepeatedTest(3)
        void a_test_has_h2() throws Exception {
            add(jdbc);
            assertThat(items(jdbc)).isEqualTo(2);
            assertThat(jdbc.queryForObject("select h2version()", String.class)).isNotEmpty();
        }
    }

    @Nested
    @Database
    @SpringJUnitConfig(Application.class)
    class ByParameter {
        @Autowired
        JdbcTemplate jdbc;

        @Database
        @SuppressWarnings("NullAway") // the extension fills it
        DataSource field;

        @Test
        void a_test_is_given_its_applications_database(DataSource parameter) {
            add(jdbc);
            assertThat(items(new JdbcTemplate(parameter))).isEqualTo(2);
            assertThat(items(new JdbcTemplate(field))).isEqualTo(2);
        }
    }

    @Nested
    @Database(tier = Tier.EXTERNAL)
    @SpringJUnitConfig(External.Outside.class)
    class External {
        static final String URL =
                PostgresServer.shared().template("outside", to -> {}).open().url();

        @Configuration
        static class Outside extends Application {
            @Override
            @Bean
            DataSource shop() {
                HikariDataSource pool = new HikariDataSource();
                pool.setJdbcUrl(URL);
                return pool;
            }
        }

        @Autowired
        JdbcTemplate jdbc;

        @RepeatedTest(3)
        void a_test_has_the_configured_database_and_leaves_nothing() {
            add(jdbc);
            assertThat(items(jdbc)).isEqualTo(2);
            assertThat(URL).contains("/" + jdbc.queryForObject("select current_database()", String.class) + "?");
        }
    }

    @Nested
    @Scenario(catalogue = Items.class)
    @SpringJUnitConfig(Application.class)
    class WithRows {
        @Autowired
        JdbcTemplate jdbc;

        @RepeatedTest(2)
        void a_test_begins_with_the_rows_of_its_scenario() {
            add(jdbc);
            assertThat(items(jdbc)).isEqualTo(27);
        }
    }

    @Nested
    @Scenario(value = Catalogue.MEDIUM, catalogue = Items.class)
    @SpringJUnitConfig(Application.class)
    class WithMoreRows {
        @Autowired
        JdbcTemplate jdbc;

        @RepeatedTest(2)
        void another_scenario_is_another_context() {
            assertThat(items(jdbc)).isEqualTo(101);
        }
    }

    /** Spring closes a context for whoever uses it: so nobody else does. */
    @Nested
    @Execution(ExecutionMode.SAME_THREAD)
    @SpringJUnitConfig(Dirty.Own.class)
    class Dirty {
        @Configuration
        static class Own extends Application {}

        @Autowired
        JdbcTemplate jdbc;

        @RepeatedTest(3)
        @DirtiesContext
        void a_context_that_is_thrown_away_comes_with_a_database_of_its_own() {
            add(jdbc);
            jdbc.execute("create table if_it_remained (id uuid)");
            jdbc.update("insert into if_it_remained values (?)", UUID.randomUUID());
            assertThat(items(jdbc)).isEqualTo(2);
        }
    }

    @Nested
    @SpringJUnitConfig(Application.class)
    class Refused {
        @Autowired
        JdbcTemplate jdbc;

        @Test
        void what_cannot_be_true_in_a_sandbox_is_told() {
            assertThatThrownBy(() -> jdbc.execute("vacuum item")).hasStackTraceContaining("ASSAY-SQL-004");
        }
    }
}
