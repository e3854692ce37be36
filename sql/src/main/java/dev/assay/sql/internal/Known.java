package dev.assay.sql.internal;

import dev.assay.core.Diagnosis;
import dev.assay.sql.SandboxConfig;
import dev.assay.sql.SandboxMetrics;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What all sessions of a database share. Thread-safe. */
public final class Known {
    /** So many texts are remembered; a test that makes up a new one each time has them read each time. */
    private static final int TEXTS = 1_000;

    private final Map<String, SqlText> texts = new ConcurrentHashMap<>();
    private final Meter meter = new Meter();
    private final Consumer<Diagnosis> reports;
    private final Blockers blockers;
    private volatile @Nullable Dialect dialect;

    /**
     * Begins to know it.
     *
     * @param reports is told what is wrong and fails no test
     */
    public Known(DataSource database, SandboxConfig config, Consumer<Diagnosis> reports) {
        this.reports = reports;
        this.blockers = new Blockers(database, config.lockTimeout());
    }

    /** Forgets what the database's schema has, which somebody may change now. */
    public void forget() {
        dialect = null;
    }

    /** Returns what was counted. */
    public SandboxMetrics metrics() {
        return meter.read();
    }

    Meter meter() {
        return meter;
    }

    Blockers blockers() {
        return blockers;
    }

    void report(Diagnosis diagnosis) {
        reports.accept(diagnosis);
    }

    SqlText text(String sql) {
        SqlText read = texts.get(sql);
        if (read == null) {
            Dialect reader = dialect;
            read = reader == null ? SqlText.of(sql) : reader.text(sql);
            if (texts.size() < TEXTS) {
                texts.put(sql, read);
            }
        }
        return read;
    }

    Dialect dialect(Connection connection) throws SQLException {
        Dialect found = dialect;
        if (found == null) {
            // Two sessions may find out twice; either will do.
            found = Dialect.of(connection);
            dialect = found;
        }
        return found;
    }
}
