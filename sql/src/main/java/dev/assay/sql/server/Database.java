package dev.assay.sql.server;

import dev.assay.core.Ticker;
import dev.assay.sql.JdbcUrl;
import dev.assay.sql.internal.BareDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * A database of a server that comes back when it dies: who wants to connect meanwhile waits.
 *
 * <p>It asks PostgreSQL's driver itself: JDK's manager would load all drivers of the classpath first, and PostgreSQL's own
 * data sources load the driver before anybody connects.
 */
final class Database extends BareDataSource {
    /**
     * Nobody listens; the server starts, stops, or went while it was asked; or it has as many connections as it takes, of
     * which pools that nobody uses give theirs back.
     */
    private static final Set<String> COMING_BACK = Set.of("08001", "08006", "57P01", "57P02", "57P03", "53300");

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final JdbcUrl at;
    private final BooleanSupplier running;
    private volatile int loginTimeout;

    /**
     * Creates one.
     *
     * @param running whether the server runs, or is about to again
     */
    Database(JdbcUrl at, BooleanSupplier running) {
        this.at = at;
        this.running = running;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(at.user(), at.password());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        long end = Ticker.SYSTEM.nanos() + PATIENCE_NANOS;
        while (true) {
            try {
                return connection(user, password);
            } catch (SQLException e) {
                if (!COMING_BACK.contains(String.valueOf(e.getSQLState()))
                        || Ticker.SYSTEM.nanos() > end
                        || Thread.currentThread().isInterrupted()
                        || !running.getAsBoolean()) {
                    throw e;
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private Connection connection(String user, String password) throws SQLException {
        Properties settings = new Properties();
        PGProperty.USER.set(settings, user);
        PGProperty.PASSWORD.set(settings, password);
        PGProperty.LOGIN_TIMEOUT.set(settings, loginTimeout);
        return Objects.requireNonNull(new Driver().connect(at.url(), settings));
    }

    @Override
    public void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

    @Override
    public int getLoginTimeout() {
        return loginTimeout;
    }

    @Override
    public String toString() {
        return at.toString();
    }
}
