package dev.assay.sql.internal;

import dev.assay.core.Diagnosis;
import dev.assay.core.ownership.Owner;
import dev.assay.sql.DatabaseUse;
import dev.assay.sql.SandboxConfig;
import dev.assay.sql.SandboxMetrics;
import dev.assay.sql.Tier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What all sessions of a database share. Thread-safe. */
public final class Known {
    private final Texts texts = new Texts();
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
        Dialect known = dialect;
        if (known != null) {
            known.forget();
        }
    }

    /** Returns what was counted. */
    public SandboxMetrics metrics() {
        return meter.read();
    }

    /** Returns what was counted of an owner that lives. */
    public Optional<DatabaseUse> read(Owner owner) {
        return Uses.find(owner).flatMap(uses -> uses.read(this));
    }

    /** Returns what an owner does with the database, begun if it is not there yet. */
    Use use(Owner owner, Tier tier) {
        return Uses.of(owner, this, tier, meter);
    }

    Blockers blockers() {
        return blockers;
    }

    void report(Diagnosis diagnosis) {
        reports.accept(diagnosis);
    }

    SqlText text(String sql) {
        Dialect reader = dialect;
        return texts.of(sql, reader == null ? SqlText::of : reader::text);
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
