package dev.assay.cli.parallel;

/**
 * How many connections a database must have for tests that run at once: as many as tests, for each database that one uses,
 * and half as many again for what is opened beside.
 *
 * @param tests how many tests run at once
 * @param databases how many databases a test uses, at most
 * @param limit how many connections the server has
 */
public record PoolSize(int tests, int databases, int limit) {
    /** What PostgreSQL keeps for its administrators. */
    private static final int RESERVED = 3;

    /** Returns tests x databases x 1.5, rounded up. */
    public int connections() {
        return (tests * databases * 3 + 1) / 2;
    }

    /** Tells whether the server has so many. */
    public boolean fits() {
        return connections() <= limit - RESERVED;
    }

    /** Returns how many tests may run at once on this server. */
    public int most() {
        return Math.max(1, (limit - RESERVED) * 2 / (3 * databases));
    }
}
