package dev.assay.spring.internal;

import dev.assay.sql.Tier;

/**
 * What classes of tests have to agree on to share a context, and with it its databases.
 *
 * @param tier how their databases are their own
 */
record Settings(Tier tier) {
    static Settings of(Class<?> testClass) {
        return new Settings(Tier.SANDBOX);
    }
}
