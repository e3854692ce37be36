package dev.assay.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * The SQLite file: its schema and its transactions.
 *
 * <p>SQLite's rollback journal, not its write-ahead log: a run writes once, so the log would buy no concurrency worth
 * having, while a history is one file that CI can cache at any moment and that a read-only place or a network drive can
 * hold. Writers wait for each other.
 */
final class Database implements AutoCloseable {
    /** {@code ASSY}: tells our files from others that happen to be SQLite's. */
    private static final int APPLICATION = 0x41535359;

    static final int VERSION = 1;
    static final int BUSY_MILLIS = 20_000;
    private static final int SMALLEST = 512;
    private static final byte[] HEADER = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private static final String[] SCHEMA = {"""
        CREATE TABLE run (
            n INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL, started INTEGER NOT NULL,
            target TEXT NOT NULL, code TEXT NOT NULL, ended TEXT NOT NULL,
            wall INTEGER NOT NULL, cpu INTEGER NOT NULL,
            tests INTEGER NOT NULL, passed INTEGER NOT NULL, failed INTEGER NOT NULL, aborted INTEGER NOT NULL,
            skipped INTEGER NOT NULL, lost INTEGER NOT NULL, not_run INTEGER NOT NULL, flaky INTEGER NOT NULL,
            UNIQUE (started, id))""", """
        CREATE TABLE class (
            suite TEXT NOT NULL, name TEXT NOT NULL,
            measured INTEGER NOT NULL, wall INTEGER NOT NULL, cpu INTEGER NOT NULL, fixture INTEGER NOT NULL,
            tests INTEGER NOT NULL, day INTEGER NOT NULL, detail BLOB NOT NULL,
            UNIQUE (suite, name))""", """
        CREATE TABLE failure (
            run INTEGER NOT NULL, suite TEXT NOT NULL, class TEXT NOT NULL,
            static_id TEXT NOT NULL, unique_id TEXT NOT NULL,
            PRIMARY KEY (run, suite, unique_id)) WITHOUT ROWID"""};

    private final Connection connection;
    private final Store store;

    private Database(Connection connection) {
        this.connection = connection;
        this.store = new Store(connection);
    }

    /**
     * Opens the file; creates it, and its folder, if it is missing or empty.
     *
     * @throws DamagedException if it is no SQLite file
     */
    static Database open(Path file) throws SQLException, IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        checkHeader(file);
        NativeLibrary.load();
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        Database database = new Database(JDBC.createConnection("jdbc:sqlite:" + file, config.toProperties()));
        try {
            database.prepare();
            return database;
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** SQLite itself takes a file that is shorter than a page for an empty one, and overwrites it. */
    private static void checkHeader(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (var in = Files.newInputStream(file)) {
            byte[] header = in.readNBytes(HEADER.length);
            if (header.length > 0 && (Files.size(file) < SMALLEST || !Arrays.equals(header, HEADER))) {
                throw new DamagedException("it does not begin like a database");
            }
        }
    }

    private void prepare() throws SQLException {
        if (pragma("application_id") == APPLICATION && pragma("user_version") == VERSION) {
            return;
        }
        inTransaction(tables -> {
            long application = pragma("application_id");
            long version = pragma("user_version");
            if (application == APPLICATION && version > VERSION) {
                throw new UnreadableException(version);
            }
            if (application != APPLICATION && pragma("schema_version") != 0) {
                throw new UnreadableException(0);
            }
            if (application != APPLICATION) {
                try (Statement statement = connection.createStatement()) {
                    for (String table : SCHEMA) {
                        statement.execute(table);
                    }
                    statement.execute("PRAGMA application_id = " + APPLICATION);
                    statement.execute("PRAGMA user_version = " + VERSION);
                }
            }
            return true;
        });
    }

    private long pragma(String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA " + name)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** Does some work in one transaction, which is rolled back when the work throws. */
    <T> T inTransaction(Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        T result;
        try {
            result = work.on(store);
            connection.commit();
        } catch (SQLException | RuntimeException | Error e) {
            rollback(e);
            throw e;
        }
        connection.setAutoCommit(true);
        return result;
    }

    /** Reads without a transaction of its own: each statement sees the file as it is. */
    <T> T read(Work<T> work) throws SQLException {
        return work.on(store);
    }

    /** Reads the whole file and tells whether it is what SQLite and we wrote. */
    boolean isSound() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA integrity_check(1)")) {
            if (!rows.next() || !rows.getString(1).equals("ok")) {
                return false;
            }
        }
        read(Store::costs);
        return true;
    }

    /** On a full disk SQLite has rolled back by itself, and refuses both steps; the cause is what must be told. */
    private void rollback(Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() throws SQLException {
        store.close();
        connection.close();
    }

    /** Something to do with the file's tables. */
    @FunctionalInterface
    interface Work<T> {
        T on(Store store) throws SQLException;
    }

    /** Says that a healthy file is not for us. */
    static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** The schema's version, newer than ours; 0 for a database that is no history. */
        final long version;

        UnreadableException(long version) {
            super("version " + version);
            this.version = version;
        }
    }
}
