package dev.assay.spring.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.assay.core.DiagnosisException;
import dev.assay.core.DocumentedErrors;
import dev.assay.core.ownership.Ownership;
import dev.assay.data.Catalogue;
import dev.assay.data.Model;
import dev.assay.data.ScenarioSpec;
import dev.assay.junit.Database;
import dev.assay.junit.Scenario;
import dev.assay.junit.ScenarioRows;
import dev.assay.junit.internal.RunSettings;
import dev.assay.sql.Tier;
import dev.assay.sql.server.PostgresServer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Messages are those that docs/errors.md shows. */
class ErrorsTest {
    private static String told(ThrowingCallable wrong) {
        DiagnosisException told = Objects.requireNonNull(catchThrowableOfType(DiagnosisException.class, wrong));
        return String.valueOf(told.getMessage()).strip();
    }

    private static HikariDataSource configured(String name) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:postgresql://db.production.example/" + name);
        return pool;
    }

    @Test
    void a_request_of_no_test() throws Exception {
        String told = RefusedRequest.noTest("GET /customers", "1f03-5e2de80c-1")
                .render()
                .strip();
        // Who else runs is another matter each time.
        assertThat(told.replaceFirst("(?s)  tests    .*\n  why ", "  tests    InvoiceTest.totals\n  why "))
                .isEqualTo(DocumentedErrors.message("ASSAY-SPRING-001"));
    }

    @Test
    void more_tests_than_connections() throws Exception {
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl(PostgresServer.shared().url("postgres"));
        try (source) {
            Pool pool = Pool.of("shop", source);
            assertThat(told(() -> pool.expect(220))).isEqualTo(DocumentedErrors.message("ASSAY-SPRING-002"));
            pool.expect(20);
            assertThat(source.getMaximumPoolSize()).isEqualTo(30);
            pool.expect(150);
            assertThat(source.getMaximumPoolSize()).isEqualTo(197);
        }
    }

    @Test
    void a_tier_that_there_is_not() throws Exception {
        assertThat(told(() -> {
                    throw Settings.unknown("assay.database.tier", "sandpit");
                }))
                .isEqualTo(DocumentedErrors.message("ASSAY-SPRING-003"));
    }

    /** Methods that ask for something, in a class that does not. */
    static class Asking {
        @Database(tier = Tier.CLONE)
        void vacuums() {}

        @Database(tier = Tier.SANDBOX)
        void says_what_holds_anyway() {}

        @Database(name = "other", tier = Tier.CLONE)
        void has_another_one_of_its_own() {}

        @Scenario(Catalogue.MEDIUM)
        void counts() {}
    }

    private static void check(String method) throws NoSuchMethodException {
        Settings.check(Asking.class, Asking.class.getDeclaredMethod(method));
    }

    @Test
    void a_method_that_is_to_have_another_database() throws Exception {
        assertThat(told(() -> check("vacuums"))).isEqualTo(DocumentedErrors.message("ASSAY-SPRING-005"));
        assertThat(told(() -> check("counts")))
                .contains("medium, seed ")
                .contains("scenario of its class  none")
                .contains("@Scenario(\"medium\") on the class");
        check("says_what_holds_anyway");
        check("has_another_one_of_its_own");
    }

    /** A classpath with a file of JUnit's that says this. */
    private static ClassLoader saying(String parameters) {
        return new ClassLoader(ErrorsTest.class.getClassLoader()) {
            @Override
            public InputStream getResourceAsStream(String name) {
                return name.equals("junit-platform.properties")
                        ? new ByteArrayInputStream(parameters.getBytes(StandardCharsets.UTF_8))
                        : super.getResourceAsStream(name);
            }
        };
    }

    @Test
    void a_tests_time_is_the_runs() {
        List<Duration> times = new ArrayList<>();
        Ownership ownership = Ownership.of(Duration.ofSeconds(60), (time, what) -> {
            times.add(time);
            return () -> {};
        });
        OwnerListener.begin(ownership, "long", Settings.run(saying("assay.database.timeout=300")))
                .close();
        OwnerListener.begin(ownership, "usual", Settings.run(saying(""))).close();
        assertThat(times).containsExactly(Duration.ofSeconds(300), Duration.ofSeconds(60));
        RunSettings wrong = Settings.run(saying("assay.database.timeout=long"));
        assertThat(told(() -> OwnerListener.begin(ownership, "wrong", wrong))).contains("ASSAY-JUNIT-013");
    }

    @Test
    void a_pool_that_is_to_have_so_many_connections_does_not_grow() {
        Databases databases = new Databases(
                new Settings(Tier.EXTERNAL, PostgresServer.SUPERUSER, Optional.empty()),
                saying("assay.database.connections=7"));
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl(PostgresServer.shared().url("postgres"));
        try (source) {
            databases.own("shop", source);
            assertThat(source.getMaximumPoolSize()).isEqualTo(7);
            Pool pool = Pool.of("shop", source);
            pool.fix(8);
            pool.expect(20);
            assertThat(source.getMaximumPoolSize()).isEqualTo(8);
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

    private static void begin(HikariDataSource outside, String scenario) {
        Databases databases = new Databases(
                new Settings(
                        Tier.EXTERNAL,
                        PostgresServer.SUPERUSER,
                        Optional.of(new ScenarioRows(Items.class, scenario, "1", "2026-01-01"))),
                ErrorsTest.class.getClassLoader());
        databases.own("shop", outside);
        databases.begin();
    }

    @Test
    void rows_do_not_pile_up_in_a_database_that_remains() throws Exception {
        HikariDataSource outside = new HikariDataSource();
        outside.setJdbcUrl(PostgresServer.shared()
                .template("outside of tests", to -> {})
                .open()
                .url());
        try (outside) {
            JdbcTemplate jdbc = new JdbcTemplate(outside);
            jdbc.execute("create table item (id bigint primary key, name varchar(50) not null)");
            jdbc.update("insert into item values (-1, 'of an earlier run')");
            assertThat(told(() -> begin(outside, Catalogue.SMALL))
                            .replaceFirst("jdbc:.*", "jdbc:postgresql://db.example/shop"))
                    .isEqualTo(DocumentedErrors.message("ASSAY-SPRING-006"));
            jdbc.update("delete from item");
            begin(outside, Catalogue.SMALL);
            begin(outside, Catalogue.SMALL);
            assertThat(jdbc.queryForObject("select count(*) from item", Integer.class))
                    .isEqualTo(25);
            assertThat(told(() -> begin(outside, Catalogue.MEDIUM))).contains("ASSAY-SPRING-006");
        }
    }

    /** Around what cannot be put elsewhere. */
    record Fixed(DataSource pool) implements DataSource {
        @Override
        public Connection getConnection() throws SQLException {
            return pool.getConnection();
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return pool.getConnection(user, password);
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            return pool.unwrap(type);
        }

        @Override
        public boolean isWrapperFor(Class<?> type) throws SQLException {
            return pool.isWrapperFor(type);
        }

        @Override
        public PrintWriter getLogWriter() throws SQLException {
            return pool.getLogWriter();
        }

        @Override
        public void setLogWriter(PrintWriter out) throws SQLException {
            pool.setLogWriter(out);
        }

        @Override
        public void setLoginTimeout(int seconds) throws SQLException {
            pool.setLoginTimeout(seconds);
        }

        @Override
        public int getLoginTimeout() throws SQLException {
            return pool.getLoginTimeout();
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            return pool.getParentLogger();
        }
    }

    @Test
    void a_data_source_behind_one_that_cannot_be_changed() throws Exception {
        Databases databases = new Databases(
                new Settings(Tier.SANDBOX, PostgresServer.SUPERUSER, Optional.empty()),
                getClass().getClassLoader());
        DataSourceBeans beans = new DataSourceBeans(databases);
        try (HikariDataSource shop = configured("shop")) {
            assertThat(told(() -> beans.postProcessAfterInitialization(new Fixed(shop), "shop")))
                    .isEqualTo(DocumentedErrors.message("ASSAY-SPRING-008"));
            Object bean = beans.postProcessAfterInitialization(shop, "pool");
            Fixed around = new Fixed((DataSource) bean);
            assertThat(beans.postProcessAfterInitialization(around, "shop")).isSameAs(around);
        } finally {
            databases.destroy();
        }
    }

    @Test
    void a_role_that_may_do_everything() throws Exception {
        Databases usual = new Databases(
                new Settings(Tier.SANDBOX, PostgresServer.SUPERUSER, Optional.empty()),
                getClass().getClassLoader());
        Databases limited = new Databases(
                new Settings(Tier.SANDBOX, "clerk", Optional.empty()),
                getClass().getClassLoader());
        try (HikariDataSource one = configured("shop");
                HikariDataSource other = configured("shop")) {
            one.setUsername("clerk");
            other.setUsername("clerk");
            usual.own("shop", one);
            limited.own("shop", other);
            assertThat(told(limited::begin)).isEqualTo(DocumentedErrors.message("ASSAY-SQL-082"));
        } finally {
            usual.destroy();
            limited.destroy();
        }
    }

    @Test
    void a_database_that_there_is_no_sandbox_for() throws Exception {
        assertThat(Databases.unboxed("legacy", "mysql").render().strip())
                .isEqualTo(DocumentedErrors.message("ASSAY-SPRING-007"));
    }

    @Test
    void a_scenario_and_two_databases() throws Exception {
        Databases databases = new Databases(
                new Settings(
                        Tier.SANDBOX,
                        PostgresServer.SUPERUSER,
                        Optional.of(new ScenarioRows(Catalogue.class, Catalogue.SMALL, "1", "2026-01-01"))),
                getClass().getClassLoader());
        try (HikariDataSource shop = configured("shop");
                HikariDataSource archive = configured("archive")) {
            databases.own("shop", shop);
            databases.own("archive", archive);
            assertThat(told(databases::begin)).isEqualTo(DocumentedErrors.message("ASSAY-SPRING-004"));
        } finally {
            databases.destroy();
        }
    }
}
