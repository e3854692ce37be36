package dev.assay.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.ExitCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code assay data} on databases that are there. */
@ExtendWith(LivePostgres.class)
class LiveDatabaseTest {
    private static final String SHOP = "dev.assay.cli.data.fixture.Shop";
    private LivePostgres.Database database;
    private String url;

    @BeforeEach
    void tables() throws IOException, SQLException {
        database = LivePostgres.create("""
                CREATE TABLE customer (id bigint PRIMARY KEY, first_name text NOT NULL, last_name text NOT NULL,
                    email text NOT NULL UNIQUE, created_at timestamp NOT NULL);
                CREATE TABLE purchase (id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customer,
                    date date NOT NULL, price numeric(10, 2) NOT NULL CHECK (price >= 0 AND price <= 500),
                    status varchar(10) NOT NULL CHECK (status IN ('OPEN', 'PAID')));
                """);
        url = database.url() + "?user=postgres";
    }

    @Test
    void a_schema_is_described_as_a_model() {
        Called called = Called.fixtures("describe", url);
        assertThat(called.err()).isEmpty();
        assertThat(called.out())
                .contains(url + ": 2 entities, 10 fields, 1 relation", "customer  100 rows")
                .containsPattern("(?m)^    customer_id +Long +-> customer +\\d+$")
                .containsPattern("(?m)^    price +BigDecimal +0 to 500")
                .containsPattern("(?m)^    status +String +OPEN \\| PAID")
                .contains("parent of   purchase 0..* by customer_id");
        assertThat(called.passed()).isTrue();
    }

    @Test
    void a_database_is_filled_by_what_its_own_schema_says_and_is_whole_then() throws Exception {
        Called loaded = Called.fixtures("load", url, "--rows", "200", "--rows", "purchase=1k");
        assertThat(loaded.err()).isEmpty();
        assertThat(loaded.out()).containsPattern("(?m)^  purchase +1,000$");

        Called verified = Called.fixtures("verify", url);
        assertThat(verified.out()).contains("Whole: all 1,200 rows");
        assertThat(verified.code()).isZero();
    }

    @Test
    void rows_that_break_a_models_promise_are_told_and_end_with_1() throws Exception {
        Called.fixtures("load", SHOP, "--url", url);
        database.execute("INSERT INTO customer VALUES (77, 'A', 'B', 'no purchase', now())");

        Called called = Called.fixtures("verify", SHOP, "--url", url);
        assertThat(called.out())
                .contains(SHOP + " in jdbc:postgresql://localhost:", "Broken: ", "Customer")
                .contains("77");
        assertThat(called.code()).isEqualTo(ExitCode.FAILED.code());
    }

    @Test
    void where_tables_are_not_the_models_is_told_and_ends_with_1() throws Exception {
        database.execute("ALTER TABLE customer DROP COLUMN email");
        Called called = Called.fixtures("verify", SHOP, "--url", url);
        assertThat(called.out())
                .contains("Drift: model and database differ in ", "customer, column email:", "Not looked at");
        assertThat(called.code()).isEqualTo(ExitCode.FAILED.code());
    }

    @Test
    void a_schema_without_tables_is_told() throws Exception {
        database.execute("CREATE SCHEMA bare");
        Called called = Called.fixtures("describe", url, "--schema", "bare");
        assertThat(called.err()).startsWith("ASSAY-DATA-031");
        assertThat(called.code()).isEqualTo(ExitCode.BROKEN.code());
    }

    @Nested
    class Of_which_a_part_is_not_understood {
        @BeforeEach
        void odd() throws Exception {
            database.execute("""
                    CREATE TABLE odd (id bigint PRIMARY KEY, shape polygon NOT NULL);
                    CREATE FUNCTION strange(bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
                    CREATE TABLE checked (id bigint PRIMARY KEY, size int NOT NULL, CONSTRAINT fits CHECK (strange(size)));
                    CREATE TABLE leaf (id bigint PRIMARY KEY, odd_id bigint NOT NULL REFERENCES odd);
                    """);
        }

        @Test
        void errors_name_the_options_that_leave_it_out() {
            assertThat(Called.fixtures("describe", url).err())
                    .startsWith("ASSAY-DATA-032")
                    .contains(
                            "To fix:     --without checked\n",
                            "or          --ignoring fits, where rows keep it anyhow");
            assertThat(Called.fixtures("load", url, "--ignoring", "fits").err())
                    .startsWith("ASSAY-DATA-012")
                    .contains("To fix:  --without odd\n");
        }

        @Test
        void what_is_left_out_stops_nothing() throws Exception {
            Called called = Called.fixtures("load", url, "--without", "odd,LEAF", "--without", "checked");
            assertThat(called.err()).isEmpty();
            assertThat(called.out()).contains("customer").doesNotContain("odd");
            assertThat(Called.fixtures("describe", url, "--without", "odd,leaf,checked")
                            .err())
                    .isEmpty();
        }

        @Test
        void what_is_not_asked_for_stops_nothing() throws Exception {
            Called called = Called.fixtures("load", url, "--only", "customer");
            assertThat(called.err()).isEmpty();
            assertThat(called.out()).contains("100 rows in").doesNotContain("purchase");

            Called child = Called.fixtures("load", url, "--only", "purchase");
            assertThat(child.err()).isEmpty();
            assertThat(child.out()).contains("purchase").doesNotContain("customer ");
            assertThat(Called.fixtures("verify", url, "--only", "purchase").out())
                    .contains("Whole: all 200 rows");
        }

        @Test
        void what_is_needed_stops_what_needs_it() {
            assertThat(Called.fixtures("load", url, "--without", "odd,checked").err())
                    .startsWith("ASSAY-DATA-033")
                    .contains("leads to     odd\n", "no --without odd, or --without what needs it, too\n")
                    .contains("--ignoring leaf_odd_id_fkey");
            assertThat(Called.fixtures("load", url, "--only", "leaf").err())
                    .startsWith("ASSAY-DATA-012")
                    .contains("odd.shape");
        }

        @Test
        void a_table_that_is_not_there_is_told() {
            Called called = Called.fixtures("load", url, "--without", "custmer");
            assertThat(called.err()).startsWith("ASSAY-CLI-032").contains("To fix:   --without customer");
            assertThat(called.code()).isEqualTo(ExitCode.USAGE.code());
        }
    }

    @Test
    void another_database_is_described_with_the_driver_on_the_classpath(@TempDir Path folder) throws Exception {
        String file = "jdbc:h2:file:" + folder.resolve("shop");
        try (Connection connection = DriverManager.getConnection(file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE part (id bigint PRIMARY KEY, name varchar(20) NOT NULL, part_of bigint"
                    + " REFERENCES part)");
        }
        String classpath = Called.testClasses() + File.pathSeparator + Called.place(org.h2.Driver.class);
        Called called = Called.on(classpath, "describe", file);
        assertThat(called.err()).isEmpty();
        assertThat(called.out()).containsIgnoringCase("part_of").contains("1 entity, 3 fields, 1 relation");
    }
}
