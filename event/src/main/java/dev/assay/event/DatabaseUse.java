package dev.assay.event;

/**
 * What a test did with its databases, as it or its extension told.
 *
 * @param tier how they were isolated: {@code SANDBOX}, {@code CLONE}
 * @param databases how many it used
 * @param effect the most that one of its statements did
 * @param statements how many statements were sent; a batch is one
 * @param rowsRead how many rows it went through
 * @param rowsWritten how many rows it changed
 * @param errors how many statements failed
 * @param nanos how long statements ran, together
 * @param connections how many connections it had open at once, at most
 * @param waits how often its threads waited for each other
 * @param turnNanos how long they waited, together
 * @param poolNanos how long it took to get connections of the database
 * @param heldNanos how long it had them
 * @param unclosed how many connections it never closed
 * @param serverConnections how many connections its server takes from tests; of several servers the fewest, 0 where there
 *     is none, or none that says so
 * @since 0.1
 */
public record DatabaseUse(
        String tier,
        int databases,
        Effect effect,
        long statements,
        long rowsRead,
        long rowsWritten,
        long errors,
        long nanos,
        int connections,
        long waits,
        long turnNanos,
        long poolNanos,
        long heldNanos,
        int unclosed,
        int serverConnections) {

    /** What a test does to a database, from what hinders nobody to what hinders everybody. */
    public enum Effect {
        /** It reads. */
        READ_ONLY,
        /** It changes or locks rows, or calls functions that may. */
        WRITE,
        /** It changes the schema, or empties whole tables. */
        SCHEMA
    }

    /**
     * Returns both together, as of tests one after another: counts and times are summed, of what there was at once the
     * most counts.
     */
    public DatabaseUse plus(DatabaseUse other) {
        return new DatabaseUse(
                tier.equals(other.tier) ? tier : "MIXED",
                Math.max(databases, other.databases),
                effect.compareTo(other.effect) < 0 ? other.effect : effect,
                statements + other.statements,
                rowsRead + other.rowsRead,
                rowsWritten + other.rowsWritten,
                errors + other.errors,
                nanos + other.nanos,
                Math.max(connections, other.connections),
                waits + other.waits,
                turnNanos + other.turnNanos,
                poolNanos + other.poolNanos,
                heldNanos + other.heldNanos,
                unclosed + other.unclosed,
                fewest(serverConnections, other.serverConnections));
    }

    private static int fewest(int one, int other) {
        return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
    }
}
