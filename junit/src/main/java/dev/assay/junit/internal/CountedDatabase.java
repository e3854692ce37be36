package dev.assay.junit.internal;

import dev.assay.junit.TestOwnership;
import dev.assay.sql.JdbcUrl;
import dev.assay.sql.MeteredDatabase;
import dev.assay.sql.Tier;
import dev.assay.sql.server.DatabaseClone;
import dev.assay.sql.tier.TestDatabase;
import java.util.Optional;
import javax.sql.DataSource;

/** A test's database of which is counted what the test does with it. */
record CountedDatabase(TestDatabase database, DataSource dataSource) implements TestDatabase {
    /** Has it be counted; a sandbox counts by itself. */
    static TestDatabase of(TestDatabase database) {
        return database.tier() == Tier.SANDBOX
                ? database
                : new CountedDatabase(
                        database, MeteredDatabase.of(TestOwnership.get(), database.dataSource(), database.tier()));
    }

    @Override
    public Tier tier() {
        return database.tier();
    }

    @Override
    public Optional<JdbcUrl> url() {
        return database.url();
    }

    @Override
    public Optional<DatabaseClone> copy() {
        return database.copy();
    }

    @Override
    public Optional<String> keep() {
        return database.keep();
    }

    @Override
    public void close() {
        database.close();
    }
}
