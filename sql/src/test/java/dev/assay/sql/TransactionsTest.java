package dev.assay.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Diagnosis;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;
import org.postgresql.core.BaseConnection;

/** Points 9 and 12 to 21 of what a sandbox has to mean: transactions, where all are one. */
@ExtendWith(LivePostgres.class)
class TransactionsTest extends InSandbox {
    private static final DataSource DATABASE = LivePostgres.database(SCHEMA + """
            CREATE FUNCTION reading() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM customer';
            CREATE FUNCTION writing() RETURNS void LANGUAGE sql AS 'DELETE FROM customer';
            CREATE TABLE ranked (place int UNIQUE DEFERRABLE INITIALLY DEFERRED);
            CREATE TABLE seen (place int);
            CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN INSERT INTO seen VALUES (NEW.place); RETURN NULL; END';
            CREATE CONSTRAINT TRIGGER sees AFTER INSERT ON ranked DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION see();
            """);

    TransactionsTest() {
        super(DATABASE);
    }

    @Nested
    class What_is_deferred {
        @Test
        void is_checked_at_once_with_autocommit() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                assertThatThrownBy(() -> execute(connection, "INSERT INTO invoice VALUES (1, 99)"))
                        .hasMessageContaining("invoice_customer_id_fkey");
                insert(2, "Grace");
                assertThatThrownBy(() -> execute(connection, "INSERT INTO invoice VALUES (1, 99)"))
                        .hasMessageContaining("invoice_customer_id_fkey");
                execute(connection, "INSERT INTO invoice VALUES (1, 2)");
                assertThat(one(connection, "SELECT count(*) FROM invoice")).isEqualTo(1L);
            }
        }

        @Test
        void is_deferred_in_each_transaction_again() throws Exception {
            for (int i = 2; i < 5; i++) {
                int id = i;
                insert(10 + id, "Grace");
                transaction(connection -> {
                    execute(connection, "INSERT INTO invoice VALUES (" + id + ", " + id + ")");
                    execute(connection, "INSERT INTO customer VALUES (" + id + ", 'Mary')");
                });
                try (Connection connection = sandbox.getConnection()) {
                    connection.setAutoCommit(false);
                    execute(connection, "INSERT INTO invoice VALUES (9, 99)");
                    connection.rollback();
                }
                try (Connection connection = sandbox.getConnection()) {
                    assertThatThrownBy(() -> execute(connection, "INSERT INTO invoice VALUES (9, 99)"))
                            .hasMessageContaining("invoice_customer_id_fkey");
                }
            }
        }

        @Test
        void may_be_made_by_the_test_itself() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                execute(connection, "CREATE TABLE line (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
                execute(connection, "INSERT INTO line VALUES (1)");
                assertThatThrownBy(() -> execute(connection, "INSERT INTO line VALUES (1)"))
                        .hasMessageContaining("duplicate key");
            }
            transaction(connection -> {
                execute(connection, "INSERT INTO line VALUES (1)");
                execute(connection, "DELETE FROM line WHERE a = 1");
            });
        }

        @Test
        void fires_at_a_commit_and_at_the_end_of_a_statement_with_autocommit() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                execute(connection, "INSERT INTO ranked VALUES (1), (2)");
                assertThat(one(connection, "SELECT count(*) FROM seen")).isEqualTo(2L);
                execute(connection, "UPDATE ranked SET place = place + 1");
                connection.setAutoCommit(false);
                execute(connection, "INSERT INTO ranked VALUES (9)");
                assertThat(one(connection, "SELECT count(*) FROM seen")).isEqualTo(2L);
                connection.commit();
                assertThat(one(connection, "SELECT count(*) FROM seen")).isEqualTo(3L);
            }
        }

        @Test
        void outside_is_not_checked_at_the_commit_of_a_second_connection() throws Exception {
            transaction(outer -> {
                execute(outer, "INSERT INTO invoice VALUES (1, 2)");
                insert(3, "Audit");
                transaction(inner -> execute(inner, "INSERT INTO customer VALUES (4, 'Log')"));
                execute(outer, "INSERT INTO customer VALUES (2, 'Grace')");
            });
            assertThat(names()).containsExactly("Ada", "Grace", "Audit", "Log");
        }
    }

    @Nested
    class What_a_second_connection_committed {
        @Test
        void is_lost_with_a_savepoint_of_the_first_and_that_is_said() throws Exception {
            try (Connection outer = sandbox.getConnection()) {
                outer.setAutoCommit(false);
                Savepoint before = outer.setSavepoint();
                insert(3, "Audit");
                assertThatThrownBy(() -> outer.rollback(before))
                        .hasMessageStartingWith("ASSAY-SQL-008")
                        .hasMessageContaining("INSERT INTO CUSTOMER");
                outer.commit();
            }
            assertThat(names()).containsExactly("Ada");
        }

        @ParameterizedTest
        @CsvSource({
            "SAVEPOINT before, ROLLBACK TO before",
            "SAVEPOINT Before, ROLLBACK WORK TO SAVEPOINT before",
            "SAVEPOINT \"be fore\", ROLLBACK TRANSACTION TO SAVEPOINT \"be fore\""
        })
        void is_lost_with_a_savepoint_by_text_too(String set, String back) throws Exception {
            try (Connection outer = sandbox.getConnection()) {
                outer.setAutoCommit(false);
                execute(outer, set);
                insert(3, "Audit");
                execute(outer, "SAVEPOINT \"after\"");
                execute(outer, "ROLLBACK TO \"after\"");
                assertThatThrownBy(() -> execute(outer, back)).hasMessageStartingWith("ASSAY-SQL-008");
                outer.rollback();
            }
        }

        @Test
        void is_lost_with_a_savepoint_that_is_gone_back_to_by_text() throws Exception {
            try (Connection outer = sandbox.getConnection()) {
                outer.setAutoCommit(false);
                outer.setSavepoint("Before");
                insert(3, "Audit");
                assertThatThrownBy(() -> execute(outer, "ROLLBACK TO \"Before\""))
                        .hasMessageStartingWith("ASSAY-SQL-008");
                outer.rollback();
            }
        }

        @Test
        void is_lost_with_the_first_ones_commit_if_that_fails_and_that_is_said() throws Exception {
            try (Connection outer = sandbox.getConnection()) {
                outer.setAutoCommit(false);
                execute(outer, "INSERT INTO invoice VALUES (1, 99)");
                insert(3, "Audit");
                assertThatThrownBy(outer::commit)
                        .hasMessageContaining("invoice_customer_id_fkey")
                        .satisfies(error -> assertThat(error.getSuppressed())
                                .anyMatch(lost ->
                                        String.valueOf(lost.getMessage()).startsWith("ASSAY-SQL-008")));
            }
            assertThat(names()).containsExactly("Ada");
        }

        @Test
        void is_lost_with_the_first_one_whose_thread_dies_and_that_is_reported() throws Exception {
            Connection left = inThread(() -> {
                Connection outer = sandbox.getConnection();
                outer.setAutoCommit(false);
                execute(outer, "INSERT INTO customer VALUES (2, 'Grace')");
                insert(3, "Audit");
                return outer;
            });
            assertThat(names()).containsExactly("Ada");
            assertThat(reported).extracting(Diagnosis::code).containsExactly("ASSAY-SQL-008");
            left.close();
        }

        @Test
        void is_kept_by_a_savepoint_that_was_set_after_it() throws Exception {
            transaction(outer -> {
                execute(outer, "INSERT INTO customer VALUES (2, 'Grace')");
                insert(3, "Audit");
                Savepoint after = outer.setSavepoint();
                execute(outer, "DELETE FROM customer");
                outer.rollback(after);
            });
            assertThat(names()).containsExactly("Ada", "Grace", "Audit");
        }

        @Test
        void is_lost_as_well_if_it_was_undone_before_the_first_one_is() throws Exception {
            try (Connection outer = sandbox.getConnection()) {
                outer.setAutoCommit(false);
                execute(outer, "INSERT INTO customer VALUES (2, 'Grace')");
                try (Connection inner = sandbox.getConnection()) {
                    inner.setAutoCommit(false);
                    execute(inner, "INSERT INTO customer VALUES (3, 'Audit')");
                    inner.rollback();
                }
                outer.rollback();
            }
            assertThat(names()).containsExactly("Ada");
        }
    }

    @Nested
    class Statements_within_another_connections_transaction {
        @Test
        void are_as_many_ways_back_as_few_are() throws Exception {
            try (Connection outer = sandbox.getConnection();
                    Connection inner = sandbox.getConnection()) {
                outer.setAutoCommit(false);
                Savepoint first = outer.setSavepoint();
                int id = 2;
                for (int round = 0; round < 5; round++) {
                    execute(outer, "INSERT INTO customer VALUES (" + id++ + ", 'outer')");
                    if (round == 3) {
                        outer.releaseSavepoint(first);
                        first = outer.setSavepoint();
                    }
                    for (int i = 0; i < 100; i++) {
                        execute(inner, "INSERT INTO customer VALUES (" + id++ + ", 'inner')");
                        if (i % 30 == 0) {
                            assertThatThrownBy(() -> execute(inner, "INSERT INTO customer VALUES (1, 'Eve')"))
                                    .hasMessageContaining("duplicate key");
                        }
                    }
                }
                int process = (int) one(inner, "SELECT pg_backend_pid()");
                assertThat(one(
                                inner,
                                "SELECT subxact_count FROM pg_stat_get_backend_subxact((SELECT id FROM"
                                        + " pg_stat_get_backend_idset() AS id WHERE pg_stat_get_backend_pid(id) = "
                                        + process + "))"))
                        .isInstanceOfSatisfying(
                                Integer.class, open -> assertThat(open).isLessThan(200));
                outer.releaseSavepoint(first);
                outer.commit();
                assertThat(names(outer)).hasSize(506);
                outer.rollback();
            }
        }
    }

    @Nested
    class Two_transactions_on_one_thread {
        @Test
        void cannot_end_crosswise() throws Exception {
            try (Connection outer = sandbox.getConnection();
                    Connection inner = sandbox.getConnection()) {
                outer.setAutoCommit(false);
                inner.setAutoCommit(false);
                execute(outer, "INSERT INTO customer VALUES (2, 'Grace')");
                execute(inner, "INSERT INTO customer VALUES (3, 'Audit')");
                golden("ASSAY-SQL-012", outer::commit);
                inner.commit();
                outer.commit();
            }
            assertThat(names()).containsExactly("Ada", "Grace", "Audit");
        }

        @Test
        void are_both_undone_by_the_rollback_of_the_outer_one() throws Exception {
            try (Connection outer = sandbox.getConnection();
                    Connection inner = sandbox.getConnection()) {
                outer.setAutoCommit(false);
                inner.setAutoCommit(false);
                execute(outer, "INSERT INTO customer VALUES (2, 'Grace')");
                execute(inner, "INSERT INTO customer VALUES (3, 'Audit')");
                outer.rollback();
                assertThatThrownBy(inner::commit).hasMessageStartingWith("ASSAY-SQL-019");
                inner.rollback();
                execute(inner, "INSERT INTO customer VALUES (4, 'Eve')");
                inner.commit();
            }
            assertThat(names()).containsExactly("Ada", "Eve");
        }

        @Test
        void that_work_by_turns_are_told_what_one_loses_of_the_other() throws Exception {
            try (Connection outer = sandbox.getConnection();
                    Connection inner = sandbox.getConnection()) {
                outer.setAutoCommit(false);
                inner.setAutoCommit(false);
                execute(outer, "INSERT INTO customer VALUES (2, 'Grace')");
                execute(inner, "INSERT INTO customer VALUES (3, 'Audit')");
                execute(outer, "INSERT INTO invoice VALUES (1, 2)");
                assertThatThrownBy(inner::rollback)
                        .hasMessageStartingWith("ASSAY-SQL-008")
                        .hasMessageContaining("INSERT INTO INVOICE");
                outer.commit();
            }
            assertThat(names()).containsExactly("Ada", "Grace");
        }
    }

    @Nested
    class A_savepoint {
        @Test
        void needs_a_transaction() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                assertThatThrownBy(connection::setSavepoint)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("25P01"));
                assertThat(names(connection)).containsExactly("Ada");
            }
            assertThat(inThread(() -> names())).containsExactly("Ada");
        }
    }

    @Nested
    class A_savepoint_around_another_transaction {
        @Test
        void is_neither_set_nor_released_nor_gone_back_to_before_that_one_has_ended() throws Exception {
            try (Connection outer = sandbox.getConnection();
                    Connection inner = sandbox.getConnection()) {
                outer.setAutoCommit(false);
                inner.setAutoCommit(false);
                Savepoint before = outer.setSavepoint();
                execute(inner, "INSERT INTO customer VALUES (2, 'Grace')");
                assertThatThrownBy(outer::setSavepoint).hasMessageStartingWith("ASSAY-SQL-012");
                assertThatThrownBy(() -> outer.releaseSavepoint(before)).hasMessageStartingWith("ASSAY-SQL-012");
                assertThatThrownBy(() -> outer.rollback(before)).hasMessageStartingWith("ASSAY-SQL-012");
                inner.commit();
                outer.releaseSavepoint(before);
                outer.commit();
            }
            assertThat(names()).containsExactly("Ada", "Grace");
        }
    }

    @Nested
    class A_connection_that_may_only_read {
        @Test
        void may_call_functions_that_read_and_none_that_write() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                connection.setReadOnly(true);
                assertThat(one(connection, "SELECT reading()")).isEqualTo(1L);
                assertThatThrownBy(() -> execute(connection, "SELECT writing()"))
                        .hasMessageContaining("read-only transaction");
                connection.setReadOnly(false);
                execute(connection, "SELECT writing()");
            }
            assertThat(names()).isEmpty();
        }
    }

    @Nested
    class A_real_end_of_the_transaction {
        @Test
        void by_the_drivers_own_connection_is_noticed_at_the_next_statement_and_at_the_end() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                execute(connection, "INSERT INTO customer VALUES (2, 'Grace')");
                connection.unwrap(BaseConnection.class).commit();
                golden("ASSAY-SQL-005", () -> names(connection));
            }
            assertThatThrownBy(owner::close).rootCause().hasMessageStartingWith("ASSAY-SQL-005");
            repair();
        }

        @Test
        void is_noticed_although_another_one_has_begun() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                Connection real = connection.unwrap(BaseConnection.class);
                execute(real, "INSERT INTO customer VALUES (2, 'Grace')");
                real.commit();
                execute(real, "SELECT 1");
                assertThatThrownBy(() -> names(connection)).hasMessageStartingWith("ASSAY-SQL-005");
            }
            assertThatThrownBy(owner::close).rootCause().hasMessageStartingWith("ASSAY-SQL-005");
            repair();
        }

        @Test
        void is_noticed_although_the_transaction_was_aborted_when_it_was_asked_for() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                connection.setAutoCommit(false);
                assertThatThrownBy(() -> one(connection, "SELECT 1 / 0")).hasMessageContaining("division");
                Connection real = connection.unwrap(BaseConnection.class);
                connection.rollback();
                execute(connection, "INSERT INTO customer VALUES (2, 'Grace')");
                connection.commit();
                real.commit();
                execute(real, "SELECT 1");
            }
            assertThatThrownBy(owner::close).rootCause().hasMessageStartingWith("ASSAY-SQL-005");
            repair();
        }

        @Test
        void is_noticed_at_a_rollback() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, "INSERT INTO customer VALUES (2, 'Grace')");
                connection.unwrap(BaseConnection.class).commit();
                assertThatThrownBy(connection::rollback).hasMessageStartingWith("ASSAY-SQL-005");
            }
            assertThatThrownBy(owner::close).rootCause().hasMessageStartingWith("ASSAY-SQL-005");
            repair();
        }

        @Test
        void is_none_where_the_drivers_own_connection_is_used_for_what_JDBC_has_not() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                assertThat(connection
                                .unwrap(PGConnection.class)
                                .getCopyAPI()
                                .copyIn("COPY customer FROM STDIN", new StringReader("2\tGrace\n")))
                        .isEqualTo(1);
                assertThatThrownBy(() -> one(connection, "SELECT 1 / 0")).hasMessageContaining("division");
                assertThat(names(connection)).containsExactly("Ada", "Grace");
            }
        }

        @Test
        void is_none_where_it_is_only_asked_for_and_the_transaction_aborted() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                connection.setAutoCommit(false);
                assertThatThrownBy(() -> one(connection, "SELECT 1 / 0")).hasMessageContaining("division");
                assertThat(connection.unwrap(PGConnection.class)).isNotNull();
                connection.rollback();
                assertThat(names(connection)).containsExactly("Ada");
            }
        }

        private void repair() throws SQLException {
            LivePostgres.execute(DATABASE, "DELETE FROM customer WHERE id > 1");
        }
    }

    @Nested
    class What_the_driver_does_by_itself {
        @Test
        void undoes_itself_alone_if_it_fails() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                insert(2, "Grace");
                assertThatThrownBy(() -> copy(connection, "1\tdup\n")).hasMessageContaining("duplicate key");
                insert(3, "Mary");
                copy(connection, "4\tEve\n");
                assertThatThrownBy(() -> copy(connection, "1\tdup\n")).hasMessageContaining("duplicate key");
                assertThatThrownBy(() -> one(connection, "SELECT 1 / 0")).hasMessageContaining("division");
                assertThatThrownBy(() -> copy(connection, "1\tdup\n")).hasMessageContaining("duplicate key");
                assertThat(names(connection)).containsExactly("Ada", "Grace", "Mary", "Eve");
            }
        }

        @Test
        void aborts_a_transaction_in_which_it_fails_and_nothing_else() throws Exception {
            insert(2, "Grace");
            try (Connection connection = sandbox.getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, "INSERT INTO customer VALUES (3, 'Mary')");
                assertThatThrownBy(() -> copy(connection, "1\tdup\n")).hasMessageContaining("duplicate key");
                assertThatThrownBy(() -> names(connection)).hasMessageContaining("aborted");
                connection.rollback();
                assertThat(names(connection)).containsExactly("Ada", "Grace");
            }
        }

        @Test
        void undoes_itself_alone_in_a_result_whose_rows_are_changed() throws Exception {
            try (Connection connection = sandbox.getConnection();
                    Statement statement =
                            connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
                insert(2, "Grace");
                ResultSet rows = statement.executeQuery("SELECT id, name FROM customer ORDER BY id");
                assertThat(rows.next()).isTrue();
                rows.updateInt(1, 2);
                assertThatThrownBy(rows::updateRow).hasMessageContaining("duplicate key");
                rows.updateInt(1, 1);
                rows.updateString(2, "Ada Lovelace");
                rows.updateRow();
                assertThat(names(connection)).containsExactly("Ada Lovelace", "Grace");
            }
        }

        @Test
        void is_not_what_a_statement_is_unwrapped_for_that_is_one_already() throws Exception {
            try (Connection connection = sandbox.getConnection();
                    PreparedStatement insert = connection.prepareStatement("INSERT INTO customer VALUES (1, 'dup')")) {
                insert(2, "Grace");
                assertThat(insert.unwrap(PreparedStatement.class)).isSameAs(insert);
                assertThat(insert.isWrapperFor(PreparedStatement.class)).isTrue();
                PGStatement real = insert.unwrap(PGStatement.class);
                assertThatThrownBy(((PreparedStatement) real)::executeUpdate).hasMessageContaining("duplicate key");
                assertThat(names(connection)).containsExactly("Ada", "Grace");
            }
        }

        @Test
        void is_told_where_it_aborts_all_that_the_test_has_done() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                connection.setAutoCommit(false);
                ResultSet rows = connection.createStatement().executeQuery("SELECT 4000000::oid");
                assertThat(rows.next()).isTrue();
                Blob none = rows.getBlob(1);
                connection.commit();
                assertThatThrownBy(none::length).hasMessageContaining("4000000");
                golden("ASSAY-SQL-095", () -> names(connection));
            }
        }

        @Test
        void waits_for_its_turn() throws Exception {
            try (Connection aborted = sandbox.getConnection();
                    Connection other = sandbox.getConnection()) {
                aborted.setAutoCommit(false);
                assertThatThrownBy(() -> one(aborted, "SELECT 1 / 0")).hasMessageContaining("division");
                assertThatThrownBy(() -> inThread(other::getSchema)).hasMessageStartingWith("ASSAY-SQL-003");
                assertThatThrownBy(() -> inThread(() -> other.getMetaData().getSchemas()))
                        .hasMessageStartingWith("ASSAY-SQL-003");
                aborted.rollback();
                assertThat(inThread(other::getSchema)).isEqualTo("public");
                assertThat(inThread(() -> other.getMetaData().getSchemas().next()))
                        .isTrue();
            }
        }

        private static void copy(Connection connection, String rows) throws Exception {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY customer FROM STDIN", new StringReader(rows));
        }
    }

    @Nested
    class A_result_in_portions {
        @Test
        void is_read_to_its_end_with_autocommit_whatever_comes_between() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                execute(connection, "INSERT INTO customer SELECT i, 'n' FROM generate_series(2, 50) i");
                try (Statement statement = connection.createStatement()) {
                    statement.setFetchSize(5);
                    assertThat(count(statement.executeQuery("SELECT * FROM customer"), () -> {
                                assertThatThrownBy(() -> one(connection, "SELECT 1 / 0"))
                                        .hasMessageContaining("division");
                            }))
                            .isEqualTo(50);
                    assertThat(statement.getFetchSize()).isEqualTo(5);
                }
            }
        }

        @Test
        void is_read_to_its_end_in_a_transaction_and_closed_by_its_commit() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, "INSERT INTO customer SELECT i, 'n' FROM generate_series(2, 50) i");
                try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM customer")) {
                    statement.setFetchSize(5);
                    assertThat(count(statement.executeQuery(), () -> insert(99, "other")))
                            .isEqualTo(50);
                    ResultSet rows = statement.executeQuery();
                    connection.commit();
                    assertThatThrownBy(() -> count(rows, () -> {}))
                            .isInstanceOfSatisfying(
                                    SQLException.class,
                                    e -> assertThat(e.getSQLState()).isEqualTo("34000"));
                }
            }
        }

        @Test
        void by_a_cursor_of_its_own_ends_with_the_transaction_unless_it_is_held() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, "DECLARE passing CURSOR FOR SELECT name FROM customer");
                execute(connection, "DECLARE staying CURSOR WITH HOLD FOR SELECT name FROM customer");
                assertThat(one(connection, "FETCH passing")).isEqualTo("Ada");
                connection.commit();
                assertThat(one(connection, "FETCH staying")).isEqualTo("Ada");
                assertThatThrownBy(() -> execute(connection, "FETCH passing")).hasMessageContaining("does not exist");
                connection.rollback();
            }
        }

        private interface Between {
            void happens() throws SQLException;
        }

        private static int count(ResultSet rows, Between between) throws SQLException {
            int found = 0;
            while (rows.next()) {
                if (found++ == 7) {
                    between.happens();
                }
            }
            return found;
        }
    }

    @Nested
    class Locks_of_the_session {
        @Test
        void are_gone_whoever_took_them() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, "SELECT pg_advisory_lock(7)");
                execute(connection, "DO $$ BEGIN PERFORM pg_advisory_lock(8); END $$");
                connection.rollback();
            }
            owner.close();
            assertThat(one(DATABASE, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                    .isZero();
        }
    }

    @Nested
    class A_schema {
        @Test
        void is_each_connections_own() throws Exception {
            transaction(connection -> execute(connection, """
                    CREATE SCHEMA north; CREATE TABLE north.item (name text); INSERT INTO north.item VALUES ('n');
                    CREATE SCHEMA south; CREATE TABLE south.item (name text); INSERT INTO south.item VALUES ('s')"""));
            try (Connection north = sandbox.getConnection()) {
                north.setSchema("north");
                try (Connection south = sandbox.getConnection()) {
                    assertThat(south.getSchema()).isEqualTo("public");
                    south.setSchema("south");
                    assertThat(one(north, "SELECT name FROM item")).isEqualTo("n");
                    assertThat(one(south, "SELECT name FROM item")).isEqualTo("s");
                }
                assertThat(one(north, "SELECT name FROM item")).isEqualTo("n");
                assertThat(one("SELECT current_schema()::text")).isEqualTo("public");
            }
        }

        @Test
        void is_part_of_the_transaction_that_sets_it() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                connection.setAutoCommit(false);
                connection.setSchema("pg_catalog");
                connection.rollback();
                assertThat(connection.getSchema()).isEqualTo("public");
                connection.setSchema("pg_catalog");
                connection.commit();
                execute(connection, "INSERT INTO public.customer VALUES (2, 'Grace')");
                connection.rollback();
                assertThat(connection.getSchema()).isEqualTo("pg_catalog");
                connection.rollback();
            }
        }
    }

    @Nested
    class What_needs_a_transaction {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "LOCK TABLE customer IN SHARE MODE",
                    "DECLARE passing CURSOR FOR SELECT 1",
                    "DECLARE passing CURSOR WITHOUT HOLD FOR SELECT 1"
                })
        void is_refused_with_autocommit_as_it_is_outside(String sql) throws Exception {
            for (DataSource each : List.of(DATABASE, sandbox)) {
                try (Connection connection = each.getConnection()) {
                    assertThatThrownBy(() -> execute(connection, sql))
                            .isInstanceOfSatisfying(
                                    SQLException.class,
                                    e -> assertThat(e.getSQLState()).isEqualTo("25P01"));
                    connection.setAutoCommit(false);
                    execute(connection, sql);
                    connection.rollback();
                }
            }
        }

        @Test
        void is_a_large_object() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                execute(connection, "CREATE TABLE large (body oid)");
                PreparedStatement insert = connection.prepareStatement("INSERT INTO large VALUES (?)");
                byte[] bytes = {1, 2};
                assertThatThrownBy(() -> insert.setBlob(1, new ByteArrayInputStream(bytes)))
                        .hasMessage("Large Objects may not be used in auto-commit mode.");
                connection.setAutoCommit(false);
                insert.setBlob(1, new ByteArrayInputStream(bytes));
                insert.executeUpdate();
                assertThat(large(connection)).isEqualTo(bytes);
                connection.commit();
                connection.setAutoCommit(true);
                assertThatThrownBy(() -> large(connection)).hasMessageContaining("auto-commit");
            }
        }

        private static byte[] large(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT body FROM large")) {
                rows.next();
                Blob body = rows.getBlob(1);
                return body.getBytes(1, (int) body.length());
            }
        }
    }

    @Nested
    class A_closed_connection {
        @Test
        void leaves_the_next_one_as_a_new_one_is() throws Exception {
            String schema;
            try (Connection first = sandbox.getConnection()) {
                schema = first.getSchema();
                first.setSchema("pg_catalog");
                first.setSchema("information_schema");
                first.setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT);
                first.setNetworkTimeout(Runnable::run, 60_000);
                first.setClientInfo("ApplicationName", "first");
                assertThat(first.getSchema()).isEqualTo("information_schema");
            }
            try (Connection next = sandbox.getConnection()) {
                assertThat(next.getSchema()).isEqualTo(schema);
                assertThat(next.getHoldability()).isEqualTo(ResultSet.CLOSE_CURSORS_AT_COMMIT);
                assertThat(next.getNetworkTimeout()).isZero();
                assertThat(next.getClientInfo("ApplicationName")).isNotEqualTo("first");
            }
        }

        @Test
        void has_no_metadata_any_more_once_its_test_has_ended() throws Exception {
            Connection connection = sandbox.getConnection();
            DatabaseMetaData metaData = connection.getMetaData();
            assertThat(metaData.getConnection()).isSameAs(connection);
            assertThat(metaData.getSchemas().next()).isTrue();
            connection.close();
            assertThatThrownBy(metaData::getSchemas).hasMessageContaining("closed");
            DatabaseMetaData left = sandbox.getConnection().getMetaData();
            owner.close();
            assertThatThrownBy(left::getSchemas).hasMessageStartingWith("ASSAY-SQL-002");
        }

        @Test
        void has_ended_its_transaction_although_a_statement_cannot_be_closed() throws Exception {
            Sandbox fragile = Sandbox.of(ownership, unclosable(DATABASE), CONFIG);
            Connection connection = fragile.getConnection();
            connection.setAutoCommit(false);
            connection
                    .prepareStatement("INSERT INTO customer VALUES (2, 'Grace')")
                    .execute();
            assertThatThrownBy(connection::close).hasMessage("cannot be closed");
            assertThat(inThread(() -> one(fragile, "SELECT count(*) FROM customer")))
                    .isEqualTo(1);
        }

        /** Returns a database whose prepared statements throw when they are closed. */
        private static DataSource unclosable(DataSource database) {
            return proxy(
                    DataSource.class,
                    database,
                    "getConnection",
                    connection -> proxy(
                            Connection.class,
                            connection,
                            "prepareStatement",
                            statement -> proxy(PreparedStatement.class, statement, "close", none -> {
                                throw new SQLException("cannot be closed");
                            })));
        }

        private interface Change {
            Object of(Object result) throws SQLException;
        }

        private static <T> T proxy(Class<T> type, Object of, String changed, Change change) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                        Object result;
                        try {
                            result = method.invoke(of, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                        return method.getName().equals(changed) ? change.of(result) : result;
                    }));
        }

        @Test
        void has_closed_its_statements() throws Exception {
            Connection connection = sandbox.getConnection();
            Statement statement = connection.createStatement();
            connection.close();
            assertThat(statement.isClosed()).isTrue();
            assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
        }
    }
}
