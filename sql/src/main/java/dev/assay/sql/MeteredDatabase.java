package dev.assay.sql;

import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.Ownership;
import dev.assay.sql.internal.Metering;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A data source that counts what owners do with it, and changes nothing: for a database of a test's own, where there is no
 * sandbox that would. What threads do that belong to nobody is not counted. Thread-safe.
 *
 * @since 0.1
 */
public final class MeteredDatabase extends WrappingDataSource {
    private final Ownership ownership;
    private final DataSource database;
    private final Metering metering;

    private MeteredDatabase(Ownership ownership, DataSource database, Tier tier) {
        super(database);
        this.ownership = ownership;
        this.database = database;
        this.metering = new Metering(tier);
    }

    /**
     * Begins to count what is done with a database.
     *
     * @param tier how it is isolated, for reports
     */
    public static MeteredDatabase of(Ownership ownership, DataSource database, Tier tier) {
        return new MeteredDatabase(ownership, database, tier);
    }

    /** Returns what all owners did until now. */
    public SandboxMetrics metrics() {
        return metering.metrics();
    }

    /** Returns what an owner that lives did until now; nothing if it did not use this database, or has ended. */
    public Optional<DatabaseUse> use(Owner owner) {
        return metering.read(owner);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return metered(database::getConnection);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return metered(() -> database.getConnection(user, password));
    }

    private Connection metered(Metering.Source source) throws SQLException {
        Optional<Owner> owner = ownership.find();
        return owner.isPresent() ? metering.connect(owner.get(), source) : source.connect();
    }

    @Override
    public String toString() {
        return "metered " + database;
    }
}
