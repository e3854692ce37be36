package dev.assay.sql.tier;

import javax.sql.DataSource;

/**
 * A layer that is being put on others, by whoever has the database meanwhile: what a test class writes before all of its
 * tests.
 *
 * @since 0.1
 */
public interface SetUp extends AutoCloseable {
    /** Returns the database that is set up, in which commits are real. */
    DataSource dataSource();

    /**
     * Ends it, and returns databases that begin with what is there now. Nobody can connect to the one that was set up any
     * more.
     */
    Databases seal();

    /** Ends it, whether it was sealed or not, and with it the databases that it was sealed to. */
    @Override
    void close();
}
