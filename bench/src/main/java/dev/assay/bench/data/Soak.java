package dev.assay.bench.data;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.OwnerContext;
import dev.assay.core.ownership.Ownership;
import dev.assay.sql.Sandbox;
import dev.assay.sql.SandboxConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * What remains after many tests on many threads, of which some fail, leave connections open, are too slow, are
 * interrupted, or start threads that die or outlive them.
 */
public final class Soak {
    private static final int THREADS = 16;
    private static final double MEGABYTE = 1e6;

    private final Ownership ownership;
    private final Sandbox sandbox;
    private final AtomicInteger asExpected = new AtomicInteger();

    private Soak(Ownership ownership, DataSource pool) {
        this.ownership = ownership;
        // What is left open is left on purpose.
        this.sandbox = Sandbox.of(ownership, pool, SandboxConfig.USUAL, report -> {});
    }

    /** Takes the database's URL, and how many tests. */
    public static void main(String[] arguments) throws Exception {
        int tests = Integer.parseInt(arguments[1]);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setMaximumPoolSize(THREADS + 8);
        config.setMinimumIdle(0);
        try (HikariDataSource pool = new HikariDataSource(config);
                Ownership ownership = Ownership.create()) {
            execute(pool, "DROP TABLE IF EXISTS soaked");
            execute(pool, "CREATE TABLE soaked (a int PRIMARY KEY, b text)");
            Soak soak = new Soak(ownership, pool);
            // What is opened and compiled once is no leak.
            int warm = tests / 5;
            soak.run(0, warm);
            long heap = heap();
            long threads = threads();
            long files = files();
            long begin = System.nanoTime();
            soak.run(warm, tests);
            double seconds = (System.nanoTime() - begin) / 1e9;
            settle(pool);
            double grown = (heap() - heap) / MEGABYTE;
            Facts.say("per_s", (tests - warm) / seconds);
            Facts.say("not_as_expected", tests - soak.asExpected.get());
            Facts.say("owners_left", ownership.owners().size());
            Facts.say("connections_left", pool.getHikariPoolMXBean().getActiveConnections());
            Facts.say("transactions_left", count(pool, """
                    SELECT count(*) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"""));
            Facts.say("locks_left", count(pool, """
                    SELECT count(*) FROM pg_locks WHERE pid <> pg_backend_pid() AND locktype IN ('advisory', 'relation')
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""));
            Facts.say("rows_left", count(pool, "SELECT count(*) FROM soaked"));
            Facts.say("threads_left", Math.max(0, threads() - threads));
            Facts.say("files_left", Math.max(0, files() - files));
            Facts.say("processes_left", ProcessHandle.current().children().count());
            Facts.say("heap_growth_mb", Math.max(0, grown));
            Facts.done();
        }
    }

    /** Waits for what is on its way to its end, such as connections that the pool closes for good. */
    private static void settle(HikariDataSource pool) throws InterruptedException {
        for (int i = 0; i < 100 && pool.getHikariPoolMXBean().getActiveConnections() > 0; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        pool.getHikariPoolMXBean().softEvictConnections();
        TimeUnit.SECONDS.sleep(2);
    }

    private void run(int from, int to) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        for (int test = from; test < to; test++) {
            int number = test;
            threads.execute(() -> run(number));
        }
        threads.shutdown();
        if (!threads.awaitTermination(10, TimeUnit.MINUTES)) {
            throw new IllegalStateException("tests hang");
        }
    }

    private void run(int number) {
        int chance = new SplittableRandom(number).nextInt(100);
        try {
            if (chance < 70) {
                passes(number);
            } else if (chance < 80) {
                fails(number);
            } else if (chance < 82) {
                isTooSlow(number);
            } else if (chance < 87) {
                isInterrupted(number);
            } else if (chance < 92) {
                hasAThreadThatDies(number);
            } else if (chance < 96) {
                hasAThreadThatOutlivesIt(number);
            } else {
                locks(number);
            }
            asExpected.incrementAndGet();
        } catch (SQLException | RuntimeException | InterruptedException e) {
            e.printStackTrace();
        } finally {
            // The next test on this thread begins without.
            Thread.interrupted();
        }
    }

    private void passes(int number) throws SQLException {
        try (Owner owner = ownership.begin("passes " + number);
                OwnerContext.Entered entered = owner.enter();
                Connection connection = sandbox.getConnection()) {
            insert(connection, number);
            if (count(connection, "SELECT count(*) FROM soaked") != 1) {
                throw new IllegalStateException("a test sees another's rows");
            }
        }
    }

    private void fails(int number) throws SQLException {
        try (Owner owner = ownership.begin("fails " + number);
                OwnerContext.Entered entered = owner.enter()) {
            Connection left = sandbox.getConnection();
            left.setAutoCommit(false);
            insert(left, number);
            try {
                insert(left, number);
                throw new IllegalStateException("a key was taken twice");
            } catch (SQLException e) {
                // As expected; the connection remains open in the midst of its transaction.
            }
        }
    }

    private void isTooSlow(int number) throws SQLException {
        try (Owner owner = ownership.begin("is too slow " + number, Duration.ofMillis(50));
                OwnerContext.Entered entered = owner.enter()) {
            try (Connection connection = sandbox.getConnection()) {
                insert(connection, number);
                execute(connection, "SELECT pg_sleep(30)");
                throw new IllegalStateException("its time is over and nobody told it");
            } catch (SQLException e) {
                // As expected.
            }
        }
    }

    private void isInterrupted(int number) throws SQLException {
        try (Owner owner = ownership.begin("is interrupted " + number);
                OwnerContext.Entered entered = owner.enter();
                Connection connection = sandbox.getConnection()) {
            Thread.currentThread().interrupt();
            insert(connection, number);
        } catch (SQLException e) {
            // Whether a statement minds is the driver's to say.
        }
    }

    private void hasAThreadThatDies(int number) throws SQLException, InterruptedException {
        try (Owner owner = ownership.begin("has a thread that dies " + number);
                OwnerContext.Entered entered = owner.enter()) {
            Thread dying = new Thread(() -> {
                try {
                    Connection connection = sandbox.getConnection();
                    connection.setAutoCommit(false);
                    insert(connection, number);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
                throw new AssertionError("dies");
            });
            dying.setUncaughtExceptionHandler((thread, thrown) -> {});
            dying.start();
            dying.join();
        }
    }

    private void hasAThreadThatOutlivesIt(int number) throws SQLException, InterruptedException {
        Thread outliving;
        try (Owner owner = ownership.begin("has a thread that outlives it " + number);
                OwnerContext.Entered entered = owner.enter();
                Connection connection = sandbox.getConnection()) {
            insert(connection, number);
            outliving = new Thread(() -> {
                try (Connection own = sandbox.getConnection()) {
                    execute(own, "SELECT pg_sleep(0.02)");
                    execute(own, "SELECT pg_sleep(0.02)");
                } catch (SQLException | RuntimeException e) {
                    // The owner has ended meanwhile.
                }
            });
            outliving.start();
        }
        outliving.join();
    }

    private void locks(int number) throws SQLException {
        try (Owner owner = ownership.begin("locks " + number);
                OwnerContext.Entered entered = owner.enter();
                Connection connection = sandbox.getConnection()) {
            insert(connection, number);
            execute(connection, "SELECT pg_advisory_lock(" + number + ")");
            execute(connection, "SELECT b FROM soaked FOR UPDATE");
        }
    }

    private static void insert(Connection connection, int number) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO soaked VALUES (?, 'x')")) {
            insert.setInt(1, number);
            insert.executeUpdate();
        }
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            execute(connection, sql);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return count(connection, sql);
        }
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static long heap() throws InterruptedException {
        // Threads that keep nothing busy end after some seconds.
        TimeUnit.SECONDS.sleep(6);
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Those of the pool come and go while it is there. */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("HikariPool"))
                .count();
    }

    private static long files() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
