package dev.assay.sql.tier;

import dev.assay.sql.JdbcUrl;
import dev.assay.sql.Sandbox;
import dev.assay.sql.Tier;
import dev.assay.sql.server.DatabaseClone;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A test's own database, however it is its own. Thread-safe.
 *
 * @since 0.1
 */
public interface TestDatabase extends AutoCloseable {
    /** Returns how it is the test's own. */
    Tier tier();

    /** Returns it; in tier SANDBOX it is a {@link Sandbox}. */
    DataSource dataSource();

    /** Returns its address; nothing in tier SANDBOX, as whoever connected by it would be outside of the sandbox. */
    Optional<JdbcUrl> url();

    /** Returns the copy of a template that it is; nothing in other tiers than CLONE. */
    default Optional<DatabaseClone> copy() {
        return Optional.empty();
    }

    /** Has it remain when it is closed, and returns where; nothing if it has nothing to keep. */
    default Optional<String> keep() {
        return Optional.empty();
    }

    /** Gives it back: what the test wrote is gone, at the latest, when somebody else is given it. */
    @Override
    void close();
}
