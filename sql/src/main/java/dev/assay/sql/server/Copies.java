package dev.assay.sql.server;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Databases that belong to this JVM. Their names say so, and what a JVM has left that is dead is dropped by the next one.
 * Thread-safe.
 */
final class Copies {
    /** Who looks at such a database after its JVM has ended wants it to be there. */
    private static final String KEPT = "kept";

    private static final String NAME = "assay_[0-9a-f]{20}_[0-9a-z]+_[0-9a-z]+_[0-9]+(_s[0-9]+)?";

    private static final String OWNED = "SELECT datname FROM pg_database WHERE datname LIKE 'assay\\_%\\_%'"
            + " AND coalesce(shobj_description(oid, 'pg_database'), '') NOT LIKE '" + KEPT + " %'";

    private final Site site;
    private final Administration administration;
    private final AtomicLong made = new AtomicLong();

    Copies(Site site, Administration administration) {
        this.site = site;
        this.administration = administration;
    }

    /** Returns how the names of copies begin, of a template or of a copy. */
    static String prefix(String name) {
        String[] parts = name.split("_");
        return parts[0] + "_" + parts[1];
    }

    /** Copies a database, which nobody may be connected to, and returns the copy's name. */
    String copy(String template, String prefix) throws SQLException {
        String name = prefix + "_" + site.owner() + "_" + made.incrementAndGet();
        copyAs(template, name);
        return name;
    }

    /** Copies a database, which nobody may be connected to, under a name. */
    void copyAs(String template, String name) throws SQLException {
        administration.execute("CREATE DATABASE " + name + " TEMPLATE " + template + site.strategy());
    }

    /** Drops a database, whoever is connected to it. */
    void drop(String name) throws SQLException {
        administration.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    /** Ends all connections of a database, and waits until they are gone. */
    void disconnect(String name) throws SQLException {
        administration.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }

    /** Notes that a database is to stay, and since when. */
    void keep(String name) throws SQLException {
        note(administration, name, KEPT);
    }

    /** Notes something of a database, and today's date. */
    static void note(Administration administration, String name, String what) throws SQLException {
        administration.execute("DO $$ BEGIN EXECUTE format('COMMENT ON DATABASE %I IS %L', '" + name + "', '" + what
                + " ' || current_date); END $$");
    }

    private static String owner(String name) {
        String[] parts = name.split("_");
        return parts[2] + "_" + parts[3];
    }

    /** Drops what belongs to JVMs that are dead, and what nobody has used for long. */
    void sweep() {
        try {
            for (String name : administration.column(OWNED)) {
                if (name.matches(NAME) && site.isDead(owner(name), administration)) {
                    dropIfPossible(name);
                }
            }
            site.outdated(administration).forEach(this::dropIfPossible);
        } catch (SQLException e) {
            // They take room, and nothing else: the next one drops them.
        }
    }

    /** Drops all that belongs to this JVM, but what is kept. */
    void dropOwn() throws SQLException {
        for (String name : administration.column(OWNED)) {
            if (name.matches(NAME) && owner(name).equals(site.owner())) {
                dropIfPossible(name);
            }
        }
    }

    private void dropIfPossible(String name) {
        try {
            drop(name);
        } catch (SQLException e) {
            // Another one drops it, or it is another user's.
        }
    }
}
