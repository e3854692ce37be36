package dev.assay.junit.internal;

import dev.assay.core.ownership.Ending;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.Resource;
import dev.assay.junit.Database;
import dev.assay.junit.TestOwnership;
import dev.assay.sql.Tier;
import dev.assay.sql.tier.Databases;
import dev.assay.sql.tier.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The databases that an owner has, each opened when it is first asked for; they end with the owner. Thread-safe. */
final class DatabasesOfTest implements Resource {
    private final ExtensionContext context;
    private final DatabaseSettings settings;
    private final Map<String, TestDatabase> open = new LinkedHashMap<>();
    private final List<Connection> lent = new ArrayList<>();

    private DatabasesOfTest(ExtensionContext context) {
        this.context = context;
        this.settings = new DatabaseSettings(context);
    }

    /** Returns an owner's, which has them from now on. */
    static DatabasesOfTest of(Owner owner, ExtensionContext context) {
        return owner.resource(DatabasesOfTest.class, DatabasesOfTest.class, () -> new DatabasesOfTest(context));
    }

    /** Returns those of whom this thread works for. */
    static Optional<DatabasesOfTest> current() {
        return TestOwnership.get()
                .find()
                .flatMap(owner -> owner.resource(DatabasesOfTest.class, DatabasesOfTest.class));
    }

    /**
     * Returns one of them.
     *
     * @throws dev.assay.core.DiagnosisException if it cannot be set up
     */
    synchronized TestDatabase get(Database said) {
        TestDatabase known = open.get(said.name());
        if (known == null) {
            known = databases(said).open();
            open.put(said.name(), known);
        }
        return known;
    }

    private Databases databases(Database said) {
        Tier tier = settings.tier(said);
        return SharedDatabases.of(tier, said.name(), new DatabaseContent(context, said).get(), settings);
    }

    /** Returns a connection that is closed before the owner ends. */
    synchronized Connection connection(Database said) throws SQLException {
        Connection connection = get(said).dataSource().getConnection();
        lent.add(connection);
        return connection;
    }

    /** Closes what the test was lent. */
    synchronized void closeLent() throws SQLException {
        for (Connection connection : lent) {
            connection.close();
        }
        lent.clear();
    }

    /** Has what can be kept be kept, and returns where it is, by name. */
    synchronized Map<String, String> keep() {
        Map<String, String> kept = new LinkedHashMap<>();
        open.forEach((name, database) -> database.keep().ifPresent(where -> kept.put(name, where)));
        return kept;
    }

    @Override
    public synchronized void end(Ending why) {
        open.values().forEach(TestDatabase::close);
    }
}
