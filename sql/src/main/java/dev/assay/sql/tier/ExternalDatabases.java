package dev.assay.sql.tier;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.sql.JdbcUrl;
import dev.assay.sql.Tier;
import dev.assay.sql.internal.LiveTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The database that the environment names, for one test at a time.
 *
 * <p>It notes in a table of its own that it may clear the database, and which tables are to be left alone: so no other
 * database is ever cleared than one that was empty, or that somebody named for it.
 */
final class ExternalDatabases implements Databases {
    /** Where it is noted which tables are left alone: one row for each, and an empty one. */
    private static final String NOTE = "assay_keeps";

    /** What says in PostgreSQL that a test has the database: any number that nobody else uses. */
    static final long LOCK = 0x4153_5341_59L;

    /** Which databases a test of this JVM has. */
    private static final Map<String, Semaphore> TAKEN = new ConcurrentHashMap<>();

    private final UrlDataSource database;
    private final Content migrations;
    private final List<Content.Layer> rows;
    private final Duration waiting;
    private boolean ready;

    private ExternalDatabases(JdbcUrl at, Content migrations, List<Content.Layer> rows, Duration waiting) {
        this.database = new UrlDataSource(at);
        this.migrations = migrations;
        this.rows = rows;
        this.waiting = waiting;
    }

    static Databases of(JdbcUrl at, Content content, String clear, Duration waiting) {
        List<Content.Layer> rows =
                content.layers().stream().filter(Content.Layer::rows).toList();
        List<Content.Layer> others =
                content.layers().stream().filter(layer -> !layer.rows()).toList();
        ExternalDatabases external = new ExternalDatabases(at, new Content(others), rows, waiting);
        external.checkIsOurs(clear);
        return external;
    }

    private void checkIsOurs(String clear) {
        try (Connection connection = connect()) {
            LiveTables tables = new LiveTables(connection);
            List<LiveTables.Named> all = tables.all();
            if (all.stream().anyMatch(ExternalDatabases::isNote)) {
                return;
            }
            Set<String> populated = tables.populated(names(all));
            String name = String.valueOf(connection.getCatalog());
            if (!populated.isEmpty() && !clear.equals(name)) {
                throw Diagnosis.of("ASSAY-SQL-056", "the database has rows, and may be somebody's.")
                        .with("url", database)
                        .with("tables", shown(populated))
                        .because("tests write into it, and tables that they have filled are cleared after each")
                        .toFix("an empty database")
                        .toFix("-Dassay.database.clear=" + name
                                + ", if it is for tests: what is in it now is then left alone, and all else is cleared")
                        .exception();
            }
            note(connection, populated);
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private static String shown(Set<String> tables) {
        List<String> names = new ArrayList<>(tables);
        return names.size() <= 5
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 5)) + ", and " + (names.size() - 5) + " more";
    }

    private static boolean isNote(LiveTables.Named table) {
        return table.name().equalsIgnoreCase(NOTE);
    }

    private static List<String> names(List<LiveTables.Named> tables) {
        return tables.stream()
                .filter(table -> !isNote(table))
                .map(LiveTables.Named::sql)
                .toList();
    }

    private static void note(Connection connection, Set<String> kept) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS " + NOTE + " (name varchar(500) PRIMARY KEY)");
        }
        Set<String> known = kept(connection);
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO " + NOTE + " (name) VALUES (?)")) {
            for (String table : kept) {
                if (!known.contains(table)) {
                    statement.setString(1, table);
                    statement.executeUpdate();
                }
            }
        }
    }

    private static Set<String> kept(Connection connection) throws SQLException {
        Set<String> kept = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet names = statement.executeQuery("SELECT name FROM " + NOTE)) {
            while (names.next()) {
                kept.add(names.getString(1));
            }
        }
        return kept;
    }

    private Connection connect() {
        try {
            return database.getConnection();
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private DiagnosisException unusable(SQLException e) {
        return Diagnosis.of("ASSAY-SQL-055", "the database that the settings name cannot be used.")
                .with("url", database)
                .with(
                        "user",
                        database.at().user().isEmpty() ? "none" : database.at().user())
                .with("reason", String.valueOf(e.getMessage()))
                .with("state", String.valueOf(e.getSQLState()))
                .because("in tier EXTERNAL tests use that database and no other")
                .toFix("ASSAY_DATABASE_URL, ASSAY_DATABASE_USER and ASSAY_DATABASE_PASSWORD in the environment")
                .toFix("another tier: -Dassay.database.tier=SANDBOX")
                .exception(e);
    }

    @Override
    public TestDatabase open() {
        Semaphore here = TAKEN.computeIfAbsent(database.at().url(), url -> new Semaphore(1));
        try {
            if (!here.tryAcquire(waiting.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy(null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy(e);
        }
        Connection lock = null;
        try {
            lock = connect();
            lock(lock);
            prepare(lock);
            return new Own(this, lock, here, new AtomicBoolean(true));
        } catch (SQLException e) {
            give(lock, here);
            throw unusable(e);
        } catch (RuntimeException | Error e) {
            give(lock, here);
            throw e;
        }
    }

    private static void give(@Nullable Connection lock, Semaphore here) {
        try {
            if (lock != null) {
                lock.close(); // which lets go of the lock as well
            }
        } catch (SQLException e) {
            // It is closed, whatever it says.
        } finally {
            here.release();
        }
    }

    private RuntimeException busy(@Nullable Exception e) {
        Diagnosis told = Diagnosis.of("ASSAY-SQL-059", "a test waited in vain for a database that another one has.")
                .with("url", database)
                .with("waited", waiting.toSeconds() + " s")
                .because("in tier EXTERNAL one test has it at a time, of all that use it")
                .toFix("another tier, in which tests run beside each other: -Dassay.database.tier=SANDBOX")
                .toFix("a database for each run");
        return e == null ? told.exception() : told.exception(e);
    }

    private void lock(Connection connection) throws SQLException {
        if (LiveTables.isPostgres(connection)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET lock_timeout = " + waiting.toMillis());
                statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
                statement.execute("SET lock_timeout = 0");
            } catch (SQLException e) {
                if ("55P03".equals(e.getSQLState())) {
                    throw busy(e);
                }
                throw e;
            }
        }
    }

    /** Migrates, once, and clears what somebody else's test may have left who was killed. */
    private synchronized void prepare(Connection connection) throws SQLException {
        if (ready) {
            return;
        }
        LiveTables tables = new LiveTables(connection);
        clear(connection);
        Set<String> before = tables.populated(names(tables.all()));
        migrations.into(database);
        Set<String> filled = new LinkedHashSet<>(tables.populated(names(tables.all())));
        filled.removeAll(before);
        note(connection, filled);
        restore();
        ready = true;
    }

    private void restore() {
        rows.forEach(layer -> layer.into(database));
    }

    private void clear(Connection connection) throws SQLException {
        LiveTables tables = new LiveTables(connection);
        Set<String> kept = kept(connection);
        List<String> all = new ArrayList<>(names(tables.all()));
        all.removeAll(kept);
        tables.clear(tables.populated(all), kept);
    }

    @Override
    public SetUp setUp() {
        throw Diagnosis.of("ASSAY-SQL-057", "a class writes to a database before its tests that is cleared after each.")
                .with("url", database)
                .with("tier", Tier.EXTERNAL)
                .because("the second test would not find what the first one found")
                .toFix("write it before each test, or have it in the scenario")
                .toFix("@Database(scope = Scope.CLASS), if the tests of the class build on each other")
                .exception();
    }

    @Override
    public void close() {
        // Nothing is open between tests.
    }

    private record Own(ExternalDatabases all, Connection lock, Semaphore here, AtomicBoolean open)
            implements TestDatabase {
        @Override
        public Tier tier() {
            return Tier.EXTERNAL;
        }

        @Override
        public DataSource dataSource() {
            return all.database;
        }

        @Override
        public Optional<JdbcUrl> url() {
            return Optional.of(all.database.at());
        }

        @Override
        public void close() {
            if (!open.compareAndSet(true, false)) {
                return;
            }
            try {
                all.clear(lock);
                all.restore();
            } catch (SQLException e) {
                throw all.unusable(e);
            } finally {
                give(lock, here);
            }
        }
    }
}
