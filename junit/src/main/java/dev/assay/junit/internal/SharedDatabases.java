package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.core.ownership.OwnerContext;
import dev.assay.junit.TestOwnership;
import dev.assay.sql.SandboxConfig;
import dev.assay.sql.Tier;
import dev.assay.sql.migration.Migrations;
import dev.assay.sql.server.PostgresServer;
import dev.assay.sql.tier.Content;
import dev.assay.sql.tier.Databases;
import java.lang.reflect.Constructor;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What tests of this JVM share: one {@link Databases} for all that need the same content in the same tier.
 *
 * <p>It lives as long as the JVM, whose end ends the connections; JUnit may be started many times in it. Thread-safe.
 */
final class SharedDatabases {
    private static final String DRIVER = "org.postgresql.Driver";

    private static final Map<Key, Databases> SHARED = new ConcurrentHashMap<>();
    private static final Map<Source, Optional<Content>> MIGRATED = new ConcurrentHashMap<>();

    private SharedDatabases() {}

    /**
     * Of an external database, with where it is, and whether it is looked at, of one in memory, with what runs it:
     * settings may say something else, the next time. Others with their server, which may have been killed, and be another one the next time.
     */
    private record Key(
            Tier tier,
            String name,
            String content,
            String where,
            String role,
            @Nullable PostgresServer server) {
        boolean isGone() {
            return server != null && !server.isRunning();
        }
    }

    private record Source(Class<?> migrations, @Nullable ClassLoader loader) {}

    /**
     * Returns the databases of a tier and content.
     *
     * @throws DiagnosisException if they cannot be set up
     */
    static Databases of(Tier tier, String name, Content content, String role, DatabaseSettings settings) {
        String where = switch (tier) {
            case MEMORY -> settings.engine().name();
            case EXTERNAL -> settings.external().url() + (settings.run().takesDigests() ? ", looked at" : "");
            case SANDBOX, CLONE -> "";
        };
        // What is set up for all belongs to nobody, whichever test comes first.
        try (OwnerContext.Entered nobody = OwnerContext.nobody().enter()) {
            PostgresServer server = tier == Tier.SANDBOX || tier == Tier.CLONE ? server(tier) : null;
            dropGone();
            return SHARED.computeIfAbsent(
                    new Key(tier, name, content.key(), where, role, server), key -> make(key, content, settings));
        }
    }

    private static PostgresServer server(Tier tier) {
        checkDriver(tier, SharedDatabases.class.getClassLoader());
        return PostgresServer.shared();
    }

    /**
     * Checks that the server can be spoken to.
     *
     * @throws DiagnosisException ASSAY-JUNIT-031 if it cannot
     */
    static void checkDriver(Tier tier, ClassLoader loader) {
        try {
            Class.forName(DRIVER, false, loader);
        } catch (ClassNotFoundException e) {
            throw Diagnosis.of("ASSAY-JUNIT-031", "there is no driver for a test's database.")
                    .with("tier", tier)
                    .with("looked for", DRIVER)
                    .because("the database is a PostgreSQL, whose driver is the application's")
                    .toFix(
                            "org.postgresql:postgresql as a dependency, of scope test if the application has another database")
                    .toFix("another tier: -D" + TierSettings.TIER + "=" + Tier.MEMORY)
                    .exception(e);
        }
    }

    /** Databases have gone with their server. */
    private static void dropGone() {
        for (Key key : SHARED.keySet()) {
            if (key.isGone()) {
                Databases gone = SHARED.remove(key);
                if (gone != null) {
                    gone.close();
                }
            }
        }
    }

    private static Databases make(Key key, Content content, DatabaseSettings settings) {
        return switch (key.tier()) {
            case SANDBOX ->
                Databases.sandbox(
                        Objects.requireNonNull(key.server()),
                        content,
                        TestOwnership.get(),
                        config(key.name()),
                        settings.connections(),
                        key.role());
            case CLONE -> Databases.clones(Objects.requireNonNull(key.server()), content, key.role());
            case MEMORY -> Databases.memory(content, settings.engine());
            case EXTERNAL -> external(content, settings);
        };
    }

    private static Databases external(Content content, DatabaseSettings settings) {
        return settings.run().takesDigests()
                ? Databases.external(
                        settings.external(), content, settings.clear(), settings.waiting(), TestOwnership.get())
                : Databases.external(settings.external(), content, settings.clear(), settings.waiting());
    }

    static SandboxConfig config(String name) {
        return name.isEmpty() ? SandboxConfig.USUAL : SandboxConfig.USUAL.named(name);
    }

    /**
     * Returns what migrations make of a database; nothing if there are none.
     *
     * @param said their class; {@link Migrations} itself for what is found on the classpath
     * @throws DiagnosisException ASSAY-JUNIT-017 if they cannot be made
     */
    static Optional<Content> migrated(Class<? extends Migrations> said) {
        // Scripts do not change while a JVM runs.
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return MIGRATED.computeIfAbsent(
                new Source(said, loader),
                key -> (said == Migrations.class ? Migrations.find() : Optional.of(made(said))).map(Content::of));
    }

    private static Migrations made(Class<? extends Migrations> type) {
        try {
            Constructor<? extends Migrations> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            if (reason instanceof DiagnosisException diagnosis) {
                throw diagnosis;
            }
            throw Diagnosis.of("ASSAY-JUNIT-017", "migrations cannot be made.")
                    .with("migrations", type.getName())
                    .with("reason", reason)
                    .because("they are made by their constructor without arguments")
                    .toFix("class " + type.getSimpleName() + " implements Migrations, with such a constructor or none")
                    .exception(reason);
        }
    }
}
