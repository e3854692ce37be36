package dev.assay.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.OwnerContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sqlite.SQLiteDataSource;

@ExtendWith(LivePostgres.class)
class SandboxTest extends InSandbox {
    private static final DataSource DATABASE = LivePostgres.database(SCHEMA);

    SandboxTest() {
        super(DATABASE);
    }

    @Nested
    class What_a_test_writes {
        @Test
        void is_seen_by_its_own_connections_and_by_no_other_test() throws Exception {
            insert(2, "Grace");
            assertThat(names()).containsExactly("Ada", "Grace");

            Owner other = ownership.begin("InvoiceTest.totals");
            assertThat(inThread(() -> as(other, () -> names()))).containsExactly("Ada");
        }

        @Test
        void is_gone_when_its_owner_ends() throws Exception {
            insert(2, "Grace");
            transaction(connection -> execute(connection, "DELETE FROM customer"));
            assertThat(names()).isEmpty();
        }

        @Test
        void may_change_the_schema() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                execute(
                        connection,
                        "ALTER TABLE customer ADD city text; CREATE TABLE t (a int); INSERT INTO t VALUES (1)");
                assertThat(one(connection, "SELECT count(city) FROM customer")).isEqualTo(0L);
            }
        }

        @Test
        void may_lock_for_the_session_and_is_unlocked() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                execute(connection, "SELECT pg_advisory_lock(42)");
            }
        }
    }

    @Nested
    class With_autocommit {
        @Test
        void an_error_undoes_its_statement_alone() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                insert(2, "Grace");
                assertThatThrownBy(() -> execute(connection, "INSERT INTO customer VALUES (1, 'Eve')"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("duplicate key");
                assertThatThrownBy(() -> one(connection, "SELECT 1 / 0")).hasMessageContaining("division by zero");
                assertThat(names(connection)).containsExactly("Ada", "Grace");
            }
        }

        @Test
        void hundreds_of_statements_are_as_many_ways_back_as_few_are() throws Exception {
            try (Connection connection = sandbox.getConnection();
                    PreparedStatement insert = connection.prepareStatement("INSERT INTO customer VALUES (?, ?)")) {
                for (int i = 2; i <= 300; i++) {
                    insert.setInt(1, i);
                    insert.setString(2, "c" + i);
                    insert.executeUpdate();
                    if (i % 10 == 0) {
                        assertThatThrownBy(insert::executeUpdate).hasMessageContaining("duplicate key");
                    }
                }
                assertThat(names(connection)).hasSize(300);
            }
        }

        @Test
        void a_batch_is_one_statement() throws Exception {
            try (Connection connection = sandbox.getConnection();
                    PreparedStatement insert = connection.prepareStatement("INSERT INTO customer VALUES (?, 'x')")) {
                for (int id : new int[] {2, 3, 1}) {
                    insert.setInt(1, id);
                    insert.addBatch();
                }
                assertThatThrownBy(insert::executeBatch).hasMessageContaining("duplicate key");
                assertThat(names(connection)).containsExactly("Ada");
            }
        }

        @Test
        void nothing_can_be_committed_or_rolled_back() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                assertThatThrownBy(connection::commit).hasMessage("cannot commit while autocommit is on");
                assertThatThrownBy(connection::rollback).hasMessage("cannot roll back while autocommit is on");
            }
        }
    }

    @Nested
    class A_transaction {
        @Test
        void is_undone_by_its_rollback_and_nothing_else() throws Exception {
            insert(2, "Grace");
            try (Connection connection = sandbox.getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, "INSERT INTO customer VALUES (3, 'Eve')");
                connection.rollback();
                execute(connection, "INSERT INTO customer VALUES (4, 'Mary')");
                connection.commit();
                connection.rollback();
            }
            assertThat(names()).containsExactly("Ada", "Grace", "Mary");
        }

        @Test
        void is_aborted_by_an_error_as_it_would_be_in_production() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, "INSERT INTO customer VALUES (2, 'Grace')");
                assertThatThrownBy(() -> execute(connection, "INSERT INTO customer VALUES (1, 'Eve')"))
                        .hasMessageContaining("duplicate key");
                assertThatThrownBy(() -> names(connection))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("25P02"));
                connection.rollback();
                assertThat(names(connection)).containsExactly("Ada");
            }
        }

        @Test
        void that_is_aborted_is_rolled_back_by_its_commit_as_the_driver_does() throws Exception {
            for (DataSource each : List.of(DATABASE, sandbox)) {
                try (Connection connection = each.getConnection()) {
                    connection.setAutoCommit(false);
                    execute(connection, "INSERT INTO customer VALUES (2, 'Grace')");
                    assertThatThrownBy(() -> execute(connection, "INSERT INTO customer VALUES (1, 'Eve')"))
                            .hasMessageContaining("duplicate key");
                    connection.commit();
                    assertThat(names(connection)).containsExactly("Ada");
                    connection.rollback();
                }
            }
        }

        @Test
        void has_savepoints_of_its_own() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, "INSERT INTO customer VALUES (2, 'Grace')");
                Savepoint before = connection.setSavepoint("before");
                execute(connection, "INSERT INTO customer VALUES (3, 'Eve')");
                connection.rollback(before);
                connection.releaseSavepoint(before);
                execute(connection, "SAVEPOINT a");
                execute(connection, "DELETE FROM customer");
                execute(connection, "ROLLBACK TO SAVEPOINT a");
                connection.commit();
            }
            assertThat(names()).containsExactly("Ada", "Grace");
        }

        @Test
        void checks_at_its_commit_what_is_deferred_to_it() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, "INSERT INTO invoice VALUES (1, 99)");
                assertThatThrownBy(connection::commit).hasMessageContaining("invoice_customer_id_fkey");
                assertThat(one(connection, "SELECT count(*) FROM invoice")).isEqualTo(0L);
                connection.commit();

                execute(connection, "INSERT INTO invoice VALUES (1, 2)");
                execute(connection, "INSERT INTO customer VALUES (2, 'Grace')");
                connection.commit();
                execute(connection, "INSERT INTO invoice VALUES (2, 3)");
                execute(connection, "INSERT INTO customer VALUES (3, 'Mary')");
                connection.commit();
                assertThat(one(connection, "SELECT count(*) FROM invoice")).isEqualTo(2L);
                connection.rollback();
            }
        }

        @Test
        void is_rolled_back_by_a_close_and_committed_by_autocommit() throws Exception {
            Connection first = sandbox.getConnection();
            first.setAutoCommit(false);
            execute(first, "INSERT INTO customer VALUES (2, 'Grace')");
            first.close();
            first.close();
            assertThat(first.isClosed()).isTrue();
            assertThatThrownBy(first::createStatement).hasMessage("this connection has been closed");
            assertThat(names()).containsExactly("Ada");

            try (Connection second = sandbox.getConnection()) {
                second.setAutoCommit(false);
                execute(second, "INSERT INTO customer VALUES (3, 'Mary')");
                second.setAutoCommit(true);
            }
            assertThat(names()).containsExactly("Ada", "Mary");
        }

        @Test
        void that_may_only_read_cannot_write() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                connection.setReadOnly(true);
                assertThatThrownBy(() -> execute(connection, "DELETE FROM customer"))
                        .hasMessageContaining("read-only");
                connection.setAutoCommit(false);
                assertThatThrownBy(() -> execute(connection, "DELETE FROM customer"))
                        .hasMessageContaining("read-only");
                connection.rollback();
            }
            insert(2, "Grace");
            assertThat(names()).containsExactly("Ada", "Grace");
        }
    }

    @Nested
    class Two_connections_of_a_test {
        @Test
        void take_turns_by_transaction() throws Exception {
            Sandbox patient = Sandbox.of(ownership, DATABASE, CONFIG.waiting(Duration.ofSeconds(30)));
            FutureTask<List<String>> other = new FutureTask<>(() -> {
                try (Connection connection = patient.getConnection()) {
                    return names(connection);
                }
            });
            Thread reading = new Thread(other);
            try (Connection connection = patient.getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, "INSERT INTO customer VALUES (2, 'Grace')");
                reading.start();
                while (reading.getState() != Thread.State.TIMED_WAITING) {
                    assertThat(reading.isAlive())
                            .as("it reads before the transaction has ended")
                            .isTrue();
                    LockSupport.parkNanos(1_000_000);
                }
                connection.commit();
            }
            assertThat(other.get()).containsExactly("Ada", "Grace");
        }

        @Test
        void on_one_thread_nest_as_REQUIRES_NEW_does() throws Exception {
            try (Connection outer = sandbox.getConnection()) {
                outer.setAutoCommit(false);
                execute(outer, "INSERT INTO customer VALUES (2, 'Grace')");
                transaction(inner -> execute(inner, "INSERT INTO customer VALUES (3, 'Audit')"));
                execute(outer, "INSERT INTO customer VALUES (4, 'Mary')");
                outer.commit();
            }
            assertThat(names()).containsExactly("Ada", "Grace", "Audit", "Mary");
        }

        @Test
        void that_wait_for_each_other_are_told_so() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, "INSERT INTO customer VALUES (2, 'Grace')");
                golden("ASSAY-SQL-003", () -> inThread(() -> names()));
                connection.rollback();
            }
        }
    }

    @Nested
    class It_is_refused {
        @Test
        void to_a_thread_that_belongs_to_nobody() {
            entered.close();
            golden("ASSAY-SQL-001", sandbox::getConnection);
            entered = owner.enter();
        }

        @Test
        void to_go_on_after_the_owner_has_ended() throws Exception {
            Connection late = sandbox.getConnection();
            PreparedStatement prepared = late.prepareStatement("DELETE FROM customer");
            owner.close();
            golden("ASSAY-SQL-002", prepared::executeUpdate);
            golden("ASSAY-SQL-002", late::createStatement);
            late.close();
        }

        @Test
        void to_run_what_no_transaction_can_undo() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                golden("ASSAY-SQL-004", () -> execute(connection, "VACUUM customer"));
                assertThatThrownBy(() -> execute(connection, "CREATE INDEX CONCURRENTLY i ON customer (name)"))
                        .hasMessageStartingWith("ASSAY-SQL-004");
                assertThat(names(connection)).containsExactly("Ada");
            }
        }

        @Test
        void to_control_the_transaction_by_text() throws Exception {
            insert(2, "Grace");
            try (Connection connection = sandbox.getConnection()) {
                golden("ASSAY-SQL-007", () -> execute(connection, "/* now */ COMMIT"));
                assertThatThrownBy(() -> execute(connection, "SELECT 1; commit"))
                        .hasMessageStartingWith("ASSAY-SQL-007");
                execute(connection, "INSERT INTO customer VALUES (3, '; COMMIT;') -- COMMIT");
            }
        }

        @Test
        void more_isolation_than_there_is() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
                golden("ASSAY-SQL-006", () -> connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE));
            }
        }

        @Test
        void a_database_that_it_does_not_know() throws Exception {
            SQLiteDataSource unknown = new SQLiteDataSource();
            unknown.setUrl("jdbc:sqlite::memory:");
            Sandbox other = Sandbox.of(ownership, unknown);
            golden("ASSAY-SQL-022", other::getConnection);
        }

        @Test
        void to_begin_a_transaction_within_one_that_has_failed() throws Exception {
            try (Connection outer = sandbox.getConnection();
                    Connection inner = sandbox.getConnection()) {
                outer.setAutoCommit(false);
                assertThatThrownBy(() -> execute(outer, "INSERT INTO customer VALUES (1, 'Grace')"))
                        .hasMessageContaining("duplicate key");
                inner.setAutoCommit(false);
                golden("ASSAY-SQL-021", () -> execute(inner, "SELECT 1"));
                outer.rollback();
                execute(inner, "INSERT INTO customer VALUES (2, 'Grace')");
                inner.commit();
            }
            assertThat(names()).containsExactly("Ada", "Grace");
        }

        @Test
        void to_lose_what_a_second_connection_has_committed() throws Exception {
            try (Connection outer = sandbox.getConnection()) {
                outer.setAutoCommit(false);
                execute(outer, "INSERT INTO customer VALUES (2, 'Grace')");
                insert(3, "Audit");
                golden("ASSAY-SQL-008", outer::rollback);
            }
            assertThat(names()).containsExactly("Ada");
        }

        @Test
        void to_wait_for_ever_for_what_another_test_has_locked() throws Exception {
            insert(2, "Grace");
            Owner other = ownership.begin("InvoiceTest.totals");
            golden(
                    "ASSAY-SQL-009",
                    () -> inThread(() -> as(other, () -> {
                        insert(2, "Eve");
                        return 0;
                    })));
        }
    }

    @Nested
    class An_owner_that_ends {
        @Test
        void by_its_time_stops_what_is_at_work() throws Exception {
            FutureTask<Integer> sleeping = new FutureTask<>(() -> as(owner, () -> {
                try (Connection connection = sandbox.getConnection()) {
                    execute(connection, "SELECT pg_sleep(600)");
                }
                return 0;
            }));
            Thread thread = new Thread(sleeping);
            thread.start();
            while (one(DATABASE, "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'") == 0) {
                LockSupport.parkNanos(1_000_000);
            }
            due.get(0).run();
            assertThatThrownBy(sleeping::get).isInstanceOf(ExecutionException.class);
            assertThat(owner.isLive()).isFalse();
        }

        @Test
        void takes_the_transaction_of_a_thread_that_died_with_it() throws Exception {
            inThread(() -> {
                Connection connection = sandbox.getConnection();
                connection.setAutoCommit(false);
                execute(connection, "INSERT INTO customer VALUES (2, 'Grace')");
                return 0;
            });
            owner.close();
            owner = ownership.begin("next");
            entered.close();
            entered = owner.enter();
            assertThat(names()).containsExactly("Ada");
        }
    }

    @Test
    void many_tests_at_once_do_not_see_each_other() throws Exception {
        List<FutureTask<List<String>>> tests = IntStream.range(0, 20)
                .mapToObj(i -> new FutureTask<>(() -> {
                    try (Owner own = ownership.begin("test " + i);
                            OwnerContext.Entered in = own.enter()) {
                        insert(100 + i, "n" + i);
                        return names();
                    }
                }))
                .toList();
        tests.forEach(test -> new Thread(test).start());
        for (int i = 0; i < tests.size(); i++) {
            assertThat(tests.get(i).get()).containsExactly("Ada", "n" + i);
        }
    }
}
