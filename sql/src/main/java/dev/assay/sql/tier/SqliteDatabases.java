package dev.assay.sql.tier;

import dev.assay.core.DiagnosisException;
import dev.assay.sql.JdbcUrl;
import dev.assay.sql.Tier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A SQLite for each test: a copy of the bytes of one that was set up.
 *
 * <p>Each is a file, though one that nobody waits for the disk to write: in SQLite's own memory a connection could not read
 * while another one writes.
 *
 * @param bytes a database's file
 */
record SqliteDatabases(SqliteFolder folder, byte[] bytes) implements Databases {
    private static final String OPTIONS = "?foreign_keys=on&journal_mode=WAL&synchronous=OFF";

    static Databases of(Content content) {
        SqliteFolder folder = SqliteFolder.create(Path.of(System.getProperty("java.io.tmpdir")));
        Path file = folder.file();
        try {
            content.into(source(file));
            return new SqliteDatabases(folder, taken(file, folder));
        } catch (DiagnosisException e) {
            throw NotPortable.setUp(e, Engine.SQLITE);
        } finally {
            delete(file);
        }
    }

    private static JdbcUrl at(Path file) {
        return new JdbcUrl("jdbc:sqlite:" + file + OPTIONS, "", "");
    }

    private static UrlDataSource source(Path file) {
        return new UrlDataSource(at(file));
    }

    /** Returns what is in a database, whoever is connected to it. */
    private static byte[] taken(Path file, SqliteFolder folder) {
        Path copy = folder.file();
        try (Connection connection = source(file).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM INTO '" + copy.toString().replace("'", "''") + "'");
            return Files.readAllBytes(copy);
        } catch (SQLException e) {
            throw SqliteFolder.unwritable(copy, new IOException(e));
        } catch (IOException e) {
            throw SqliteFolder.unwritable(copy, e);
        } finally {
            delete(copy);
        }
    }

    private static void delete(Path file) {
        for (String each : List.of("", "-wal", "-shm")) {
            try {
                Files.deleteIfExists(Path.of(file + each));
            } catch (IOException e) {
                // It goes with its folder.
            }
        }
    }

    private Path copied() {
        Path file = folder.file();
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            delete(file);
            throw SqliteFolder.unwritable(file, e);
        }
    }

    @Override
    public TestDatabase open() {
        Path file = copied();
        return new Own(file, new LentDatabase(source(file), Tier.MEMORY));
    }

    @Override
    public SetUp setUp() {
        Path file = copied();
        return new Layer(file, folder, new LentDatabase(source(file), Tier.MEMORY));
    }

    @Override
    public void close() {
        // There is nothing but bytes.
    }

    private static void end(Path file, LentDatabase lent) {
        try {
            LentDatabase.abort(lent.end());
        } catch (SQLException e) {
            throw new IllegalStateException("SQLite knows whether a connection is closed", e);
        } finally {
            delete(file);
        }
    }

    private record Own(Path file, LentDatabase lent) implements TestDatabase {
        @Override
        public Tier tier() {
            return Tier.MEMORY;
        }

        @Override
        public DataSource dataSource() {
            return NotPortable.told(lent, Engine.SQLITE);
        }

        @Override
        public Optional<JdbcUrl> url() {
            return Optional.of(at(file));
        }

        @Override
        public void close() {
            end(file, lent);
        }
    }

    private record Layer(Path file, SqliteFolder folder, LentDatabase lent) implements SetUp {
        @Override
        public DataSource dataSource() {
            return NotPortable.told(lent, Engine.SQLITE);
        }

        @Override
        public Databases seal() {
            byte[] bytes = taken(file, folder);
            end(file, lent);
            return new SqliteDatabases(folder, bytes);
        }

        @Override
        public void close() {
            end(file, lent);
        }
    }
}
