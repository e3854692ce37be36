package dev.assay.sql.internal;

import dev.assay.core.Ticker;
import dev.assay.core.ownership.Place;
import dev.assay.sql.DatabaseUse;
import dev.assay.sql.DatabaseUse.Effect;
import dev.assay.sql.Tier;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Counts what an owner does with a database, and tells the database's own meter. Thread-safe. */
final class Use {
    private final Tier tier;
    private final Meter meter;

    // All guarded by this: an owner's threads come one after another mostly, and a lock that is free costs next to
    // nothing.
    private Effect effect = Effect.READ_ONLY;
    private long statements;
    private long rowsRead;
    private long rowsWritten;
    private long errors;
    private long worked;
    private int highWater;
    private long waits;
    private long waitedForTurn;
    private long waitedForPool;
    private int held;
    private long heldSince;
    private long heldBefore;
    private int serverConnections;
    private final Set<Place> open = Collections.newSetFromMap(new IdentityHashMap<>(2));

    Use(Tier tier, Meter meter) {
        this.tier = tier;
        this.meter = meter;
    }

    /** Is told that a connection of the database was got, and how long that took. */
    void taken(long waited) {
        long since;
        synchronized (this) {
            waitedForPool += waited;
            since = heldUntilNow();
            held++;
        }
        meter.taken(waited, since);
    }

    /** Is told how many connections the server takes. */
    synchronized void server(int connections) {
        serverConnections = connections;
    }

    void givenBack() {
        long since;
        synchronized (this) {
            since = heldUntilNow();
            held--;
        }
        meter.givenBack(since);
    }

    private long heldUntilNow() {
        long now = Ticker.SYSTEM.nanos();
        long since = held * (now - heldSince);
        heldBefore += since;
        heldSince = now;
        return since;
    }

    /** Is told that the owner opened a connection, as it sees them, and where. */
    synchronized void opened(Place place) {
        open.add(place);
        highWater = Math.max(highWater, open.size());
    }

    synchronized void closed(Place place) {
        open.remove(place);
    }

    void waited(long nanos) {
        synchronized (this) {
            waits++;
            waitedForTurn += nanos;
        }
        meter.waited(nanos);
    }

    void statement(SqlText sql) {
        Effect does = sql.effect();
        synchronized (this) {
            statements++;
            effect = does.compareTo(effect) > 0 ? does : effect;
        }
        meter.statement();
    }

    /** Is told how long a statement ran. */
    void worked(long nanos) {
        synchronized (this) {
            worked += nanos;
        }
        meter.worked(nanos);
    }

    void wrote(long rows) {
        if (rows > 0) {
            synchronized (this) {
                rowsWritten += rows;
            }
            meter.wrote(rows);
        }
    }

    void read(long rows) {
        synchronized (this) {
            rowsRead += rows;
        }
        meter.read(rows);
    }

    void error() {
        synchronized (this) {
            errors++;
        }
        meter.error();
    }

    void unclosed(int connections) {
        meter.unclosed(connections);
    }

    synchronized DatabaseUse read() {
        return new DatabaseUse(
                tier,
                1,
                effect,
                statements,
                rowsRead,
                rowsWritten,
                errors,
                Duration.ofNanos(worked),
                highWater,
                waits,
                Duration.ofNanos(waitedForTurn),
                Duration.ofNanos(waitedForPool),
                Duration.ofNanos(heldBefore + held * (Ticker.SYSTEM.nanos() - heldSince)),
                serverConnections,
                open.stream().map(Place::toString).toList());
    }
}
