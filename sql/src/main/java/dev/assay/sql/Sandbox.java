package dev.assay.sql;

import dev.assay.core.Diagnosis;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.Ownership;
import dev.assay.sql.internal.Session;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Optional;
import java.util.logging.Logger;
import javax.sql.DataSource;

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
public final class Sandbox implements DataSource {
    private final Ownership ownership;
    private final DataSource database;
    private final SandboxConfig config;
    private final Session.Known known = new Session.Known();

    private Sandbox(Ownership ownership, DataSource database, SandboxConfig config) {
        this.ownership = ownership;
        this.database = database;
        this.config = config;
    }

    /** Puts a database into a sandbox. */
    public static Sandbox of(Ownership ownership, DataSource database) {
        return of(ownership, database, SandboxConfig.USUAL);
    }

    /** Puts a database into a sandbox that is set up otherwise. */
    public static Sandbox of(Ownership ownership, DataSource database, SandboxConfig config) {
        return new Sandbox(ownership, database, config);
    }

    /** Returns how it is set up. */
    public SandboxConfig config() {
        return config;
    }

    /** Returns the database itself, where nothing is rolled back: for what must remain, such as a schema. */
    public DataSource unboxed() {
        return database;
    }

    /**
     * Returns a connection of the current thread's owner, or of the database itself in mode AUTO if it has none.
     *
     * @throws SandboxException ASSAY-SQL-001 if the thread belongs to nobody
     */
    @Override
    public Connection getConnection() throws SQLException {
        Optional<Owner> owner = owner();
        return owner.isEmpty() ? database.getConnection() : session(owner.get()).connect();
    }

    /** Throws, for an owner's connections are one. */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("an owner's connections are one, with the data source's own user");
    }

    private Optional<Owner> owner() throws SQLException {
        Owner owner = ownership.find().orElse(null);
        if (owner == null && ownership.mode() != Ownership.Mode.AUTO) {
            throw new SandboxException(ownership.explain(
                    Diagnosis.of("ASSAY-SQL-001", "a thread that owns no database asked for a connection.")
                            .with("database", config.name())));
        }
        return Optional.ofNullable(owner);
    }

    private Session session(Owner owner) throws SQLException {
        try {
            return owner.resource(this, Session.class, () -> Session.begin(owner, database, config, known));
        } catch (Session.NotBegun e) {
            throw e.reason();
        }
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : database.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || database.isWrapperFor(type);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return database.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        database.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        database.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return database.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return database.getParentLogger();
    }

    @Override
    public String toString() {
        return "sandbox of " + config.name();
    }
}
