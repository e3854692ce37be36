package dev.assay.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Diagnosis;
import dev.assay.core.DocumentedErrors;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.OwnerContext;
import dev.assay.core.ownership.Ownership;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

/**
 * A test that owns a database with customers and invoices, in which nothing of it may remain.
 */
abstract class InSandbox {
    static final String SCHEMA = """
            CREATE TABLE customer (id int PRIMARY KEY, name text NOT NULL);
            CREATE TABLE invoice (id int PRIMARY KEY,
                customer_id int REFERENCES customer DEFERRABLE INITIALLY DEFERRED);
            INSERT INTO customer VALUES (1, 'Ada');
            CREATE PROCEDURE committing() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$;
            """;

    static final SandboxConfig CONFIG =
            SandboxConfig.USUAL.named("billing").waiting(Duration.ofMillis(150)).lockTimeout(Duration.ofMillis(400));

    final List<Runnable> due = new ArrayList<>();
    final List<Duration> times = new ArrayList<>();
    final Ownership ownership = Ownership.of(Duration.ofSeconds(60), (time, what) -> {
        due.add(what);
        times.add(time);
        return () -> due.remove(what);
    });
    final List<Diagnosis> reported = new CopyOnWriteArrayList<>();
    final DataSource database;
    final Sandbox sandbox;
    Owner owner = ownership.begin("DunningTest.reminds");
    OwnerContext.Entered entered = owner.enter();

    InSandbox(DataSource database) {
        this.database = database;
        this.sandbox = Sandbox.of(ownership, database, CONFIG, reported::add);
    }

    @AfterEach
    void leaves_nothing_in_the_database() throws Exception {
        entered.close();
        owner.close();
        ownership.close();
        try (Connection raw = database.getConnection()) {
            assertThat(names(raw)).containsExactly("Ada");
            checkLocks(raw);
        }
    }

    void checkLocks(Connection raw) throws SQLException {
        assertThat(one(raw, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                .isEqualTo(0L);
    }

    interface Work {
        void on(Connection connection) throws SQLException;
    }

    void transaction(Work work) throws SQLException {
        try (Connection connection = sandbox.getConnection()) {
            connection.setAutoCommit(false);
            work.on(connection);
            connection.commit();
        }
    }

    void insert(int id, String name) throws SQLException {
        try (Connection connection = sandbox.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO customer VALUES (?, ?)")) {
            insert.setInt(1, id);
            insert.setString(2, name);
            insert.executeUpdate();
        }
    }

    List<String> names() throws SQLException {
        try (Connection connection = sandbox.getConnection()) {
            return names(connection);
        }
    }

    static List<String> names(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = connection.createStatement().executeQuery("SELECT name FROM customer ORDER BY id")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    static void execute(Connection connection, String sql) throws SQLException {
        connection.createStatement().execute(sql);
    }

    static long one(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return (long) one(connection, sql);
        }
    }

    static Object one(Connection connection, String sql) throws SQLException {
        try (ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getObject(1);
        }
    }

    Object one(String sql) throws SQLException {
        try (Connection connection = sandbox.getConnection()) {
            return one(connection, sql);
        }
    }

    /** Returns what a task returned, or throws what it threw. */
    static <T> T get(FutureTask<T> task) throws Exception {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    static <T> T unchecked(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does something for an owner, on a thread that has no other. */
    static <T> T as(Owner owner, Callable<T> work) throws Exception {
        return inThread(() -> {
            try (OwnerContext.Entered in = owner.enter()) {
                return work.call();
            }
        });
    }

    static <T> T inThread(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        new Thread(task, "reports-1").start();
        return get(task);
    }

    /** Compares an error with what stands of it in the documentation, but for lines of source and threads. */
    static void golden(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .satisfies(thrown -> assertThat(masked(String.valueOf(thrown.getMessage())))
                        .isEqualTo(masked(DocumentedErrors.message(code))));
    }

    static String masked(String message) {
        return message.replaceAll("[\\w$.<>]+ \\(\\w+\\.java:\\d+\\)", "<line>")
                .replaceAll("(?m)^ +at .*\n", "")
                .replaceAll("after \\d+ms", "after 250ms")
                .replaceAll("conn=\\d+", "conn=1")
                .replaceAll("tuple \\(\\d+,\\d+\\)", "tuple")
                .replaceAll("(?m)^(  (its )?thread +)\\S+$", "$1<thread>");
    }
}
