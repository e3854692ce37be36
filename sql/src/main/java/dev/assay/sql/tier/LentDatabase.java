package dev.assay.sql.tier;

import dev.assay.core.Diagnosis;
import dev.assay.sql.SandboxException;
import dev.assay.sql.Tier;
import dev.assay.sql.internal.BareDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A database while a test has it: what the test's threads do when it is over reaches nobody else's. Thread-safe.
 *
 * <p>It knows the connections that are open, and gives none when it has ended.
 */
final class LentDatabase extends BareDataSource {
    private final UrlDataSource database;
    private final Tier tier;
    private final Set<Connection> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean ended;

    LentDatabase(UrlDataSource database, Tier tier) {
        this.database = database;
        this.tier = tier;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(database.at().user(), database.at().password());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        checkLives();
        Connection connection = database.getConnection(user, password);
        if (!isTaken(connection)) {
            connection.close();
            checkLives();
        }
        return connection;
    }

    private synchronized void checkLives() throws SQLException {
        if (ended) {
            throw new SandboxException(Diagnosis.of(
                            "ASSAY-SQL-063", "a connection is asked for when its test has ended.")
                    .with("database", database)
                    .with("tier", tier)
                    .with("thread", Thread.currentThread().getName())
                    .because("the database is not the test's any more, and may be somebody else's")
                    .toFix("wait in the test for what it started, such as executor.close() or future.join()")
                    .toFix("a longer time for its databases, if it was over too early: -Dassay.database.timeout"));
        }
    }

    private synchronized boolean isTaken(Connection connection) throws SQLException {
        if (ended) {
            return false;
        }
        List<Connection> closed = new ArrayList<>();
        for (Connection each : open) {
            if (each.isClosed()) {
                closed.add(each);
            }
        }
        closed.forEach(open::remove);
        return open.add(connection);
    }

    /** Gives no more connections, and returns those that are open. */
    synchronized List<Connection> end() throws SQLException {
        ended = true;
        List<Connection> left = new ArrayList<>();
        for (Connection each : open) {
            if (!each.isClosed()) {
                left.add(each);
            }
        }
        open.clear();
        return left;
    }

    /** Ends connections, whatever they do at the moment. */
    static void abort(List<Connection> connections) {
        for (Connection connection : connections) {
            try {
                connection.abort(Runnable::run);
                if (!connection.isClosed()) {
                    connection.close(); // H2 does not know how to abort.
                }
            } catch (SQLException e) {
                // It is broken, and so it has ended.
            }
        }
    }

    @Override
    public String toString() {
        return database.toString();
    }
}
