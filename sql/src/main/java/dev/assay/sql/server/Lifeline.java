package dev.assay.sql.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * The sign that a JVM lives, for all who use its server from wherever: an advisory lock of a session that does nothing else.
 * If the server is started again, so is the session.
 */
final class Lifeline implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final DataSource database;
    private final String owner;
    private volatile Connection session;
    private volatile boolean over;

    /**
     * Begins one.
     *
     * @param database where all who look for it are connected too
     */
    Lifeline(DataSource database) throws SQLException {
        this.database = database;
        this.session = database.getConnection();
        try {
            this.owner = name(session);
            begin();
        } catch (SQLException e) {
            session.close();
            throw e;
        }
        Thread holder = new Thread(null, this::hold, "assay-lifeline", 0, false);
        holder.setDaemon(true);
        holder.start();
    }

    /** A session's process, and when it began: no other session of the server is or was called so. */
    private static String name(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("SELECT pid, extract(epoch FROM backend_start)::bigint"
                        + " FROM pg_stat_activity WHERE pid = pg_backend_pid()")) {
            row.next();
            return Long.toString(row.getLong(1), Character.MAX_RADIX) + "_"
                    + Long.toString(row.getLong(2), Character.MAX_RADIX);
        }
    }

    /** Returns what the JVM is called in the names of its databases. */
    String owner() {
        return owner;
    }

    /** Returns a query that finds a row as long as the JVM lives that is called so, or may be about to say so again. */
    static String query(String owner) {
        return "SELECT 1 WHERE pg_postmaster_start_time() > now() - interval '3 s' UNION ALL SELECT 1 FROM pg_locks"
                + " WHERE locktype = 'advisory' AND objsubid = 1"
                + " AND (classid::bigint << 32 | objid::bigint) = " + key(owner);
    }

    private static String key(String owner) {
        return "hashtextextended('assay lives " + owner + "', 0)";
    }

    private void begin() throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + key(owner) + ")");
            // One can wait for a session that listens, and the server holds nothing back for it as it does for a query.
            statement.execute("LISTEN assay_lifeline");
        }
    }

    private void hold() {
        while (!over) {
            try {
                session.unwrap(PGConnection.class).getNotifications(0);
            } catch (SQLException e) {
                again();
            }
        }
    }

    /** The server has been stopped, or has cut the session off. */
    private void again() {
        LockSupport.parkNanos(PAUSE_NANOS);
        try {
            session.close();
            if (!over) {
                session = database.getConnection();
                begin();
            }
        } catch (SQLException e) {
            // It is not back yet.
        }
    }

    @Override
    public void close() {
        over = true;
        try {
            session.abort(Runnable::run); // the other thread is in the midst of reading from it
        } catch (SQLException e) {
            // It has gone.
        }
    }
}
