package dev.assay.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.OwnerContext;
import dev.assay.core.ownership.Ownership;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;

/** Point 25 of what a sandbox has to mean: outermost, with a pool below it, whose connections come back clean. */
@ExtendWith(LivePostgres.class)
class PoolTest {
    private static final DataSource DATABASE = LivePostgres.database(InSandbox.SCHEMA);
    private static final int THREADS = 8;
    private static final SandboxConfig CONFIG = InSandbox.CONFIG.unclosed(SandboxConfig.Unclosed.IGNORE);

    private final HikariDataSource pool = pool(THREADS);
    private final Ownership ownership = Ownership.of(Duration.ZERO, (time, what) -> () -> {});
    private final Sandbox sandbox = Sandbox.of(ownership, pool, CONFIG);

    private static HikariDataSource pool(int size) {
        return new HikariDataSource(config(size));
    }

    private static HikariConfig config(int size) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(DATABASE);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(30_000);
        config.setPoolName("tests");
        return config;
    }

    @AfterEach
    @Timeout(60)
    void has_all_its_connections_and_nothing_in_the_database() throws Exception {
        ownership.close();
        // One may be asking still whom a statement waits for.
        while (pool.getHikariPoolMXBean().getActiveConnections() > 0) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(sandbox.metrics().inUse()).isZero();
        pool.close();
        try (Connection raw = DATABASE.getConnection()) {
            assertThat(InSandbox.names(raw)).containsExactly("Ada");
            assertThat(InSandbox.one(raw, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                    .isEqualTo(0L);
        }
    }

    @Test
    void hundreds_of_tests_that_do_what_they_like_leave_nothing() throws Exception {
        List<FutureTask<Integer>> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int seed = i;
            threads.add(new FutureTask<>(() -> tests(new Random(seed))));
        }
        threads.forEach(each -> new Thread(each).start());
        int wrong = 0;
        for (FutureTask<Integer> each : threads) {
            wrong += InSandbox.get(each);
        }
        assertThat(wrong).isZero();
        assertThat(sandbox.metrics().highWater()).isBetween(1, THREADS);
        assertThat(sandbox.metrics().unclosed()).isPositive();
    }

    private int tests(Random chance) throws Exception {
        int wrong = 0;
        for (int i = 0; i < 50; i++) {
            try (Owner owner = ownership.begin("test " + i);
                    OwnerContext.Entered entered = owner.enter()) {
                int key = 1_000 + chance.nextInt(1_000_000);
                wrong += test(chance.nextInt(6), key);
            }
        }
        return wrong;
    }

    /** Returns 1 if anything is seen that is not its own. */
    private int test(int what, int key) throws Exception {
        Connection connection = sandbox.getConnection();
        String insert = "INSERT INTO customer VALUES (" + key + ", 'x')";
        switch (what) {
            case 0 -> InSandbox.execute(connection, insert);
            case 1 -> {
                connection.setAutoCommit(false);
                InSandbox.execute(connection, insert);
                connection.commit();
            }
            case 2 -> {
                connection.setAutoCommit(false);
                InSandbox.execute(connection, insert);
                assertThatThrownBy(() -> InSandbox.execute(connection, insert)).isInstanceOf(SQLException.class);
            }
            case 3 -> InSandbox.execute(connection, "SELECT pg_advisory_lock(" + key + ")");
            case 4 -> {
                Thread dying = new Thread(() -> InSandbox.unchecked(() -> {
                    Connection left = sandbox.getConnection();
                    left.setAutoCommit(false);
                    InSandbox.execute(left, insert);
                    return 0;
                }));
                dying.start();
                dying.join();
            }
            default -> {
                connection.setReadOnly(true);
                InSandbox.execute(connection, "SET search_path = pg_catalog");
                InSandbox.execute(connection, "SET LOCAL work_mem = 128");
            }
        }
        if (what == 0 || what == 1) {
            List<String> names = InSandbox.names(connection);
            connection.close();
            return names.equals(List.of("Ada", "x")) ? 0 : 1;
        }
        return 0;
    }

    @Test
    void one_that_has_no_connection_left_says_so_by_its_own_error() throws Exception {
        List<Owner> owners = new ArrayList<>();
        for (int i = 0; i <= THREADS; i++) {
            owners.add(ownership.begin("test " + i));
        }
        for (Owner owner : owners.subList(0, THREADS)) {
            InSandbox.as(owner, sandbox::getConnection);
        }
        Owner last = owners.get(THREADS);
        pool.setConnectionTimeout(250);
        InSandbox.golden("ASSAY-SQL-020", () -> InSandbox.as(last, sandbox::getConnection));
        pool.setConnectionTimeout(30_000);
        owners.get(0).close();
        assertThat(InSandbox.as(last, () -> InSandbox.names(sandbox.getConnection())))
                .containsExactly("Ada");
    }

    @Test
    void has_its_connection_back_from_a_test_that_could_not_be_stopped() throws Exception {
        Owner owner = ownership.begin("StubbornTest.hangs");
        FutureTask<Integer> hanging = new FutureTask<>(() -> InSandbox.as(owner, () -> {
            InSandbox.execute(sandbox.getConnection(), """
                    DO $$ BEGIN
                        FOR i IN 1..3 LOOP
                            BEGIN PERFORM pg_sleep(60); EXCEPTION WHEN query_canceled THEN NULL; END;
                        END LOOP;
                    END $$""");
            return 0;
        }));
        new Thread(hanging).start();
        String atWork = "FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'DO %' AND wait_event = 'PgSleep'"
                + " AND datname = current_database()";
        while (InSandbox.one(DATABASE, "SELECT count(*) " + atWork) == 0) {
            LockSupport.parkNanos(1_000_000);
        }
        owner.close();
        assertThatThrownBy(() -> InSandbox.get(hanging)).hasMessageStartingWith("ASSAY-SQL-011");
        assertThat(sandbox.metrics().inUse()).isZero();
        LivePostgres.execute(DATABASE, "SELECT pg_terminate_backend(pid, 5000) " + atWork);
    }

    @Test
    void passes_no_prepared_statement_on_to_the_next_test() throws Exception {
        try (HikariDataSource one = pool(1)) {
            Sandbox small = Sandbox.of(ownership, one, CONFIG);
            for (int i = 0; i < 2; i++) {
                int value = i;
                try (Owner owner = ownership.begin("PreparingTest.prepares")) {
                    int executed = InSandbox.as(owner, () -> {
                        Connection connection = small.getConnection();
                        InSandbox.execute(connection, "PREPARE answer AS SELECT " + value);
                        return (int) InSandbox.one(connection, "EXECUTE answer");
                    });
                    assertThat(executed).isEqualTo(value);
                }
            }
        }
    }

    @Test
    void lets_nobody_go_on_with_the_drivers_own_connection_of_a_test_that_has_ended() throws Exception {
        try (HikariDataSource one = pool(1)) {
            Sandbox small = Sandbox.of(ownership, one, CONFIG);
            Owner owner = ownership.begin("CopyingTest.copies");
            PGConnection late = InSandbox.as(owner, () -> small.getConnection().unwrap(PGConnection.class));
            owner.close();
            Owner next = ownership.begin("NextTest.reads");
            InSandbox.as(next, small::getConnection);
            assertThatThrownBy(
                            () -> late.getCopyAPI().copyIn("COPY customer FROM STDIN", new StringReader("2\tGrace\n")))
                    .isInstanceOf(SQLException.class);
            assertThat(InSandbox.as(next, () -> InSandbox.names(small.getConnection())))
                    .containsExactly("Ada");
            next.close();
        }
    }

    @Test
    void is_told_the_error_of_a_first_statement_whose_server_has_gone() throws Exception {
        Owner owner = ownership.begin("EarlyTest.begins");
        Connection connection = InSandbox.as(owner, sandbox::getConnection);
        LivePostgres.execute(
                DATABASE,
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        assertThatThrownBy(() -> InSandbox.as(owner, () -> InSandbox.one(connection, "SELECT 1")))
                .hasMessageStartingWith("ASSAY-SQL-018")
                .hasMessageContaining("terminating connection");
    }

    @Test
    void has_connections_without_autocommit_where_it_is_set_up_so() throws Exception {
        HikariConfig config = config(1);
        config.setAutoCommit(false);
        try (HikariDataSource manual = new HikariDataSource(config)) {
            Sandbox without = Sandbox.of(ownership, manual, CONFIG);
            for (int i = 0; i < 2; i++) {
                try (Owner owner = ownership.begin("ManualTest.commits")) {
                    List<String> committed = InSandbox.as(owner, () -> {
                        try (Connection connection = without.getConnection()) {
                            assertThat(connection.getAutoCommit()).isFalse();
                            InSandbox.execute(connection, "INSERT INTO customer VALUES (2, 'Grace')");
                            connection.commit();
                            InSandbox.execute(connection, "DELETE FROM customer");
                            connection.rollback();
                            return InSandbox.names(connection);
                        }
                    });
                    assertThat(committed).containsExactly("Ada", "Grace");
                }
            }
        }
    }
}
