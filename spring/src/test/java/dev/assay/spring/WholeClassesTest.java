package dev.assay.spring;

import static dev.assay.spring.TiersTest.add;
import static dev.assay.spring.TiersTest.items;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.zaxxer.hikari.HikariDataSource;
import dev.assay.junit.Database;
import dev.assay.spring.TiersTest.Application;
import dev.assay.sql.Sandbox;
import dev.assay.sql.Tier;
import dev.assay.sql.server.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Classes of tests as JUnit plays them. Settings are the whole JVM's, so that nobody else runs meanwhile. */
@Isolated
class WholeClassesTest {
    private static EngineExecutionResults play(Map<String, String> settings, Class<?>... tests) {
        settings.forEach(System::setProperty);
        try {
            return EngineTestKit.engine("junit-jupiter")
                    .selectors(
                            Arrays.stream(tests).map(type -> selectClass(type)).toArray(DiscoverySelector[]::new))
                    .enableImplicitConfigurationParameters(true)
                    .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                    .execute();
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    private static List<String> failures(EngineExecutionResults played) {
        return played.allEvents()
                .failed()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .map(Throwable::getMessage)
                        .orElse(""))
                .toList();
    }

    abstract static class Ending {
        @Autowired
        JdbcTemplate jdbc;

        @Test
        void fails() {
            add(jdbc);
            throw new AssertionError("as it should");
        }

        @Test
        void passes() {
            add(jdbc);
        }

        @Test
        void is_aborted() {
            add(jdbc);
            Assumptions.abort();
        }
    }

    @SpringJUnitConfig(Application.class)
    static class OfSpring extends Ending {}

    @SpringJUnitConfig(Application.class)
    @Database
    static class OfSpringFirst extends Ending {}

    @Database
    @SpringJUnitConfig(Application.class)
    static class OfJupiterFirst extends Ending {}

    @ParameterizedTest
    @ValueSource(classes = {OfSpring.class, OfSpringFirst.class, OfJupiterFirst.class})
    void a_failed_tests_copy_remains_if_it_is_to_be_kept(Class<?> tests) throws Exception {
        EngineExecutionResults played =
                play(Map.of("assay.database.tier", "CLONE", "assay.database.keep", "failed"), tests);
        assertThat(failures(played)).containsExactly("as it should");
        List<String> kept = played.allEvents()
                .reportingEntryPublished()
                .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
                .filter(entries -> entries.containsKey("assay.database"))
                .map(entries -> entries.get("assay.database"))
                .toList();
        assertThat(kept).hasSize(1);
        String url = kept.get(0);
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(items(new JdbcTemplate(new SingleConnectionDataSource(connection, true))))
                    .isEqualTo(2);
        }
        new JdbcTemplate(PostgresServer.shared().database("postgres"))
                .execute("DROP DATABASE " + url.replaceAll(".*/|[?].*", "") + " WITH (FORCE)");
    }

    @TestMethodOrder(MethodOrderer.MethodName.class)
    abstract static class Leaving {
        @Autowired
        DataSource source;

        @Autowired
        JdbcTemplate jdbc;

        @Test
        void a_is_rolled_back() {
            add(jdbc);
        }

        @Test
        void b_really_commits() throws Exception {
            add(new JdbcTemplate(source.unwrap(Sandbox.class).unboxed()));
        }

        @Test
        void c_is_not_blamed() {
            assertThat(items(jdbc)).isEqualTo(2);
        }
    }

    @Configuration
    static class Own extends Application {}

    @SpringJUnitConfig(Own.class)
    static class LeavingOfSpring extends Leaving {}

    @Configuration
    static class OwnToo extends Application {}

    @Database
    @SpringJUnitConfig(OwnToo.class)
    static class LeavingOfJupiter extends Leaving {}

    @Configuration
    static class OwnInMemory extends Application {}

    @Database(tier = Tier.MEMORY)
    @SpringJUnitConfig(OwnInMemory.class)
    static class LeavingInMemory extends Leaving {}

    @ParameterizedTest
    @ValueSource(classes = {LeavingOfSpring.class, LeavingOfJupiter.class, LeavingInMemory.class})
    void a_test_that_left_something_is_named_if_somebody_wants_to_know(Class<?> tests) {
        assertThat(failures(play(Map.of("assay.database.digest", "true"), tests)))
                .singleElement()
                .asString()
                .startsWith("ASSAY-JUNIT-025: a test left something")
                .contains("  test     " + tests.getSimpleName() + ".b_really_commits\n", "  tables   item\n");
    }

    @Configuration
    static class Dirty extends Application {}

    @Database
    @SpringJUnitConfig(Dirty.class)
    static class Dirtying {
        @Test
        @DirtiesContext
        void throws_its_context_away() {}
    }

    @Test
    void a_context_that_a_test_throws_away_is_not_looked_at() {
        assertThat(failures(play(Map.of("assay.database.digest", "true"), Dirtying.class)))
                .isEmpty();
    }

    /** A database that is not the tests' own. */
    abstract static class Outside {
        static final String URL =
                PostgresServer.shared().template("outside", to -> {}).open().url();

        @Bean
        DataSource shop() {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(URL);
            return pool;
        }

        @Bean
        JdbcTemplate jdbc(DataSource shop) {
            JdbcTemplate jdbc = new JdbcTemplate(shop);
            jdbc.execute("create table if not exists item (id bigint, name varchar(50))");
            jdbc.update("insert into item values (-1, 'from the start')");
            return jdbc;
        }
    }

    @Configuration
    static class OutsideFirst extends Outside {}

    @Configuration
    static class OutsideSecond extends Outside {}

    @Database(tier = Tier.EXTERNAL)
    @SpringJUnitConfig(OutsideFirst.class)
    static class First {
        @Test
        void leaves_nothing() {}
    }

    @Database(tier = Tier.EXTERNAL)
    @SpringJUnitConfig(OutsideSecond.class)
    static class Second {
        @Test
        void leaves_nothing() {}
    }

    @Database(tier = Tier.EXTERNAL)
    @SpringJUnitConfig(OutsideFirst.class)
    static class FirstAgain {
        @Test
        void leaves_nothing() {}
    }

    @Test
    void what_another_context_wrote_when_it_started_is_no_tests() {
        EngineExecutionResults played =
                play(Map.of("assay.database.digest", "true"), First.class, Second.class, FirstAgain.class);
        assertThat(failures(played)).isEmpty();
        assertThat(played.testEvents().succeeded().count()).isEqualTo(3);
    }

    @Configuration
    static class Fresh extends Application {}

    @SpringJUnitConfig(Fresh.class)
    static class BeforeAllOfSpring {
        @BeforeAll
        static void writes(@Autowired DataSource shop) throws SQLException {
            shop.getConnection().close();
        }

        @Test
        void test() {}
    }

    @Configuration
    static class FreshToo extends Application {}

    @Database
    @SpringJUnitConfig(FreshToo.class)
    static class BeforeAllOfJupiter {
        @BeforeAll
        static void writes(@Autowired DataSource shop) throws SQLException {
            shop.getConnection().close();
        }

        @Test
        void test() {}
    }

    @ParameterizedTest
    @ValueSource(classes = {BeforeAllOfSpring.class, BeforeAllOfJupiter.class})
    void what_the_first_class_does_before_all_is_no_part_of_its_contexts_start(Class<?> tests) {
        assertThat(failures(play(Map.of(), tests))).singleElement().asString().startsWith("ASSAY-SQL-001");
    }

    @Tag("dear")
    @SpringJUnitConfig(Application.class)
    static class Dear {
        @Autowired
        JdbcTemplate jdbc;

        @Test
        void vacuums() {
            jdbc.execute("vacuum item");
        }

        @Nested
        class Within {
            @Test
            void vacuums() {
                jdbc.execute("vacuum item");
            }
        }

        @Nested
        @Database(tier = Tier.SANDBOX)
        class WithinASandbox {
            @Autowired
            JdbcTemplate own;

            @Test
            void rolls_back() {
                add(own);
                assertThat(items(own)).isEqualTo(2);
            }
        }
    }

    @SpringJUnitConfig(Application.class)
    static class SometimesDear {
        @Test
        @Tag("dear")
        void vacuums() {}

        @Test
        @Tag("dear")
        @Database(tier = Tier.SANDBOX)
        void says_what_counts_more() {}

        @Test
        void is_not() {}
    }

    @Test
    void a_tag_of_the_class_says_the_tier() {
        EngineExecutionResults played = play(Map.of("assay.database.tier.dear", "CLONE"), Dear.class);
        assertThat(failures(played)).isEmpty();
        assertThat(played.testEvents().succeeded().count()).isEqualTo(3);
    }

    @Test
    void a_tag_of_a_method_that_says_another_tier_fails() {
        EngineExecutionResults played = play(Map.of("assay.database.tier.dear", "CLONE"), SometimesDear.class);
        assertThat(failures(played))
                .singleElement()
                .asString()
                .startsWith("ASSAY-SPRING-005")
                .contains("SometimesDear.vacuums", "tier of the test   CLONE");
        assertThat(played.testEvents().succeeded().count()).isEqualTo(2);
    }
}
