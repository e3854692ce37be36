package dev.assay.sql.tier;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.core.Ticker;
import dev.assay.sql.internal.LiveTables;
import dev.assay.sql.server.PostgresConfig;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * That one test has a database: of this JVM's; of all that have it anywhere if it is a PostgreSQL, and else of all JVMs of
 * the user on this machine that name it by the same URL. It ends with its JVM, whatever becomes of that.
 */
final class ExternalLock implements AutoCloseable {
    /** What says in PostgreSQL that a test has the database: any number that nobody else uses. */
    static final long NUMBER = 0x4153_5341_59L;

    /** Where files are that say so of other databases. */
    static final Path FOLDER = PostgresConfig.USUAL.cache().resolveSibling("external");

    /** How often a file is tried that another JVM has. */
    private static final long PAUSE_MILLIS = 20;

    /** Which databases a test of this JVM has. */
    private static final Map<String, Semaphore> TAKEN = new ConcurrentHashMap<>();

    private final UrlDataSource database;
    private final Duration waiting;
    private final long until;
    private final Semaphore here;
    private @Nullable Connection connection;
    private @Nullable FileChannel file;

    private ExternalLock(UrlDataSource database, Duration waiting) {
        this.database = database;
        this.waiting = waiting;
        this.until = Ticker.SYSTEM.nanos() + waiting.toNanos();
        this.here = TAKEN.computeIfAbsent(database.at().url(), url -> new Semaphore(1));
    }

    /**
     * Waits until nobody else has the database.
     *
     * @throws DiagnosisException ASSAY-SQL-059 if that takes too long, ASSAY-SQL-065 if there is nothing to lock
     * @throws SQLException if the database cannot be used
     */
    static ExternalLock of(UrlDataSource database, Duration waiting, Path folder) throws SQLException {
        ExternalLock lock = new ExternalLock(database, waiting);
        lock.lockHere();
        try {
            lock.lockEverywhere(folder);
            return lock;
        } catch (SQLException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /** Returns the file that says that a test has a database. */
    static Path file(Path folder, String url) {
        return folder.resolve(UUID.nameUUIDFromBytes(url.getBytes(StandardCharsets.UTF_8)) + ".lock");
    }

    /** Returns a connection for whoever has the lock; no statement of it waits longer than a test may. */
    Connection connection() {
        if (connection == null) {
            throw new IllegalStateException("a lock is used that nobody has");
        }
        return connection;
    }

    private void lockHere() {
        try {
            if (!here.tryAcquire(waiting.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy(null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy(e);
        }
    }

    private void lockEverywhere(Path folder) throws SQLException {
        Connection made = database.getConnection();
        connection = made;
        if (!LiveTables.isPostgres(made)) {
            lock(file(folder, database.at().url()));
            return;
        }
        try (Statement statement = made.createStatement()) {
            statement.execute("SET lock_timeout = " + Math.max(1, waiting.toMillis()));
            statement.execute("SELECT pg_advisory_lock(" + NUMBER + ")");
        } catch (SQLException e) {
            if ("55P03".equals(e.getSQLState())) {
                throw busy(e);
            }
            throw e;
        }
    }

    private void lock(Path at) {
        try {
            Files.createDirectories(at.getParent());
            FileChannel channel = FileChannel.open(at, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            file = channel;
            while (!isLocked(channel)) {
                if (Ticker.SYSTEM.nanos() - until > 0) {
                    throw busy(null);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException e) {
            throw Diagnosis.of("ASSAY-SQL-065", "nothing keeps other JVMs from a test's database.")
                    .with("url", database)
                    .with("file", at)
                    .with("reason", e)
                    .because("one test has it at a time, and but for PostgreSQL it is a file that says so")
                    .toFix("XDG_CACHE_HOME=DIR in the environment, with a folder that can be written")
                    .exception(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy(e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // Somebody of this JVM has it whose Assay was loaded by another class loader.
        }
    }

    private DiagnosisException busy(@Nullable Exception e) {
        Diagnosis told = Diagnosis.of("ASSAY-SQL-059", "a test waited in vain for a database that another one has.")
                .with("url", database)
                .with("waited", waiting.toSeconds() + " s")
                .because("in tier EXTERNAL one test has it at a time, of all that use it")
                .toFix("another tier, in which tests run beside each other: -Dassay.database.tier=SANDBOX")
                .toFix("a database for each run");
        return e == null ? told.exception() : told.exception(e);
    }

    @Override
    public void close() {
        try (FileChannel closed = file;
                Connection ended = connection) {
            // Both let go of their locks.
        } catch (IOException | SQLException e) {
            // They are closed, whatever they say.
        } finally {
            here.release();
        }
    }
}
