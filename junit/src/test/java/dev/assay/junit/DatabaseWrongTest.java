package dev.assay.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.DiagnosisException;
import dev.assay.core.DocumentedErrors;
import dev.assay.core.ownership.Ownership;
import dev.assay.data.Catalogue;
import dev.assay.data.Dataset;
import dev.assay.sql.JdbcUrl;
import dev.assay.sql.Sandbox;
import dev.assay.sql.Tier;
import dev.assay.sql.migration.Migrations;
import dev.assay.sql.server.DatabaseClone;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import shop.ShopMigrations;

/** What a test may ask wrongly of databases, each said as docs/errors.md has it. */
@SuppressWarnings("NullAway") // the extension fills the fields
class DatabaseWrongTest {
    @Database(migrations = ShopMigrations.class)
    static class Plain {
        @Test
        void test(DataSource database) {}
    }

    @Database(name = "audit", migrations = ShopMigrations.class)
    static class Nameless {
        @Test
        void test(DataSource database) {}
    }

    @Database(migrations = ShopMigrations.class)
    static class Address {
        @Test
        void test(JdbcUrl url) {}
    }

    @Database(migrations = ShopMigrations.class)
    static class Copy {
        @Test
        void test(DatabaseClone copy) {}
    }

    @Database(tier = Tier.CLONE, migrations = ShopMigrations.class)
    static class NoSandbox {
        @Test
        void test(Sandbox sandbox) {}
    }

    static class NoDatabase {
        @Test
        void test(@Database String database) {}
    }

    static final class Unmakeable implements Migrations {
        Unmakeable(String version) {}

        @Override
        public String fingerprint() {
            return "";
        }

        @Override
        public void migrate(DataSource database) {}
    }

    @Database(migrations = Unmakeable.class)
    static class NoMigrations {
        @Test
        void test(DataSource database) {}
    }

    @Database(migrations = ShopMigrations.class)
    static class SeveralTags {
        @Test
        @Tag("dear")
        @Tag("quick")
        void test(DataSource database) {}
    }

    @Database(migrations = ShopMigrations.class)
    static class SeveralScenarios {
        @Test
        void test(DataSource database, @Scenario Dataset small, @Scenario(Catalogue.LARGE) Dataset large) {}
    }

    @Database(migrations = ShopMigrations.class)
    static class Early {
        Early(Connection connection) {}

        @Test
        void test() {}
    }

    @Database(migrations = ShopMigrations.class)
    static class TooEarly {
        TooEarly(DataSource database) throws SQLException {
            database.getConnection().close();
        }

        @Test
        void test() {}
    }

    @Database(migrations = ShopMigrations.class)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @Execution(ExecutionMode.CONCURRENT)
    static class OneField {
        @Database
        private Connection connection;

        @Test
        void test() {}
    }

    static final class Broken implements Migrations {
        private final Migrations scripts = Migrations.scripts("shop/broken");

        @Override
        public String fingerprint() {
            return scripts.fingerprint();
        }

        @Override
        public void migrate(DataSource database) throws Exception {
            scripts.migrate(database);
        }
    }

    @Database(migrations = Broken.class)
    static class BrokenMigration {
        @Test
        void test(DataSource database) {}
    }

    @Database(tier = Tier.MEMORY, migrations = ShopMigrations.class)
    static class NotPortable {
        @Test
        void test(Connection connection) throws SQLException {
            connection.prepareStatement(
                    "SELECT id FROM customer WHERE email ~* 'x' FOR UPDATE SKIP LOCKED OF customer");
        }
    }

    @Database(mode = Ownership.Mode.SHARED, migrations = ShopMigrations.class)
    static class NotAlone {
        @Test
        void test(DataSource database) {}
    }

    @Test
    void a_test_that_must_run_alone_waits_for_others_a_while() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Beside.begun = begun;
        Beside.over = over;
        Thread other = new Thread(() -> Play.of(Beside.class));
        other.start();
        try {
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(said(NotAlone.class, Map.of("assay.database.waiting", "1")))
                    .isEqualTo(DocumentedErrors.message("ASSAY-JUNIT-022"));
        } finally {
            over.countDown();
            other.join();
        }
    }

    @Database(migrations = ShopMigrations.class)
    static class Beside {
        private static CountDownLatch begun;
        private static CountDownLatch over;

        @Test
        void waits() throws InterruptedException {
            begun.countDown();
            over.await();
        }
    }

    /** Stands before {@link Database}, so that it interrupts the thread that is to wait. */
    static final class Interrupting implements BeforeEachCallback {
        @Override
        public void beforeEach(ExtensionContext context) {
            Thread.currentThread().interrupt();
        }
    }

    @ExtendWith(Interrupting.class)
    @Database(migrations = ShopMigrations.class)
    static class Interrupted {
        @Test
        void test() {}
    }

    @Test
    void a_test_that_is_interrupted_has_not_waited_so_long() {
        assertThat(said(Interrupted.class, Map.of()))
                .contains("ASSAY-JUNIT-022", "waited   until it was interrupted\n");
    }

    private static String said(Class<?> type, Map<String, String> settings) {
        Throwable failure = Play.with(settings, type).failure();
        while (failure.getCause() != null
                && !(failure instanceof DiagnosisException)
                && !String.valueOf(failure.getMessage()).startsWith("ASSAY-")) {
            failure = failure.getCause();
        }
        return String.valueOf(failure.getMessage());
    }

    private static DynamicTest wrong(String code, Class<?> type) {
        return wrong(code, type, Map.of());
    }

    private static DynamicTest wrong(String code, Class<?> type, Map<String, String> settings) {
        return DynamicTest.dynamicTest(
                code + " " + type.getSimpleName(),
                () -> assertThat(said(type, settings)).isEqualTo(DocumentedErrors.message(code)));
    }

    private static Map<String, String> external(String url) {
        Map<String, String> settings = new HashMap<>();
        settings.put("assay.database.tier", "EXTERNAL");
        settings.put("assay.database.url", url);
        settings.put("assay.database.user", "nobody");
        settings.put("assay.database.password", "secret");
        return settings;
    }

    @TestFactory
    Stream<DynamicTest> what_is_wrong_is_said() {
        return Stream.of(
                wrong("ASSAY-JUNIT-013", Plain.class, Map.of("assay.database.tier", "CLOUD")),
                wrong("ASSAY-JUNIT-014", Nameless.class),
                wrong("ASSAY-JUNIT-015", Address.class),
                wrong("ASSAY-JUNIT-017", NoMigrations.class),
                wrong(
                        "ASSAY-JUNIT-018",
                        SeveralTags.class,
                        Map.of("assay.database.tier.dear", "CLONE", "assay.database.tier.quick", "MEMORY")),
                wrong("ASSAY-JUNIT-019", SeveralScenarios.class),
                wrong("ASSAY-JUNIT-021", Early.class),
                wrong("ASSAY-JUNIT-024", Plain.class, Map.of("assay.database.tier", "EXTERNAL")),
                wrong("ASSAY-SQL-050", BrokenMigration.class),
                wrong("ASSAY-SQL-054", NotPortable.class),
                wrong("ASSAY-SQL-055", Plain.class, external("jdbc:h2:mem:theirs;IFEXISTS=TRUE")));
    }

    @Test
    void a_constructor_has_no_database() {
        // Where it is asked for is a line of the test, for which this package is too much Assay's own.
        assertThat(said(TooEarly.class, Map.of())
                        .replaceFirst("asked at  .*", "asked at  <init> (DunningTest.java:12)"))
                .isEqualTo(DocumentedErrors.message("ASSAY-JUNIT-016"));
    }

    @Test
    void what_a_tier_has_not_is_said() {
        assertThat(said(Copy.class, Map.of())).contains("ASSAY-JUNIT-015", "DatabaseClone");
        assertThat(said(NoSandbox.class, Map.of())).contains("ASSAY-JUNIT-015", "a DataSource");
        assertThat(said(NoDatabase.class, Map.of())).contains("ASSAY-JUNIT-005", "@Database DataSource database");
    }

    @Test
    void a_field_of_one_instance_is_no_tests_own() {
        assertThat(said(OneField.class, Map.of("junit.jupiter.execution.parallel.enabled", "true")))
                .contains("ASSAY-JUNIT-009");
    }

    @Test
    void other_settings_are_checked_too() {
        assertThat(said(Plain.class, Map.of("assay.database.timeout", "1m"))).contains("ASSAY-JUNIT-013", "seconds");
        assertThat(said(Plain.class, Map.of("assay.database.waiting", "-1"))).contains("ASSAY-JUNIT-013", "seconds");
        assertThat(said(Failing.class, Map.of("assay.database.keep", "all", "assay.database.tier", "CLONE")))
                .contains("expected");
    }

    @Database(migrations = ShopMigrations.class)
    static class Failing {
        @Test
        void test(DataSource database) {
            throw new AssertionError("expected");
        }
    }
}
