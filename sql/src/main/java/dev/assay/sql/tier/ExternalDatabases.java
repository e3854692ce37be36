package dev.assay.sql.tier;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.Ownership;
import dev.assay.sql.JdbcUrl;
import dev.assay.sql.Tier;
import dev.assay.sql.internal.LiveTables;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
    private final UrlDataSource database;
    private final Content migrations;
    private final List<Content.Layer> rows;
    private final Duration waiting;

    /** What tells the whole content from others. */
    private final String content;

    /** Who is told of changes to tables that are left alone. */
    private final @Nullable Ownership watched;

    private boolean ready;

    private ExternalDatabases(
            JdbcUrl at,
            Content migrations,
            List<Content.Layer> rows,
            Duration waiting,
            String content,
            @Nullable Ownership watched) {
        this.database = new UrlDataSource(at);
        this.migrations = migrations;
        this.rows = rows;
        this.waiting = waiting;
        this.content =
                UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8)).toString();
        this.watched = watched;
    }

    static Databases of(JdbcUrl at, Content content, String clear, Duration waiting, @Nullable Ownership watched) {
        List<Content.Layer> rows =
                content.layers().stream().filter(Content.Layer::rows).toList();
        List<Content.Layer> others =
                content.layers().stream().filter(layer -> !layer.rows()).toList();
        ExternalDatabases external =
                new ExternalDatabases(at, new Content(others), rows, waiting, content.key(), watched);
        external.checkIsOurs(clear);
        return external;
    }

    private void checkIsOurs(String clear) {
        try (Connection connection = connect()) {
            if (ExternalNote.isAmong(new LiveTables(connection).all())) {
                return;
            }
        } catch (SQLException e) {
            throw unusable(e);
        }
        // Others may begin at the same time, and only one of them notes it.
        try (ExternalLock lock = ExternalLock.of(database, waiting, ExternalLock.FOLDER)) {
            makeOurs(lock.connection(), clear);
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private void makeOurs(Connection connection, String clear) throws SQLException {
        LiveTables tables = new LiveTables(connection);
        List<LiveTables.Named> all = tables.all();
        if (!ExternalNote.isAmong(all)) {
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
            new ExternalNote(connection).keep(populated);
        }
    }

    private static String shown(Set<String> tables) {
        List<String> names = new ArrayList<>(tables);
        return names.size() <= 5
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 5)) + ", and " + (names.size() - 5) + " more";
    }

    /** Returns those that hold what tests write, by name in SQL: not what migrations note of themselves. */
    private static List<String> names(List<LiveTables.Named> tables) {
        return tables.stream()
                .filter(table -> !table.isOfMigrations())
                .map(LiveTables.Named::sql)
                .toList();
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
        try {
            ExternalLock lock = ExternalLock.of(database, waiting, ExternalLock.FOLDER);
            try {
                prepare(lock.connection());
                LentDatabase lent = new LentDatabase(database, Tier.EXTERNAL);
                return new Own(this, lock, lent, watched(lock.connection()), new AtomicBoolean(true));
            } catch (SQLException | RuntimeException | Error e) {
                lock.close();
                throw e;
            }
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private Optional<KeptTables> watched(Connection connection) throws SQLException {
        if (watched == null) {
            return Optional.empty();
        }
        String test = watched.find()
                .map(Owner::name)
                .orElseGet(() -> Thread.currentThread().getName());
        return Optional.of(KeptTables.of(database, test, connection));
    }

    /** Migrates, once, and clears what another test left that was killed, or that has other rows. */
    private synchronized void prepare(Connection connection) throws SQLException {
        boolean clean = new ExternalNote(connection).dirty(content);
        if (!ready) {
            migrate(connection);
            restore();
            ready = true;
        } else if (!clean) {
            clear(connection);
            restore();
        }
    }

    private void migrate(Connection connection) throws SQLException {
        ExternalNote note = new ExternalNote(connection);
        if (!note.isMigrating()) {
            clear(connection);
            note.beginMigrating();
        } // Else somebody was killed meanwhile, and what is there is of migrations.
        migrations.into(database);
        LiveTables tables = new LiveTables(connection);
        note.keep(tables.populated(names(tables.all())));
        note.endMigrating();
    }

    private void restore() {
        rows.forEach(layer -> layer.into(database));
    }

    private void clear(Connection connection) throws SQLException {
        LiveTables tables = new LiveTables(connection);
        Set<String> kept = new ExternalNote(connection).kept();
        List<String> all = new ArrayList<>(names(tables.all()));
        all.removeAll(kept);
        try {
            tables.clear(tables.populated(all), kept);
        } catch (SQLException e) {
            if ("55P03".equals(e.getSQLState())) {
                throw held(connection, all, e);
            }
            throw e;
        }
    }

    /** Returns who holds tables that are to be cleared. */
    private DiagnosisException held(Connection connection, List<String> tables, SQLException failed)
            throws SQLException {
        List<String> holders = new Backends(connection).holding(tables);
        return Diagnosis.of("ASSAY-SQL-064", "a database cannot be cleared, as somebody holds its tables.")
                .with("url", database)
                .with("waited", waiting.toSeconds() + " s")
                .with("held by", holders.isEmpty() ? "nobody any more" : String.join("\n", holders))
                .because("what a test wrote is cleared when it ends, which a transaction keeps from happening")
                .toFix("close what the test connected by the database's URL, or end its transaction")
                .toFix("write by the test's own data source, whose connections end with the test")
                .exception(failed);
    }

    /** Takes the database back from a test. */
    private void end(LentDatabase lent, Connection connection) throws SQLException {
        List<Connection> left = lent.end();
        List<Integer> backends = LiveTables.isPostgres(connection) ? Backends.of(left) : List.of();
        LentDatabase.abort(left);
        if (!backends.isEmpty()) {
            new Backends(connection).terminate(backends);
        }
        clear(connection);
        restore();
        new ExternalNote(connection).clean(content);
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

    private record Own(
            ExternalDatabases all, ExternalLock lock, LentDatabase lent, Optional<KeptTables> kept, AtomicBoolean open)
            implements TestDatabase {
        @Override
        public Tier tier() {
            return Tier.EXTERNAL;
        }

        @Override
        public DataSource dataSource() {
            return lent;
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
            try (lock) {
                all.end(lent, lock.connection());
                if (kept.isPresent()) {
                    kept.get().check();
                }
            } catch (SQLException e) {
                throw all.unusable(e);
            }
        }
    }
}
