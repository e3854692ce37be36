package dev.assay.sql;

import dev.assay.core.ownership.Owner;
import dev.assay.sql.internal.Uses;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an owner has done with its databases: what a test is as to others that run beside it, and what it cost.
 *
 * @param tier how the database that it used first was isolated
 * @param databases how many it used
 * @param effect the most that one of its statements did, by its words
 * @param statements how many statements were sent; a batch is one
 * @param rowsRead how many rows it went through in results
 * @param rowsWritten how many rows statements said that they changed
 * @param errors how many statements failed
 * @param inDatabase how long statements ran, together; without what the sandbox did before and after the test
 * @param connections how many connections it had open at once, at most, summed over its databases: what it would need of
 *     a pool of its own
 * @param waits how often a thread waited for the owner's connection, because another of its threads used it
 * @param waitedForTurn how long they waited, together
 * @param waitedForPool how long it took to get connections of the database
 * @param held how long it had connections of the database, together
 * @param serverConnections how many connections its server takes from tests, which are all but those that it keeps for
 *     administrators; of several servers the fewest, 0 where there is no server
 * @param unclosed where it took the connections that it has not closed, as {@code reminds (DunningTest.java:41)}
 * @since 0.1
 */
public record DatabaseUse(
        Tier tier,
        int databases,
        Effect effect,
        long statements,
        long rowsRead,
        long rowsWritten,
        long errors,
        Duration inDatabase,
        int connections,
        long waits,
        Duration waitedForTurn,
        Duration waitedForPool,
        Duration held,
        int serverConnections,
        List<String> unclosed) {

    /** Copies the list. */
    public DatabaseUse {
        unclosed = List.copyOf(unclosed);
    }

    /** What a test does to a database, from what hinders nobody to what hinders everybody. */
    public enum Effect {
        /** It reads. */
        READ_ONLY,
        /** It changes or locks rows, or calls functions that may. */
        WRITE,
        /** It changes the schema, or empties whole tables: everybody else waits. */
        SCHEMA
    }

    /**
     * Returns what an owner that lives has done until now, in all its databases; nothing if it used none, or has ended.
     *
     * <p>Asked for just before the owner is closed, it is all that the owner did.
     */
    public static Optional<DatabaseUse> of(Owner owner) {
        return Uses.find(owner).flatMap(Uses::read);
    }

    /** Returns both together, as of one owner. */
    public DatabaseUse plus(DatabaseUse other) {
        return new DatabaseUse(
                tier,
                databases + other.databases,
                effect.compareTo(other.effect) < 0 ? other.effect : effect,
                statements + other.statements,
                rowsRead + other.rowsRead,
                rowsWritten + other.rowsWritten,
                errors + other.errors,
                inDatabase.plus(other.inDatabase),
                connections + other.connections,
                waits + other.waits,
                waitedForTurn.plus(other.waitedForTurn),
                waitedForPool.plus(other.waitedForPool),
                held.plus(other.held),
                fewest(serverConnections, other.serverConnections),
                Stream.concat(unclosed.stream(), other.unclosed.stream()).toList());
    }

    private static int fewest(int one, int other) {
        return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
    }
}
