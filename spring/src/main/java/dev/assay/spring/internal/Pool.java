package dev.assay.spring.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.assay.core.Diagnosis;
import dev.assay.sql.internal.ServerLimit;
import dev.assay.sql.server.DatabaseClone;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.util.ClassUtils;

/** An application's data source below a sandbox, with the application's own settings but for where it connects to. */
final class Pool {
    private static final boolean HIKARI =
            ClassUtils.isPresent("com.zaxxer.hikari.HikariDataSource", Pool.class.getClassLoader());

    /** So many more connections than tests at once. */
    private static final double SPARE = 1.5;

    private final String name;
    private final DataSource source;

    /** What is added to the address of another database, for connections to be as the application's. */
    private final Address address;

    /** How many connections the pool is to have, whatever the tests; 0 for as many as they need. */
    private int size;

    /** How many connections the server takes from everybody; 0 until it is asked. */
    private int limit;

    private Pool(String name, DataSource source, Address address) {
        this.name = name;
        this.source = source;
        this.address = address;
    }

    static Pool of(String name, DataSource configured) {
        return new Pool(name, configured, Address.of(configured));
    }

    /** Returns the configured data source with a database in memory, which speaks PostgreSQL as far as H2 does. */
    static Pool inMemory(String name, DataSource configured, Address address) {
        Pool pool = at(
                "jdbc:h2:mem:" + UUID.randomUUID()
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1",
                "org.h2.Driver",
                name,
                configured,
                address);
        if (HIKARI) {
            Hikari.keepAll(pool.source);
        }
        return pool;
    }

    /** Returns the configured data source, connecting to another database; what has connected before is made anew. */
    static Pool moved(String name, DataSource configured, Address address, DatabaseClone to) {
        createRole(address.role(), to.database());
        Pool moved = at(address.on(to, address.role()), "org.postgresql.Driver", name, configured, address);
        if (HIKARI) {
            Hikari.keepFew(moved.source);
        }
        return moved;
    }

    private static Pool at(String url, String driver, String name, DataSource configured, Address address) {
        DataSource source = HIKARI ? Hikari.unstarted(configured) : configured;
        BeanWrapper properties = PropertyAccessorFactory.forBeanPropertyAccess(source);
        properties.setPropertyValue(address.property(), url);
        if (properties.isWritableProperty("driverClassName")) {
            properties.setPropertyValue("driverClassName", driver);
        }
        Manners.clear(source);
        return new Pool(name, source, address);
    }

    /** Returns another database with connections as these, each a new one. */
    DataSource like(DatabaseClone other) {
        return like(other, address.role());
    }

    /** Returns another database with connections as these but for a role, each a new one. */
    DataSource like(DatabaseClone other, String role) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(address.on(other, role));
        return database;
    }

    /**
     * Returns a pool like this one for a role that may do less.
     *
     * @param to this one's database
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-080 if there is no such role, ASSAY-SQL-082 if it may do everything
     */
    Pool limited(DatabaseClone to, String role) {
        DataSource same = HIKARI ? Hikari.again(source, address.on(to, role)) : null;
        Pool limited = new Pool(name, same == null ? like(to, role) : same, address);
        limited.size = size;
        try {
            limited.checkLimited(role);
        } catch (SQLException e) {
            limited.close();
            throw new IllegalStateException("a role cannot connect", e);
        } catch (RuntimeException e) {
            limited.close();
            throw e;
        }
        return limited;
    }

    private void checkLimited(String role) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet superuser = statement.executeQuery("SHOW is_superuser")) {
            superuser.next();
            if (superuser.getBoolean(1)) {
                throw Diagnosis.of("ASSAY-SQL-082", "a role that tests are to connect as may do everything.")
                        .with("database", name)
                        .with("role", role)
                        .because("an application whose tests have no role is let in as a superuser of its user's name,"
                                + " and roles belong to all databases of a server")
                        .toFix("assay.database.role=" + role + " in junit-platform.properties, for all tests")
                        .toFix("CREATE ROLE " + role + " without SUPERUSER in the migrations")
                        .exception();
            }
        }
    }

    /** Closes connections that nobody uses. */
    void empty() {
        if (HIKARI) {
            Hikari.empty(source);
        }
    }

    /** Creates whom the application connects as, so that what it grants and is granted is as it always is. */
    private static void createRole(String user, DataSource database) {
        if (user.equals("postgres")) {
            return;
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE \"" + user.replace("\"", "\"\"") + "\" SUPERUSER LOGIN");
        } catch (SQLException e) {
            // Another context has created it, or does so at this moment.
            if (!"42710".equals(e.getSQLState()) && !"23505".equals(e.getSQLState())) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Tells whether it is a pool of which there is more to know than its address. */
    static boolean is(DataSource source) {
        return HIKARI && Hikari.pool(source) != null;
    }

    DataSource source() {
        return source;
    }

    /** Has so many connections from now on, however many tests run at once. */
    synchronized void fix(int connections) {
        size = connections;
        if (HIKARI) {
            Hikari.resize(source, connections);
        }
    }

    /**
     * Makes room for so many tests at once, unless somebody has said how much there is to be.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-SPRING-002 if the server has none
     */
    synchronized void expect(int tests) {
        int needed = (int) Math.ceil(tests * SPARE);
        if (!HIKARI || size > 0 || needed <= Hikari.size(source)) {
            return;
        }
        if (limit == 0) {
            limit = serverLimit();
        }
        if (tests > limit) {
            throw Diagnosis.of("ASSAY-SPRING-002", "more tests run at once than the database has connections for.")
                    .with("database", name)
                    .with("tests at once", tests)
                    .with("connections", limit)
                    .because("each test that runs has one connection of each of its databases until it ends")
                    .toFix(String.format(
                            Locale.ROOT, "junit.jupiter.execution.parallel.config.fixed.parallelism=%d", limit / 2))
                    .exception();
        }
        Hikari.resize(source, Math.min(needed, limit));
    }

    private int serverLimit() {
        try (Connection connection = source.getConnection()) {
            return ServerLimit.ofPostgres(connection);
        } catch (SQLException e) {
            // It is no PostgreSQL; a pool that cannot grow says so itself.
            return Integer.MAX_VALUE;
        }
    }

    void close() {
        if (HIKARI) {
            Hikari.close(source);
        }
    }

    /** What only Hikari can, which not everybody has. */
    private static final class Hikari {
        static DataSource unstarted(DataSource configured) {
            if (configured instanceof HikariDataSource pool && pool.isRunning()) {
                HikariDataSource again = copy(pool);
                pool.close();
                return again;
            }
            return configured;
        }

        private static HikariDataSource copy(HikariDataSource pool) {
            HikariConfig config = new HikariConfig();
            pool.copyStateTo(config);
            HikariDataSource again = new HikariDataSource();
            config.copyStateTo(again);
            return again;
        }

        /** Returns a pool like another one that connects elsewhere; {@code null} if that is none of Hikari's. */
        static @Nullable DataSource again(DataSource source, String url) {
            HikariDataSource pool = pool(source);
            if (pool == null) {
                return null;
            }
            HikariDataSource again = copy(pool);
            again.setJdbcUrl(url);
            // One of its own, as metrics tell pools apart by their names.
            again.setPoolName(null);
            return again;
        }

        /** Contexts are cached, and each would keep a whole pool of connections otherwise. */
        static void keepFew(DataSource source) {
            HikariDataSource pool = pool(source);
            if (pool != null) {
                pool.setMinimumIdle(1);
                pool.setIdleTimeout(10_000);
            }
        }

        /** H2's checks need the connection that made them. */
        static void keepAll(DataSource source) {
            HikariDataSource pool = pool(source);
            if (pool != null) {
                pool.setIdleTimeout(0);
                pool.setMaxLifetime(0);
            }
        }

        static int size(DataSource source) {
            HikariDataSource pool = pool(source);
            return pool == null ? Integer.MAX_VALUE : pool.getMaximumPoolSize();
        }

        static void resize(DataSource source, int size) {
            HikariDataSource pool = pool(source);
            if (pool != null) {
                pool.getHikariConfigMXBean().setMaximumPoolSize(size);
            }
        }

        static void empty(DataSource source) {
            HikariDataSource pool = pool(source);
            if (pool != null && pool.isRunning()) {
                pool.getHikariPoolMXBean().softEvictConnections();
            }
        }

        static void close(DataSource source) {
            HikariDataSource pool = pool(source);
            if (pool != null) {
                pool.close();
            }
        }

        private static @Nullable HikariDataSource pool(DataSource source) {
            return source instanceof HikariDataSource pool ? pool : null;
        }
    }
}
