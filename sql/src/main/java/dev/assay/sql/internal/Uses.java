package dev.assay.sql.internal;

import dev.assay.core.ownership.Ending;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.Resource;
import dev.assay.sql.DatabaseUse;
import dev.assay.sql.Tier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What an owner does with each of its databases. Thread-safe. */
public final class Uses implements Resource {
    private final Map<Object, Use> byDatabase = new LinkedHashMap<>(2);

    private Uses() {}

    /** Returns an owner's, if it has used a database and lives. */
    public static Optional<Uses> find(Owner owner) {
        return owner.resource(Uses.class, Uses.class);
    }

    /** Returns what an owner does with a database. */
    static Use of(Owner owner, Object database, Tier tier, Meter meter) {
        return owner.resource(Uses.class, Uses.class, Uses::new).use(database, tier, meter);
    }

    private synchronized Use use(Object database, Tier tier, Meter meter) {
        return byDatabase.computeIfAbsent(database, key -> new Use(tier, meter));
    }

    /** Returns what was done with a database until now; nothing if it was not used. */
    public synchronized Optional<DatabaseUse> read(Object database) {
        return Optional.ofNullable(byDatabase.get(database)).map(Use::read);
    }

    /** Returns what was done with all of them until now. */
    public synchronized Optional<DatabaseUse> read() {
        return byDatabase.values().stream().map(Use::read).reduce(DatabaseUse::plus);
    }

    @Override
    public void end(Ending why) {
        // It holds nothing.
    }
}
