package dev.assay.sql;

import dev.assay.core.Diagnosis;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.Ownership;
import dev.assay.core.ownership.Resource;
import dev.assay.sql.internal.Known;
import dev.assay.sql.internal.Metering;
import dev.assay.sql.internal.Session;
import dev.assay.sql.internal.Unboxed;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source whose every connection of an owner is one transaction, which is rolled back when the owner ends, whatever
 * was committed meanwhile.
 *
 * <p>All connections that an owner's threads ask for share the owner's one connection of the database: what one thread
 * "commits" another sees, and no other test does. A commit checks what the database checks at a commit; an error does not
 * end more than it would end otherwise. It is to be the outermost data source, with a pool below it: a pool above would
 * hand one test's connection to another. Thread-safe.
 *
 * @since 0.1
 */
public final class Sandbox extends WrappingDataSource {
    private final Ownership ownership;
    private final DataSource database;
    private final DataSource unboxed;
    private final SandboxConfig config;
    private final Known known;

    /** Counts what owners do that are exempt. */
    private final Metering exempt = new Metering(Tier.EXTERNAL);

    private Sandbox(
            Ownership ownership,
            DataSource database,
            DataSource unboxed,
            SandboxConfig config,
            Consumer<Diagnosis> reports) {
        super(database);
        this.ownership = ownership;
        this.database = database;
        this.unboxed = unboxed;
        this.config = config;
        this.known = new Known(database, config, reports);
    }

    /** Puts a database into a sandbox. */
    public static Sandbox of(Ownership ownership, DataSource database) {
        return of(ownership, database, SandboxConfig.USUAL);
    }

    /** Puts a database into a sandbox that is set up otherwise. */
    public static Sandbox of(Ownership ownership, DataSource database, SandboxConfig config) {
        return of(ownership, database, config, Sandbox::log);
    }

    /**
     * Puts a database into a sandbox that is set up otherwise.
     *
     * @param reports is told what is wrong and fails no test, such as connections that were never closed; otherwise the
     *     system logger {@code dev.assay.sql} is
     */
    public static Sandbox of(
            Ownership ownership, DataSource database, SandboxConfig config, Consumer<Diagnosis> reports) {
        return new Sandbox(ownership, database, database, config, reports);
    }

    /**
     * Puts a database into a sandbox in which tests may do less than whoever set it up.
     *
     * @param database for tests
     * @param unboxed the same database for who may do everything, which {@link #unboxed()} returns
     */
    public static Sandbox of(Ownership ownership, DataSource database, DataSource unboxed, SandboxConfig config) {
        return new Sandbox(ownership, database, unboxed, config, Sandbox::log);
    }

    private static void log(Diagnosis diagnosis) {
        System.getLogger("dev.assay.sql").log(System.Logger.Level.WARNING, diagnosis::render);
    }

    /**
     * Takes an owner's connection now, set up otherwise than the sandbox is: with an isolation level or a lock time-out of
     * its own. Owners that are not begun are when they ask for their first connection.
     *
     * @throws SandboxException ASSAY-SQL-010 if the owner has its connection already
     */
    public void begin(Owner owner, SandboxConfig other) throws SQLException {
        begin(owner, () -> Session.begin(owner, database, other, known));
    }

    /**
     * Has an owner's connections be the database's own: what it commits remains. For a test that beside others must have
     * no sandbox, and cleans up by itself.
     *
     * @throws SandboxException ASSAY-SQL-010 if the owner has its connection in the sandbox already
     */
    public void exempt(Owner owner) throws SQLException {
        begin(owner, () -> new Unboxed(known));
    }

    private void begin(Owner owner, Supplier<Resource> open) throws SQLException {
        AtomicBoolean begun = new AtomicBoolean();
        try {
            owner.resource(this, Resource.class, () -> {
                Resource opened = open.get();
                begun.set(true);
                return opened;
            });
        } catch (Session.NotBegun e) {
            throw e.reason();
        }
        if (!begun.get()) {
            throw new SandboxException(Diagnosis.of("ASSAY-SQL-010", "an owner has its connection already.")
                    .with("database", config.name())
                    .with("owner", owner)
                    .because("how it is set up is decided when it is taken, which the first use does")
                    .toFix("begin or exempt the owner before it asks for a connection, and once"));
        }
    }

    /** Returns what all owners did until now. */
    public SandboxMetrics metrics() {
        return known.metrics();
    }

    /** Returns what an owner that lives did until now; nothing if it did not use this database, or has ended. */
    public Optional<DatabaseUse> use(Owner owner) {
        return known.read(owner);
    }

    /** Returns how it is set up. */
    public SandboxConfig config() {
        return config;
    }

    /**
     * Returns the database itself, where nothing is rolled back: for what must remain, such as a schema. Where tests connect
     * as a role, it is the database of who may do everything.
     */
    public DataSource unboxed() {
        return new Outside(unboxed, known);
    }

    /**
     * Returns a connection of the current thread's owner, or of the database itself in mode AUTO if it has none.
     *
     * @throws SandboxException ASSAY-SQL-001 if the thread belongs to nobody, ASSAY-SQL-020 if its owner has none yet and
     *     the database gives none
     */
    @Override
    public Connection getConnection() throws SQLException {
        Owner owner = owner();
        if (owner == null) {
            return unboxed().getConnection();
        }
        try {
            Resource resource =
                    owner.resource(this, Resource.class, () -> Session.begin(owner, database, config, known));
            return resource instanceof Session session
                    ? session.connect()
                    : exempt.connect(owner, database::getConnection);
        } catch (Session.NotBegun e) {
            throw e.reason();
        }
    }

    /** Throws, for an owner's connections are one. */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("an owner's connections are one, with the data source's own user");
    }

    private @Nullable Owner owner() throws SQLException {
        Owner owner = ownership.find().orElse(null);
        if (owner == null && ownership.mode() != Ownership.Mode.AUTO) {
            throw new SandboxException(ownership.explain(
                    Diagnosis.of("ASSAY-SQL-001", "a thread that owns no database asked for a connection.")
                            .with("database", config.name())));
        }
        return owner;
    }

    @Override
    public String toString() {
        return "sandbox of " + config.name();
    }
}
