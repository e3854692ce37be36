package dev.assay.junit.internal;

import dev.assay.core.Seed;

/** Chance of a test's own. */
record Chance(Seed seed) implements Gift {
    @Override
    public String name() {
        return "drawn";
    }

    @Override
    public String line() {
        return "from " + seed;
    }
}
