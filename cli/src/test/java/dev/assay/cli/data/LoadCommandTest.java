package dev.assay.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.ExitCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

class LoadCommandTest {
    private static final String SHOP = "dev.assay.cli.data.fixture.Shop";
    private static final String TABLES = """
            CREATE TABLE customer (id bigint PRIMARY KEY, first_name varchar(80) NOT NULL, last_name varchar(80) NOT NULL,
                email varchar(200) NOT NULL UNIQUE, created_at timestamp NOT NULL);
            CREATE TABLE purchase (id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customer,
                date date NOT NULL, price numeric(10, 2) NOT NULL, status varchar(10) NOT NULL);
            """;

    @Nested
    @ExtendWith(LivePostgres.class)
    class PostgreSql {
        private LivePostgres.Database database;

        @BeforeEach
        void tables() throws IOException, SQLException {
            database = LivePostgres.create(TABLES);
        }

        @Test
        void gets_all_rows_of_a_scenario_with_the_driver_that_assay_brings() throws Exception {
            Called called = Called.fixtures("load", SHOP, "--scenario", "large", "--url", url(), "--user", "postgres");
            assertThat(called.err()).isEmpty();
            assertThat(count("customer")).isEqualTo(2_000);
            assertThat(called.out())
                    .containsPattern("(?m)^  Customer +2,000$")
                    .contains("into " + url())
                    .contains(String.format("%,d rows in ", 2_000 + count("purchase")));
            assertThat(called.passed()).isTrue();
        }

        @Test
        void appends_behind_the_rows_that_are_there_as_often_as_asked() throws Exception {
            for (int i = 1; i <= 3; i++) {
                Called called = Called.fixtures("load", SHOP, "--url", url(), "--user", "postgres", "--append");
                assertThat(called.err()).isEmpty();
                assertThat(count("customer")).isEqualTo(5 * i);
            }
            assertThat(Called.fixtures("verify", SHOP, "--url", url(), "--user", "postgres")
                            .out())
                    .contains("Whole");
        }

        @Test
        void appends_children_to_the_parents_that_are_there() throws Exception {
            Called.fixtures("load", SHOP, "--url", url(), "--user", "postgres");
            long before = count("purchase");
            Called called = Called.fixtures(
                    "load", SHOP, "--url", url(), "--user", "postgres", "--append", "--without", "Customer");
            assertThat(called.err()).isEmpty();
            assertThat(count("customer")).isEqualTo(5);
            assertThat(count("purchase")).isEqualTo(2 * before);
        }

        @Test
        void appends_behind_rows_of_somebody_elses_with_gaps_between_them() throws Exception {
            database.execute(
                    "INSERT INTO customer SELECT 100 * g, 'A', 'B', 'mine' || g, now() FROM generate_series(1, 9) g");
            database.execute("INSERT INTO purchase VALUES (7000, 900, '2025-01-01', 3, 'OPEN')");
            Called called = Called.fixtures(
                    "load",
                    SHOP,
                    "--url",
                    url(),
                    "--user",
                    "postgres",
                    "--append",
                    "--seed",
                    "5",
                    "--scenario",
                    "large");
            assertThat(called.err()).isEmpty();
            assertThat(count("customer")).isEqualTo(2_009);
            assertThat(count("customer WHERE id > 900")).isEqualTo(2_000);
            assertThat(count("purchase WHERE id > 7000 AND customer_id > 900")).isEqualTo(count("purchase") - 1);
        }

        @Test
        void refuses_tables_that_have_rows_unless_told_to_append() throws Exception {
            Called.fixtures("load", SHOP, "--url", url(), "--user", "postgres", "--only", "Customer");
            Called again = Called.fixtures("load", SHOP, "--url", url(), "--user", "postgres");
            assertThat(again.err()).startsWith("ASSAY-DATA-063");
            assertThat(again.code()).isEqualTo(ExitCode.BROKEN.code());

            Called rest = Called.fixtures(
                    "load", SHOP, "--url", url(), "--user", "postgres", "--only", "Purchase", "--append");
            assertThat(rest.err()).isEmpty();
            assertThat(count("customer")).isEqualTo(5);
            assertThat(count("purchase")).isPositive();
        }

        @Test
        void goes_into_the_schema_that_is_named() throws Exception {
            database.execute("CREATE SCHEMA other; SET search_path TO other; " + TABLES);
            Called called = Called.fixtures("load", SHOP, "--url", url(), "--user", "postgres", "--schema", "other");
            assertThat(called.err()).isEmpty();
            assertThat(count("other.customer")).isEqualTo(5);
            assertThat(count("other.purchase")).isPositive();
            assertThat(count("public.customer")).isZero();
        }

        @Test
        void keeps_nothing_of_a_load_whose_time_is_up() throws Exception {
            Called called = Called.fixtures(
                    "load", SHOP, "--rows", "30M", "--url", url(), "--user", "postgres", "--time-limit", "300ms");
            assertThat(called.err()).contains("ASSAY-DATA-066");
            assertThat(called.code()).isEqualTo(ExitCode.BROKEN.code());
            assertThat(count("customer")).isZero();
        }

        @Test
        void refuses_a_name_that_nobody_has() {
            Called called = Called.fixtures("load", SHOP, "--url", url(), "--user", "nobody");
            assertThat(called.err()).startsWith("ASSAY-DATA-080").contains("nobody", "--user NAME");
            assertThat(called.code()).isEqualTo(ExitCode.BROKEN.code());
        }

        private String url() {
            return database.url();
        }

        private long count(String table) throws SQLException, IOException {
            try (Connection connection = database.connect()) {
                return LoadCommandTest.count(connection, table);
            }
        }
    }

    @Nested
    class AnotherDatabase {
        @TempDir
        Path folder;

        @Test
        void gets_rows_with_the_driver_on_the_classpath() throws SQLException {
            String url = "jdbc:h2:file:" + folder.resolve("shop");
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                statement.execute(TABLES);
            }
            String classpath = Called.testClasses() + File.pathSeparator + Called.place(org.h2.Driver.class);
            Called called = Called.on(classpath, "load", SHOP, "--url", url);
            assertThat(called.err()).isEmpty();
            assertThat(called.passed()).isTrue();
            try (Connection connection = DriverManager.getConnection(url)) {
                assertThat(count(connection, "customer")).isEqualTo(5);
                assertThat(count(connection, "purchase")).isPositive();
            }
        }
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
