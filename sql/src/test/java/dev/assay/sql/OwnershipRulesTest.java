package dev.assay.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.OwnerContext;
import dev.assay.core.ownership.Ownership;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Points 1 to 11 and 22 to 26 of what a sandbox has to mean: whose connections are whose. */
@ExtendWith(LivePostgres.class)
class OwnershipRulesTest extends InSandbox {
    private static final DataSource DATABASE = LivePostgres.database(SCHEMA);
    private static final DataSource ARCHIVE = LivePostgres.database("CREATE TABLE letter (id int)");

    OwnershipRulesTest() {
        super(DATABASE);
    }

    @Nested
    class A_mode {
        @Test
        void auto_uses_the_database_itself() throws Exception {
            ownership.mode(Ownership.Mode.AUTO);
            try (Connection connection = inThread(sandbox::getConnection)) {
                assertThat(connection.getAutoCommit()).isTrue();
                execute(connection, "INSERT INTO customer VALUES (2, 'Grace')");
            }
            try (Connection raw = DATABASE.getConnection()) {
                assertThat(names(raw)).containsExactly("Ada", "Grace");
                execute(raw, "DELETE FROM customer WHERE id = 2");
            }
        }

        @Test
        void shared_has_threads_of_nobody_use_the_one_connection() throws Exception {
            insert(2, "Grace");
            entered.close();
            ownership.share(owner);
            assertThat(inThread(() -> names())).containsExactly("Ada", "Grace");
            owner.close();
            assertThatThrownBy(() -> inThread(() -> names())).hasMessageStartingWith("ASSAY-SQL-001");
        }

        @Test
        void that_changes_ends_every_connection() throws Exception {
            Connection connection = sandbox.getConnection();
            insert(2, "Grace");
            ownership.mode(Ownership.Mode.MANUAL);
            assertThatThrownBy(connection::createStatement)
                    .hasMessageStartingWith("ASSAY-SQL-002")
                    .hasMessageContaining("mode was changed");
        }
    }

    @Nested
    class An_owner {
        @Test
        void may_have_isolation_and_waiting_of_its_own() throws Exception {
            Owner strict = ownership.begin("StrictTest.reads");
            sandbox.begin(strict, CONFIG.isolated(Connection.TRANSACTION_SERIALIZABLE));
            as(strict, () -> {
                try (Connection connection = sandbox.getConnection()) {
                    assertThat(one(connection, "SHOW transaction_isolation")).isEqualTo("serializable");
                    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                }
                return 0;
            });
            try (Connection connection = sandbox.getConnection()) {
                assertThat(one(connection, "SHOW transaction_isolation")).isEqualTo("read committed");
            }
        }

        @Test
        void may_have_a_lock_time_out_of_its_own_and_the_next_one_the_usual() throws Exception {
            Owner patient = ownership.begin("PatientTest.waits");
            sandbox.begin(patient, CONFIG.lockTimeout(Duration.ofSeconds(7)));
            assertThat(as(patient, () -> one("SHOW lock_timeout"))).isEqualTo("7s");
            patient.close();
            assertThat(one("SHOW lock_timeout")).isEqualTo("400ms");
        }

        @Test
        void may_have_a_time_out_of_its_own() throws Exception {
            Owner brief = ownership.begin("BriefTest.hurries", Duration.ofMillis(1));
            assertThat(times).containsExactly(Duration.ofSeconds(60), Duration.ofMillis(1));
            as(brief, () -> {
                Connection connection = sandbox.getConnection();
                due.get(due.size() - 1).run();
                assertThatThrownBy(connection::createStatement).hasMessageContaining("its time was over");
                return 0;
            });
        }

        @Test
        void is_begun_once() throws Exception {
            insert(2, "Grace");
            golden("ASSAY-SQL-010", () -> sandbox.begin(owner, CONFIG));
            assertThatThrownBy(() -> sandbox.exempt(owner)).hasMessageStartingWith("ASSAY-SQL-010");
        }

        @Test
        void may_have_no_sandbox_while_others_do() throws Exception {
            Owner real = ownership.begin("MigrationTest.vacuums");
            sandbox.exempt(real);
            as(real, () -> {
                insert(7, "real");
                try (Connection connection = sandbox.getConnection()) {
                    execute(connection, "VACUUM customer");
                }
                return 0;
            });
            real.close();
            assertThat(names()).containsExactly("Ada", "real");
            LivePostgres.execute(sandbox.unboxed(), "DELETE FROM customer WHERE id = 7");
            assertThat(names()).containsExactly("Ada");
        }

        @Test
        void has_that_checked_which_was_made_outside_of_the_sandbox_meanwhile() throws Exception {
            Sandbox archive = Sandbox.of(ownership, ARCHIVE, CONFIG.named("archive"));
            DataSource outside = archive.unboxed();
            assertThat(one(archive, "SELECT count(*) FROM letter")).isEqualTo(0L);
            try (Connection connection = archive.getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, "INSERT INTO letter VALUES (1)");
                connection.commit();
                LivePostgres.execute(outside, "CREATE TABLE place (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
                execute(connection, "INSERT INTO place VALUES (1), (1)");
                assertThatThrownBy(connection::commit).hasMessageContaining("place_a_key");
            }
            owner.close();
            LivePostgres.execute(outside, "DROP TABLE place");
        }

        @Test
        void may_outlive_the_thread_that_began_it() throws Exception {
            Owner begun = inThread(() -> {
                Owner made = ownership.begin("LongTest.lives");
                as(made, () -> {
                    insert(2, "Grace");
                    return 0;
                });
                return made;
            });
            assertThat(as(begun, () -> names())).containsExactly("Ada", "Grace");
        }

        @Test
        void has_one_transaction_in_each_of_its_databases_and_in_late_ones() throws Exception {
            Sandbox archive = Sandbox.of(ownership, ARCHIVE, CONFIG.named("archive"));
            insert(2, "Grace");
            try (Connection connection = archive.getConnection()) {
                execute(connection, "INSERT INTO letter VALUES (1)");
            }
            Sandbox late = Sandbox.of(ownership, ARCHIVE, CONFIG.named("replica"));
            try (Connection connection = late.getConnection()) {
                // Another sandbox is another transaction, as another database is.
                assertThat(one(connection, "SELECT count(*) FROM letter")).isEqualTo(0L);
            }
            assertThat(one(archive, "SELECT count(*) FROM letter")).isEqualTo(1L);
            owner.close();
            assertThat(one(ARCHIVE, "SELECT count(*) FROM letter")).isEqualTo(0L);
            assertThat(archive.metrics().inUse()).isZero();
            assertThat(late.metrics().inUse()).isZero();
        }
    }

    @Nested
    class A_thread {
        @Test
        void of_a_pool_works_for_whom_it_was_handed_work() throws Exception {
            entered.close();
            ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(2);
            pool.prestartAllCoreThreads();
            entered = owner.enter();
            try {
                ExecutorService carried = OwnerContext.carry(pool);
                carried.submit(() -> {
                            insert(2, "Grace");
                            return 0;
                        })
                        .get();
                CompletableFuture<List<String>> seen =
                        CompletableFuture.supplyAsync(() -> unchecked(() -> names()), carried);
                assertThat(seen.get()).containsExactly("Ada", "Grace");
                assertThatThrownBy(() -> pool.submit(() -> names()).get()).hasMessageContaining("ASSAY-SQL-001");
            } finally {
                pool.shutdownNow();
            }
        }

        @Test
        void that_has_a_token_works_for_its_owner_until_it_leaves() throws Exception {
            insert(2, "Grace");
            String header = owner.token();
            FutureTask<List<String>> request = new FutureTask<>(() -> {
                try (OwnerContext.Entered in = ownership.owner(header).enter()) {
                    return names();
                }
            });
            entered.close();
            Thread server = new Thread(request, "http-1");
            server.start();
            assertThat(request.get()).containsExactly("Ada", "Grace");
            entered = owner.enter();
        }

        @Test
        void that_dies_leaves_the_connection_to_the_others() throws Exception {
            Thread dead = new Thread(
                    () -> unchecked(() -> {
                        Connection connection = sandbox.getConnection();
                        connection.setAutoCommit(false);
                        execute(connection, "INSERT INTO customer VALUES (2, 'Grace')");
                        return 0;
                    }),
                    "reports-1");
            dead.start();
            dead.join();
            assertThat(names()).containsExactly("Ada");
            insert(3, "Mary");
            assertThat(names()).containsExactly("Ada", "Mary");
        }

        @Test
        void that_goes_on_with_a_transaction_which_others_gave_up_is_told_so() throws Exception {
            Connection left = inThread(() -> {
                Connection connection = sandbox.getConnection();
                connection.setAutoCommit(false);
                execute(connection, "INSERT INTO customer VALUES (2, 'Grace')");
                return connection;
            });
            assertThat(names()).containsExactly("Ada");
            golden("ASSAY-SQL-019", left::commit);
            assertThatThrownBy(() -> execute(left, "SELECT 1")).hasMessageStartingWith("ASSAY-SQL-019");
            assertThat(inThread(() -> names())).containsExactly("Ada");
            left.rollback();
            execute(left, "INSERT INTO customer VALUES (4, 'Eve')");
            left.commit();
            left.close();
            assertThat(names()).containsExactly("Ada", "Eve");
        }

        @Test
        void that_helps_with_a_transaction_and_dies_does_not_end_it() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, "INSERT INTO customer VALUES (2, 'Grace')");
                assertThat(inThread(() -> names(connection))).containsExactly("Ada", "Grace");
                insert(3, "Mary");
                assertThatThrownBy(() -> inThread(() -> names())).hasMessageStartingWith("ASSAY-SQL-003");
                connection.commit();
            }
            assertThat(names()).containsExactly("Ada", "Grace", "Mary");
        }

        @Test
        void has_its_turn_back_while_it_waits_when_the_one_ends_that_was_let_in_between() throws Exception {
            Sandbox patient = Sandbox.of(ownership, DATABASE, CONFIG.waiting(Duration.ofSeconds(30)));
            try (Connection outer = patient.getConnection()) {
                outer.setAutoCommit(false);
                execute(outer, "INSERT INTO customer VALUES (2, 'Grace')");
                FutureTask<List<String>> helping = new FutureTask<>(() -> names(outer));
                Thread helper = new Thread(helping);
                try (Connection inner = patient.getConnection()) {
                    inner.setAutoCommit(false);
                    execute(inner, "INSERT INTO customer VALUES (3, 'Audit')");
                    helper.start();
                    while (helper.getState() != Thread.State.TIMED_WAITING) {
                        LockSupport.parkNanos(1_000_000);
                    }
                    inner.commit();
                }
                assertThat(helping.get(10, TimeUnit.SECONDS)).containsExactly("Ada", "Grace", "Audit");
                outer.commit();
            }
        }

        @Test
        void that_is_interrupted_and_need_not_wait_goes_on_and_stays_interrupted() throws Exception {
            boolean stays = inThread(() -> {
                Thread.currentThread().interrupt();
                assertThat(names()).containsExactly("Ada");
                return Thread.currentThread().isInterrupted();
            });
            assertThat(stays).isTrue();
        }

        @Test
        void that_is_interrupted_while_it_waits_is_told_who_has_the_connection() throws Exception {
            try (Connection connection = sandbox.getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, "INSERT INTO customer VALUES (2, 'Grace')");
                assertThatThrownBy(() -> inThread(() -> {
                            Thread.currentThread().interrupt();
                            return names();
                        }))
                        .hasMessageStartingWith("ASSAY-SQL-003: a thread was interrupted while it waited")
                        .hasMessageContaining("its thread");
                connection.rollback();
            }
        }
    }

    @Nested
    class An_owner_that_ends_while_somebody_is_at_work {
        @Test
        void has_that_one_told_who_ended_and_why_and_where_it_was() throws Exception {
            FutureTask<Integer> sleeping = asleep();
            due.get(0).run();
            golden("ASSAY-SQL-011", () -> get(sleeping));
        }

        @Test
        void leaves_no_process_of_the_server_at_work() throws Exception {
            FutureTask<Integer> sleeping = asleep();
            owner.close();
            assertThatThrownBy(() -> get(sleeping)).hasMessageContaining("it was closed");
            assertThat(sleepers()).isZero();
        }

        private FutureTask<Integer> asleep() throws SQLException {
            FutureTask<Integer> sleeping = new FutureTask<>(() -> {
                try (Connection connection = sandbox.getConnection()) {
                    execute(connection, "SELECT pg_sleep(600)");
                }
                return 0;
            });
            new Thread(sleeping, "reports-1").start();
            while (sleepers() == 0) {
                LockSupport.parkNanos(1_000_000);
            }
            return sleeping;
        }

        private long sleepers() throws SQLException {
            return one(
                    DATABASE,
                    "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep%'"
                            + " AND datname = current_database()");
        }
    }

    @Nested
    class A_connection_that_is_never_closed {
        @Test
        void is_reported_with_the_place_where_it_was_taken() throws Exception {
            sandbox.getConnection();
            sandbox.getConnection().close();
            owner.close();
            assertThat(reported).hasSize(1);
            golden("ASSAY-SQL-013", () -> {
                throw new SandboxException(reported.get(0));
            });
            assertThat(sandbox.metrics().unclosed()).isEqualTo(1);
        }

        @Test
        void may_be_an_error_or_nothing() throws Exception {
            for (SandboxConfig.Unclosed what : List.of(SandboxConfig.Unclosed.REFUSE, SandboxConfig.Unclosed.IGNORE)) {
                Owner careless = ownership.begin("CarelessTest.forgets");
                sandbox.begin(careless, CONFIG.unclosed(what));
                as(careless, sandbox::getConnection);
                if (what == SandboxConfig.Unclosed.REFUSE) {
                    assertThatThrownBy(careless::close).rootCause().hasMessageStartingWith("ASSAY-SQL-013");
                } else {
                    careless.close();
                }
            }
            assertThat(reported).isEmpty();
            assertThat(sandbox.metrics().unclosed()).isEqualTo(2);
            assertThat(sandbox.metrics().inUse()).isZero();
        }
    }

    @Test
    void turns_are_given_first_come_first_served_and_measured() throws Exception {
        StringBuffer order = new StringBuffer();
        Sandbox patient = Sandbox.of(ownership, DATABASE, CONFIG.waiting(Duration.ofSeconds(30)));
        List<Thread> waiting = List.of(
                new Thread(() -> unchecked(() -> patient(patient, "a", order))),
                new Thread(() -> unchecked(() -> patient(patient, "b", order))),
                new Thread(() -> unchecked(() -> patient(patient, "c", order))));
        try (Connection connection = patient.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, "INSERT INTO customer VALUES (2, 'Grace')");
            for (Thread each : waiting) {
                each.start();
                while (each.getState() != Thread.State.TIMED_WAITING) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
            connection.commit();
        }
        for (Thread each : waiting) {
            each.join();
        }
        assertThat(order).hasToString("abc");
        SandboxMetrics metrics = patient.metrics();
        assertThat(metrics.waits()).isBetween(3L, 5L);
        assertThat(metrics.longestWait()).isPositive().isLessThanOrEqualTo(metrics.waited());
    }

    private static int patient(Sandbox patient, String name, StringBuffer order) throws SQLException {
        try (Connection connection = patient.getConnection()) {
            connection.setAutoCommit(false);
            // While it has its turn, nobody else has.
            order.append(one(connection, "SELECT '" + name + "'"));
            connection.commit();
            return order.length();
        }
    }

    @Test
    void what_owners_do_is_counted() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            Owner one = ownership.begin("CountTest." + i);
            new Thread(() -> unchecked(() -> as(one, () -> {
                        sandbox.getConnection().close();
                        both.countDown();
                        return 0;
                    })))
                    .start();
        }
        both.await();
        insert(2, "Grace");
        try (Connection connection = sandbox.getConnection()) {
            execute(connection, "UPDATE customer SET name = 'x'");
            assertThatThrownBy(() -> execute(connection, "SELECT 1 / 0")).hasMessageContaining("division");
        }
        SandboxMetrics metrics = sandbox.metrics();
        assertThat(metrics.inUse()).isEqualTo(3);
        assertThat(metrics.highWater()).isEqualTo(3);
        assertThat(metrics.statements()).isEqualTo(3);
        assertThat(metrics.rowsWritten()).isEqualTo(3);
        assertThat(metrics.errors()).isEqualTo(1);
        ownership.close();
        assertThat(sandbox.metrics().inUse()).isZero();
        assertThat(sandbox.metrics().highWater()).isEqualTo(3);
        assertThat(sandbox.metrics().held()).isPositive();
    }
}
