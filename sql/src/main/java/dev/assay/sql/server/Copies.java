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

    /** What belongs to a database and is in no copy of it: settings, and rights to connect; settings of lists are quoted as they are. */
    private static final String BESIDE = """
            SELECT format(
                'ALTER %%2$s SET %%1$I TO %%3$s', left(said, strpos(said, '=') - 1),
                CASE setrole WHEN 0 THEN 'DATABASE %2$s'
                    ELSE format('ROLE %%I IN DATABASE %2$s', pg_get_userbyid(setrole)) END,
                CASE WHEN said ~ '^(search_path|temp_tablespaces|(session|local)_preload_libraries)='
                    THEN substr(said, strpos(said, '=') + 1)
                    ELSE quote_literal(substr(said, strpos(said, '=') + 1)) END)
            FROM pg_database d JOIN pg_db_role_setting ON setdatabase = d.oid, unnest(setconfig) said
            WHERE datname = '%1$s'
            UNION ALL
            SELECT 'REVOKE ALL ON DATABASE %2$s FROM PUBLIC'
            FROM pg_database WHERE datname = '%1$s' AND datacl IS NOT NULL
            UNION ALL
            SELECT format(
                'GRANT %%s ON DATABASE %2$s TO %%s%%s', privilege_type,
                CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
                CASE WHEN is_grantable AND grantee <> datdba THEN ' WITH GRANT OPTION' ELSE '' END)
            FROM pg_database, aclexplode(datacl) WHERE datname = '%1$s'
            """;

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
        for (String statement : administration.column(BESIDE.formatted(template, name))) {
            administration.execute(statement);
        }
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
