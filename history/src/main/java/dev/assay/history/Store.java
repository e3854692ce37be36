package dev.assay.history;

import dev.assay.event.RunEvent.RunFinished.End;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads and writes the tables of a {@link Database}. */
final class Store implements AutoCloseable {
    /** Runs that are remembered as such: for trends, and so that none is merged twice. */
    static final int RUNS = 2000;

    private static final String RUN_COLUMNS =
            "id, started, target, code, ended, wall, cpu, tests, passed, failed, aborted, skipped, lost, not_run, flaky";

    private final Connection connection;
    /** Statements that are used once for each class of a run. */
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Store(Connection connection) {
        this.connection = connection;
    }

    /** Returns the number that stands for a new run; 0 when the run is known already. */
    long addRun(PastRun run) throws SQLException {
        String insert = "INSERT OR IGNORE INTO run (" + RUN_COLUMNS + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            bind(
                    statement,
                    run.id(),
                    run.startMillis(),
                    run.target(),
                    run.commit(),
                    run.end().name());
            long[] numbers = {
                run.wallNanos(),
                run.cpuNanos(),
                run.tests(),
                run.passed(),
                run.failed(),
                run.aborted(),
                run.skipped(),
                run.lost(),
                run.notRun(),
                run.flaky()
            };
            for (int i = 0; i < numbers.length; i++) {
                statement.setLong(6 + i, numbers[i]);
            }
            return statement.executeUpdate() == 0 ? 0 : lastNumber();
        }
    }

    private long lastNumber() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT last_insert_rowid()")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Returns all runs by number, oldest first. */
    Map<Long, PastRun> runs() throws SQLException {
        Map<Long, PastRun> runs = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT " + RUN_COLUMNS + ", n FROM run ORDER BY started, id")) {
            while (rows.next()) {
                runs.put(rows.getLong(16), run(rows));
            }
        }
        return runs;
    }

    /** Returns the newest runs, oldest first. */
    List<PastRun> newestRuns(int limit) throws SQLException {
        String select = "SELECT " + RUN_COLUMNS + " FROM run ORDER BY started DESC, id DESC LIMIT ?";
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setInt(1, limit);
            List<PastRun> runs = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    runs.add(0, run(rows));
                }
            }
            return runs;
        }
    }

    private static PastRun run(ResultSet row) throws SQLException {
        return new PastRun(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                End.valueOf(row.getString(5)),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10),
                row.getLong(11),
                row.getLong(12),
                row.getLong(13),
                row.getLong(14),
                row.getLong(15));
    }

    /** Forgets the runs, failures and classes that are too old to matter. */
    void trim(long oldestDay) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "DELETE FROM run WHERE n NOT IN (SELECT n FROM run ORDER BY started DESC LIMIT " + RUNS + ")");
            statement.executeUpdate("DELETE FROM failure WHERE run NOT IN"
                    + " (SELECT n FROM run ORDER BY started DESC LIMIT " + ClassRecord.RUNS + ")");
            statement.executeUpdate("DELETE FROM class WHERE day < " + oldestDay);
        }
    }

    @Nullable ClassRecord find(String suite, String className) throws SQLException {
        String select = "SELECT day, detail FROM class WHERE suite = ? AND name = ?";
        PreparedStatement statement = prepared(select);
        bind(statement, suite, className);
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? ClassRecord.unpack(suite, className, rows.getLong(1), rows.getBytes(2)) : null;
        }
    }

    /** Visits all classes, in order of suite and name. */
    void eachClass(Visitor visitor) throws SQLException {
        eachClass(packed -> true, visitor);
    }

    /** Visits the classes in which a test ever went wrong, as far as that is remembered; most never do. */
    void eachTroubledClass(Visitor visitor) throws SQLException {
        eachClass(ClassRecord::isTroubled, visitor);
    }

    private void eachClass(Predicate<byte[]> wanted, Visitor visitor) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT suite, name, day, detail FROM class ORDER BY suite, name")) {
            while (rows.next()) {
                byte[] packed = rows.getBytes(4);
                if (wanted.test(packed)) {
                    visitor.visit(ClassRecord.unpack(rows.getString(1), rows.getString(2), rows.getLong(3), packed));
                }
            }
        }
    }

    void save(ClassRecord record) throws SQLException {
        PreparedStatement statement =
                prepared("INSERT INTO class (suite, name, measured, wall, cpu, fixture, tests, day, detail)"
                        + " VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (suite, name) DO UPDATE SET measured = excluded.measured,"
                        + " wall = excluded.wall, cpu = excluded.cpu, fixture = excluded.fixture, tests = excluded.tests,"
                        + " day = excluded.day, detail = excluded.detail");
        ClassCost cost = record.cost();
        bind(statement, record.suite, record.className, record.isMeasured() ? 1 : 0);
        statement.setLong(4, cost.wallNanos());
        statement.setLong(5, cost.cpuNanos());
        statement.setLong(6, cost.fixtureNanos());
        statement.setInt(7, cost.tests());
        statement.setLong(8, record.day);
        statement.setBytes(9, record.pack());
        statement.executeUpdate();
    }

    /** Deletes the classes of a suite that are not among those named. */
    void retain(String suite, Set<String> classNames) throws SQLException {
        List<String> gone = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT name FROM class WHERE suite = ?")) {
            bind(statement, suite);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (!classNames.contains(rows.getString(1))) {
                        gone.add(rows.getString(1));
                    }
                }
            }
        }
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM class WHERE suite = ? AND name = ?")) {
            for (String name : gone) {
                bind(statement, suite, name);
                statement.executeUpdate();
            }
        }
    }

    /** Returns what the scheduler needs of all classes, without reading more than that. */
    Costs costs() throws SQLException {
        Costs.Builder builder = new Costs.Builder();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(
                    "SELECT suite, name, measured, wall, cpu, fixture, tests, detail FROM class")) {
                while (rows.next()) {
                    ClassCost cost = new ClassCost(rows.getLong(4), rows.getLong(5), rows.getLong(6), rows.getInt(7));
                    builder.add(
                            rows.getString(1), rows.getString(2), rows.getInt(3) == 1 ? cost : null, rows.getBytes(8));
                }
            }
            try (ResultSet rows = statement.executeQuery(
                    "SELECT wall FROM run WHERE ended = 'COMPLETE' ORDER BY started DESC LIMIT 1")) {
                return builder.build(rows.next() ? rows.getLong(1) : 0);
            }
        }
    }

    void addFailures(long run, ClassResult result) throws SQLException {
        List<FailureRow> rows = new ArrayList<>();
        result.failures.forEach((staticId, ids) ->
                ids.forEach(id -> rows.add(new FailureRow(result.suite, result.className, staticId, id))));
        copyFailures(run, rows);
    }

    void copyFailures(long run, List<FailureRow> failures) throws SQLException {
        if (failures.isEmpty()) {
            return;
        }
        String insert = "INSERT OR IGNORE INTO failure (run, suite, class, static_id, unique_id) VALUES (?,?,?,?,?)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (FailureRow each : failures) {
                bind(statement, run, each.suite(), each.className(), each.staticId(), each.uniqueId());
                statement.executeUpdate();
            }
        }
    }

    /** Returns the failures of a run by the static test they belong to. */
    List<FailureRow> failures(long run) throws SQLException {
        List<FailureRow> failures = new ArrayList<>();
        String select = "SELECT suite, class, static_id, unique_id FROM failure WHERE run = ?";
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            bind(statement, run);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    failures.add(
                            new FailureRow(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
                }
            }
        }
        return failures;
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    /** A failure as a run saw it. */
    record FailureRow(String suite, String className, String staticId, String uniqueId) {}

    /** Takes a class's record. */
    @FunctionalInterface
    interface Visitor {
        void visit(ClassRecord record) throws SQLException;
    }
}
