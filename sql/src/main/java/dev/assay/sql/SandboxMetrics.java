package dev.assay.sql;

import java.time.Duration;

/**
 * What a sandbox has done until now, of all its owners.
 *
 * @param inUse how many connections of the database owners have now
 * @param highWater the most that owners had at once
 * @param waits how often a thread waited for its owner's connection, because another of the owner's threads used it
 * @param waited how long they waited, together
 * @param longestWait how long the one that waited longest did
 * @param waitedForPool how long it took to get connections of the database, together
 * @param held how long owners that have ended had their connections, together
 * @param statements how many statements were sent; a batch is one
 * @param inDatabase how long statements ran, together
 * @param rowsRead how many rows tests went through in results
 * @param rowsWritten how many rows statements said that they changed
 * @param errors how many statements failed
 * @param unclosed how many connections tests took and never closed
 * @since 0.1
 */
public record SandboxMetrics(
        int inUse,
        int highWater,
        long waits,
        Duration waited,
        Duration longestWait,
        Duration waitedForPool,
        Duration held,
        long statements,
        Duration inDatabase,
        long rowsRead,
        long rowsWritten,
        long errors,
        long unclosed) {}
