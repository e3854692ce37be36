package dev.assay.sql.tier;

import dev.assay.core.DiagnosisException;
import dev.assay.sql.JdbcUrl;
import dev.assay.sql.Tier;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.h2.store.fs.FileUtils;

/**
 * An H2 for each test, whose files are in memory: a copy of the bytes of one that was set up, which takes a tenth of the
 * time of its script.
 *
 * @param bytes a database's file
 */
record H2Databases(byte[] bytes) implements Databases {
    private static final String OPTIONS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
            + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;FILE_LOCK=NO";
    private static final String FILE = ".mv.db";
    private static final AtomicLong COUNT = new AtomicLong();

    static Databases of(Content content) {
        String name = name();
        try {
            content.into(new UrlDataSource(new JdbcUrl("jdbc:h2:" + name + OPTIONS, "", "")));
            return new H2Databases(taken(name));
        } catch (DiagnosisException e) {
            end(name);
            throw NotPortable.setUp(e, Engine.H2);
        } catch (SQLException | IOException e) {
            end(name);
            throw new IllegalStateException("a database in memory was ended by somebody else", e);
        }
    }

    private static String name() {
        return "memFS:assay" + COUNT.incrementAndGet();
    }

    private static String url(String name) {
        // There is a file, and whoever comes when it is gone is not to make another one.
        return "jdbc:h2:" + name + OPTIONS + ";IFEXISTS=TRUE";
    }

    private static UrlDataSource source(String name) {
        return new UrlDataSource(new JdbcUrl(url(name), "", ""));
    }

    /** Ends a database and returns what was in its file. */
    private static byte[] taken(String name) throws SQLException, IOException {
        shutDown(name, "SHUTDOWN COMPACT");
        try (InputStream in = FileUtils.newInputStream(name + FILE)) {
            return in.readAllBytes();
        } finally {
            FileUtils.tryDelete(name + FILE);
        }
    }

    private static void shutDown(String name, String how) throws SQLException {
        try (Connection connection = source(name).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(how);
        }
    }

    private static void end(String name) {
        try {
            shutDown(name, "SHUTDOWN IMMEDIATELY");
        } catch (SQLException e) {
            // A test may have ended it.
        }
        FileUtils.tryDelete(name + FILE);
    }

    private String copied() {
        String name = name();
        try (OutputStream out = FileUtils.newOutputStream(name + FILE, false)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("memory takes what is written", e);
        }
        return name;
    }

    @Override
    public TestDatabase open() {
        String name = copied();
        return new Own(name, new LentDatabase(source(name), Tier.MEMORY));
    }

    @Override
    public SetUp setUp() {
        return new Layer(copied());
    }

    @Override
    public void close() {
        // Garbage is collected.
    }

    private record Own(String name, LentDatabase lent) implements TestDatabase {
        @Override
        public Tier tier() {
            return Tier.MEMORY;
        }

        @Override
        public DataSource dataSource() {
            return NotPortable.told(lent, Engine.H2);
        }

        @Override
        public Optional<JdbcUrl> url() {
            return Optional.of(new JdbcUrl(H2Databases.url(name), "", ""));
        }

        @Override
        public void close() {
            try {
                lent.end(); // Connections end with the database, whatever they do.
            } catch (SQLException e) {
                throw new IllegalStateException("H2 knows whether a connection is closed", e);
            } finally {
                H2Databases.end(name);
            }
        }
    }

    private record Layer(String name) implements SetUp {
        @Override
        public DataSource dataSource() {
            return NotPortable.told(source(name), Engine.H2);
        }

        @Override
        public Databases seal() {
            try {
                return new H2Databases(taken(name));
            } catch (SQLException | IOException e) {
                throw new IllegalStateException("a database in memory was ended by somebody else", e);
            }
        }

        @Override
        public void close() {
            if (FileUtils.exists(name + FILE)) {
                end(name);
            }
        }
    }
}
