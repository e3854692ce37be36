package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import dev.assay.core.ownership.Ending;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.Resource;
import dev.assay.junit.Database;
import dev.assay.junit.TestOwnership;
import dev.assay.sql.JdbcUrl;
import dev.assay.sql.Sandbox;
import dev.assay.sql.Tier;
import dev.assay.sql.server.PostgresServer;
import dev.assay.sql.tier.Content;
import dev.assay.sql.tier.Databases;
import dev.assay.sql.tier.SetUp;
import dev.assay.sql.tier.TestDatabase;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The databases that an owner has, each opened when it is first asked for; they end with the owner.
 *
 * <p>Those of a class whose tests have databases of their own are layers that its before-all methods write. They are sealed
 * when a test first asks, whose databases begin with what is there. Thread-safe.
 */
final class DatabasesOfTest implements Resource, TestEnd.Asked {
    private static final Namespace NAMESPACE = Namespace.create(DatabasesOfTest.class);

    private final ExtensionContext context;
    private final DatabaseSettings settings;
    private final boolean settingUp;
    private final Map<String, TestDatabase> open = new LinkedHashMap<>();
    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private @Nullable Ending ended;

    DatabasesOfTest(ExtensionContext context, boolean settingUp) {
        this.context = context;
        this.settings = new DatabaseSettings(context);
        this.settingUp = settingUp;
    }

    /** What a class writes before its tests. */
    private static final class Layer implements TestDatabase {
        private final Tier tier;
        private final String content;
        private final String role;
        private final SetUp setUp;
        private @Nullable Databases sealed;

        Layer(Tier tier, String content, String role, SetUp setUp) {
            this.tier = tier;
            this.content = content;
            this.role = role;
            this.setUp = setUp;
        }

        @Override
        public Tier tier() {
            return tier;
        }

        @Override
        public DataSource dataSource() {
            return setUp.dataSource();
        }

        @Override
        public Optional<JdbcUrl> url() {
            return Optional.empty();
        }

        @Override
        public void close() {
            setUp.close();
        }
    }

    /** Returns an owner's; nothing if it has none. */
    static Optional<DatabasesOfTest> of(Owner owner) {
        return owner.resource(DatabasesOfTest.class, DatabasesOfTest.class);
    }

    /** Returns those of whom this thread works for. */
    static Optional<DatabasesOfTest> current() {
        return TestOwnership.get().find().flatMap(DatabasesOfTest::of);
    }

    /** Tells whether an owner is a class that sets up what its tests begin with, and no test. */
    static boolean isSettingUp(Owner owner) {
        return of(owner).filter(databases -> databases.settingUp).isPresent();
    }

    /** Gives them to an owner. */
    DatabasesOfTest ownedBy(Owner owner) {
        return owner.resource(DatabasesOfTest.class, DatabasesOfTest.class, () -> this);
    }

    /**
     * Returns one of them.
     *
     * @throws dev.assay.core.DiagnosisException if it cannot be set up
     */
    synchronized TestDatabase get(Database said) {
        TestDatabase known = open.get(said.name());
        if (known != null) {
            return known;
        }
        Layer layer = layers.get(said.name());
        if (settingUp && (layer == null || layer.sealed == null)) {
            return layer == null ? begun(said) : layer;
        }
        TestDatabase opened =
                CountedDatabase.of((layer == null || layer.sealed == null ? databases(said) : layer.sealed).open());
        open.put(said.name(), opened);
        if (settings.run().takesDigests() && opened.dataSource() instanceof Sandbox sandbox) {
            DigestWatch.begin(sandbox);
        }
        return opened;
    }

    private Layer begun(Database said) {
        Layer layer = new Layer(
                settings.tier(said),
                new DatabaseContent(context, said).get().key(),
                settings.role(said),
                databases(said).setUp());
        layers.put(said.name(), layer);
        // Beside the owner, for tests must not do without it when the owner has ended.
        context.getStore(NAMESPACE).put(context.getUniqueId(), this);
        return layer;
    }

    private Databases databases(Database said) {
        Tier tier = settings.tier(said);
        Content content = new DatabaseContent(context, said).get();
        String role = settings.role(said);
        for (Optional<ExtensionContext> each = context.getParent();
                each.isPresent();
                each = each.get().getParent()) {
            Optional<Databases> around = written(each.get())
                    .flatMap(databases -> databases.sealed(said.name(), tier, content, role, context));
            if (around.isPresent()) {
                return around.get();
            }
        }
        return SharedDatabases.of(tier, said.name(), content, role, settings);
    }

    /** Returns those that a class has written before its tests; nothing if it has written none. */
    private static Optional<DatabasesOfTest> written(ExtensionContext ofClass) {
        return Optional.ofNullable(ofClass.getStore(NAMESPACE).get(ofClass.getUniqueId(), DatabasesOfTest.class));
    }

    /** Returns databases that begin with what this class has written before; nothing if it has written nothing. */
    private synchronized Optional<Databases> sealed(
            String name, Tier tier, Content content, String role, ExtensionContext asking) {
        Layer layer = layers.get(name);
        if (layer == null) {
            return Optional.empty();
        } else if (ended != null) {
            throw Diagnosis.of("ASSAY-JUNIT-040", "what a class wrote before all tests is gone.")
                    .with("test", Aftermath.name(asking))
                    .with("class", Aftermath.name(context))
                    .with("ended", ended)
                    .because("the test would have a database without it")
                    .toFix("@Database(mode = Ownership.Mode.AUTO), which leaves all owners as they are")
                    .toFix("leave out TestOwnership.get().mode(...) and close(), which end them")
                    .exception();
        } else if (layer.tier != tier || !layer.content.equals(content.key()) || !layer.role.equals(role)) {
            throw Diagnosis.of("ASSAY-JUNIT-023", "a test asks for another database than its class has written to.")
                    .with("test", Aftermath.name(asking))
                    .with("class", Aftermath.name(context))
                    .with("class has", layer.tier + ", " + layer.content + as(layer.role))
                    .with("test asks for", tier + ", " + content + as(role))
                    .because("what was written before all tests is in the one, and not in the other")
                    .toFix("say the scenario and the tier on the class")
                    .toFix("the test in a class of its own")
                    .exception();
        }
        if (layer.sealed == null) {
            layer.sealed = layer.setUp.seal();
        }
        return Optional.of(layer.sealed);
    }

    private static String as(String role) {
        return role.equals(PostgresServer.SUPERUSER) ? "" : ", as " + role;
    }

    @Override
    public synchronized List<Sandbox> sandboxes() {
        return open.values().stream()
                .flatMap(database ->
                        database.dataSource() instanceof Sandbox sandbox ? Stream.of(sandbox) : Stream.empty())
                .toList();
    }

    /** Closes each, whatever becomes of the others, and throws what went wrong first; the rest is suppressed in it. */
    static void closeAll(Collection<? extends AutoCloseable> all) throws Exception {
        Throwable first = null;
        for (AutoCloseable each : all) {
            try {
                each.close();
            } catch (Exception | Error e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first instanceof Error error) {
            throw error;
        } else if (first instanceof Exception failed) {
            throw failed;
        }
    }

    @Override
    public synchronized Map<String, String> keep() {
        Map<String, String> kept = new LinkedHashMap<>();
        open.forEach((name, database) -> database.keep().ifPresent(where -> kept.put(name, where)));
        return kept;
    }

    @Override
    public synchronized void end(Ending why) throws Exception {
        ended = why;
        closeAll(Stream.concat(open.values().stream(), layers.values().stream()).toList());
    }
}
