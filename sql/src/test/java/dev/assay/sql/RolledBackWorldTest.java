package dev.assay.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.ownership.Owner;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What breaks where nothing is ever committed, and what a sandbox does about it. */
@ExtendWith(LivePostgres.class)
class RolledBackWorldTest extends InSandbox {
    private static final DataSource DATABASE = LivePostgres.database(SCHEMA);

    RolledBackWorldTest() {
        super(DATABASE);
    }

    @Nested
    class A_setting_for_the_transaction {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "SET LOCAL app.tenant = '7'",
                    "SET LOCAL \"app\".\"tenant\" TO '7'",
                    "SELECT set_config('app.tenant', lower('7'), true)",
                    "SELECT 1; SELECT set_config('app.tenant', '7', TRUE)"
                })
        void ends_with_its_commit(String set) throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, set);
                assertThat(tenant(connection)).isEqualTo("7");
                connection.commit();
                assertThat(tenant(connection)).isIn(null, "");
                connection.commit();
            }
        }

        @Test
        void goes_back_to_that_of_the_session() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                execute(connection, "SET app.tenant = '1'");
                connection.setAutoCommit(false);
                execute(connection, "SET LOCAL app.tenant = '7'");
                execute(connection, "SET LOCAL app.tenant = '8'");
                execute(connection, "SET LOCAL TIME ZONE 'Asia/Tokyo'");
                assertThat(tenant(connection)).isEqualTo("8");
                assertThat(one(connection, "SHOW timezone")).isEqualTo("Asia/Tokyo");
                connection.commit();
                assertThat(tenant(connection)).isEqualTo("1");
                assertThat(one(connection, "SHOW timezone")).isNotEqualTo("Asia/Tokyo");
                connection.rollback();
            }
        }

        @Test
        void lasts_for_its_statement_with_autocommit() throws Exception {
            try (Connection connection = sandbox.getConnection();
                    PreparedStatement set = connection.prepareStatement("SELECT set_config('app.tenant', ?, true)")) {
                set.setString(1, "7");
                set.execute();
                assertThat(tenant(connection)).isIn(null, "");
            }
        }

        @Test
        void is_refused_where_nobody_can_see_what_it_is() throws Exception {
            try (Connection connection = sandbox.getConnection();
                    PreparedStatement set = connection.prepareStatement("SELECT set_config(?, ?, true)")) {
                set.setString(1, "app.tenant");
                set.setString(2, "7");
                golden("ASSAY-SQL-016", set::execute);
            }
        }

        private static Object tenant(Connection connection) throws SQLException {
            return one(connection, "SELECT current_setting('app.tenant', true)");
        }
    }

    @Nested
    class A_temporary_table {
        @Test
        void that_a_commit_drops_is_dropped() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                connection.setAutoCommit(false);
                for (int i = 0; i < 2; i++) {
                    execute(connection, "CREATE TEMP TABLE work (a int, b numeric(3, 1)) ON COMMIT DROP");
                    execute(connection, "INSERT INTO work VALUES (1)");
                    assertThat(one(connection, "SELECT count(*) FROM work")).isEqualTo(1L);
                    connection.commit();
                }
                assertThat(one(connection, "SELECT to_regclass('work')::text")).isNull();
                connection.rollback();
                connection.setAutoCommit(true);
                execute(connection, "CREATE TEMPORARY TABLE work ON COMMIT DROP AS SELECT 1");
                assertThat(one(connection, "SELECT to_regclass('work')::text")).isNull();
            }
        }

        @Test
        void that_a_commit_empties_is_emptied_by_each() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                execute(connection, "CREATE TEMP TABLE \"Work\" (a int) ON COMMIT DELETE ROWS");
                connection.setAutoCommit(false);
                for (int i = 0; i < 2; i++) {
                    execute(connection, "INSERT INTO \"Work\" VALUES (1)");
                    assertThat(one(connection, "SELECT count(*) FROM \"Work\"")).isEqualTo(1L);
                    connection.commit();
                    assertThat(one(connection, "SELECT count(*) FROM \"Work\"")).isEqualTo(0L);
                }
                connection.commit();
                connection.setAutoCommit(true);
                execute(connection, "INSERT INTO \"Work\" VALUES (1)");
                assertThat(one(connection, "SELECT count(*) FROM \"Work\"")).isEqualTo(0L);
                execute(connection, "DROP TABLE \"Work\"");
                insert(2, "Grace");
            }
        }
    }

    @Nested
    class A_notification {
        @ParameterizedTest
        @ValueSource(strings = {"LISTEN invoices", "SELECT pg_notify('invoices', '7')"})
        void would_be_told_to_nobody(String sql) throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                assertThatThrownBy(() -> execute(connection, sql)).hasMessageStartingWith("ASSAY-SQL-014");
            }
        }

        @Test
        void says_which_tier_has_it() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                golden("ASSAY-SQL-014", () -> execute(connection, "NOTIFY invoices, '7'"));
                execute(connection, "UNLISTEN *");
            }
        }
    }

    @Nested
    class What_skips_locks {
        private static final String NEXT = "SELECT id FROM customer ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED";

        @Test
        void is_refused_where_it_would_skip_none() throws Exception {
            try (Connection first = sandbox.getConnection();
                    Connection second = sandbox.getConnection()) {
                first.setAutoCommit(false);
                assertThat(one(first, NEXT)).isEqualTo(1);
                golden("ASSAY-SQL-015", () -> one(second, NEXT));
                assertThatThrownBy(() -> one(second, "SELECT id FROM customer FOR UPDATE NOWAIT"))
                        .hasMessageStartingWith("ASSAY-SQL-015");
                first.commit();
                assertThat(one(second, NEXT)).isEqualTo(1);
            }
        }

        @Test
        void is_as_it_always_is_on_one_connection_and_between_tests() throws Exception {
            transaction(connection -> {
                assertThat(one(connection, NEXT)).isEqualTo(1);
                assertThat(one(connection, NEXT)).isEqualTo(1);
            });
            Owner other = ownership.begin("InvoiceTest.totals");
            as(other, () -> {
                try (Connection connection = sandbox.getConnection()) {
                    assertThat(connection.createStatement().executeQuery(NEXT).next())
                            .isFalse();
                    assertThatThrownBy(() -> one(connection, "SELECT id FROM customer FOR UPDATE NOWAIT"))
                            .hasMessageContaining("could not obtain lock")
                            .hasMessageNotContaining("ASSAY");
                }
                return 0;
            });
        }
    }

    @Nested
    class A_procedure_that_commits {
        @Test
        void is_told_where_it_can() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                golden("ASSAY-SQL-017", () -> execute(connection, "CALL committing()"));
                connection.setAutoCommit(false);
                assertThatThrownBy(() -> execute(connection, "CALL committing()"))
                        .hasMessageNotContaining("ASSAY")
                        .hasMessageContaining("invalid transaction termination");
                connection.rollback();
            }
        }
    }

    @Nested
    class A_server_that_ends_a_connection {
        @Test
        void has_the_test_told_so_and_the_others_go_on() throws Exception {
            Owner other = ownership.begin("InvoiceTest.totals");
            as(other, () -> {
                insert(3, "Mary");
                return 0;
            });
            try (Connection connection = sandbox.getConnection()) {
                int process = (int) one(connection, "SELECT pg_backend_pid()");
                try (Connection raw = DATABASE.getConnection()) {
                    execute(raw, "SELECT pg_terminate_backend(" + process + ", 5000)");
                }
                golden("ASSAY-SQL-018", () -> execute(connection, "SELECT 1"));
            }
            // The test was told so already.
            owner.close();
            assertThat(as(other, () -> names())).containsExactly("Ada", "Mary");
            assertThat(sandbox.metrics().inUse()).isEqualTo(1);
        }
    }

    @Test
    void time_stands_still_and_the_clock_does_not() throws Exception {
        Object before = one("SELECT now()::text");
        Object clock = one("SELECT clock_timestamp()::text");
        insert(2, "Grace");
        assertThat(one("SELECT now()::text")).isEqualTo(before);
        assertThat(one("SELECT clock_timestamp()::text")).isNotEqualTo(clock);
    }

    @Test
    void locks_of_the_transaction_are_kept_to_the_end_of_the_test() throws Exception {
        transaction(connection -> execute(connection, "SELECT pg_advisory_xact_lock(9)"));
        Owner other = ownership.begin("InvoiceTest.totals");
        assertThat(as(other, () -> one("SELECT pg_try_advisory_xact_lock(9)"))).isEqualTo(false);
        owner.close();
        assertThat(as(other, () -> one("SELECT pg_try_advisory_xact_lock(9)"))).isEqualTo(true);
    }
}
