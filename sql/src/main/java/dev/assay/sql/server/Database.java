package dev.assay.sql.server;

import dev.assay.core.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of a server that comes back when it dies: who wants to connect meanwhile waits. */
@SuppressWarnings("serial")
final class Database extends PGSimpleDataSource {
    /** Nobody listens; the server starts, stops, or went while it was asked. */
    private static final Set<String> COMING_BACK = Set.of("08001", "08006", "57P01", "57P02", "57P03");

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final transient BooleanSupplier running;

    /**
     * Creates one.
     *
     * @param running whether the server runs, or is about to again
     */
    Database(String url, BooleanSupplier running) {
        this.running = running;
        setUrl(url);
    }

    /** The other one calls this. */
    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        long end = Ticker.SYSTEM.nanos() + PATIENCE_NANOS;
        while (true) {
            try {
                return super.getConnection(user, password);
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
}
