package dev.assay.sql.internal;

import dev.assay.core.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * Asks the server whom statements wait for that take long, since nobody can say it once they have given up. It looks on a
 * daemon thread, which lives while there are sessions, and takes a connection only when a statement does take long.
 * Thread-safe.
 */
final class Blockers {
    private static final long SELDOM_MILLIS = 500;
    private static final long OFTEN_MILLIS = 20;

    private final DataSource database;
    private final long millis;
    private final Map<Integer, Session> sessions = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        // It inherits nobody's owner.
        Thread thread = new Thread(null, task, "assay-blockers", 0, false);
        thread.setDaemon(true);
        return thread;
    });

    /** Looks a few times while a statement waits as long as it may. */
    Blockers(DataSource database, Duration lockTimeout) {
        this.database = database;
        this.millis = Math.max(OFTEN_MILLIS, Math.min(SELDOM_MILLIS, lockTimeout.toMillis() / 5));
        timer.setKeepAliveTime(5, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    void begin(int process, Session session) {
        sessions.put(process, session);
        look();
    }

    void end(int process, Session session) {
        sessions.remove(process, session);
    }

    private void look() {
        if (looking.compareAndSet(false, true)) {
            timer.schedule(this::lookAgain, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void lookAgain() {
        try {
            long now = Ticker.SYSTEM.nanos();
            List<Map.Entry<Integer, Session>> slow = sessions.entrySet().stream()
                    .filter(each -> each.getValue().isSlow(now, TimeUnit.MILLISECONDS.toNanos(millis)))
                    .toList();
            if (!slow.isEmpty()) {
                ask(slow);
            }
        } finally {
            looking.set(false);
            if (!sessions.isEmpty()) {
                look();
            }
        }
    }

    private void ask(List<Map.Entry<Integer, Session>> slow) {
        try (Connection connection = database.getConnection()) {
            for (Map.Entry<Integer, Session> each : slow) {
                Session session = each.getValue();
                List<Integer> blockers = session.dialect().blockers(connection, each.getKey());
                if (!blockers.isEmpty()) {
                    session.blockedBy(blockers.stream().map(this::name).toList());
                }
            }
        } catch (SQLException e) {
            // Then the error that comes names nobody.
        }
    }

    private String name(int process) {
        Session session = sessions.get(process);
        return session == null
                ? "process " + process + " of the server, which is none of this sandbox's tests"
                : session.owner().name();
    }
}
