package dev.assay.junit.internal;

import dev.assay.core.ownership.Owner;
import dev.assay.sql.DatabaseUse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tells JUnit's reports what a test did, for Assay's worker to read. Nobody else is told: an IDE would show a line of
 * figures for each test.
 */
public final class Publication {
    /** The name of what a test did with its databases. */
    static final String SQL = "assay.sql";

    /** The name of the places where it took connections that it never closed, a line each. */
    static final String UNCLOSED = "assay.unclosed";

    /** What the names of things that were opened begin with; the value is how many nanoseconds that took. */
    static final String FIXTURE = "assay.fixture.";

    private static final String WORKER = "dev.assay.worker.Worker";

    private Publication() {}

    /** Tells what an owner did with its databases; to be called just before the owner is closed. */
    public static void databases(Consumer<Map<String, String>> reports, Owner owner) {
        if (isHeard()) {
            DatabaseUse.of(owner).ifPresent(use -> reports.accept(entries(use)));
        }
    }

    /** Tells how long it took to open something dear. */
    public static void fixture(ExtensionContext context, String name, Duration time) {
        if (isHeard()) {
            context.publishReportEntry(FIXTURE + name, String.valueOf(time.toNanos()));
        }
    }

    /** Tells whether this JVM is a worker, which reads what is published. */
    private static boolean isHeard() {
        return System.getProperty("sun.java.command", "").startsWith(WORKER);
    }

    /** Returns what is published: names and figures, times in nanoseconds. */
    static Map<String, String> entries(DatabaseUse use) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(
                SQL,
                "tier=" + use.tier()
                        + " effect=" + use.effect()
                        + " databases=" + use.databases()
                        + " statements=" + use.statements()
                        + " read=" + use.rowsRead()
                        + " written=" + use.rowsWritten()
                        + " errors=" + use.errors()
                        + " nanos=" + use.inDatabase().toNanos()
                        + " connections=" + use.connections()
                        + " waits=" + use.waits()
                        + " turn=" + use.waitedForTurn().toNanos()
                        + " pool=" + use.waitedForPool().toNanos()
                        + " held=" + use.held().toNanos()
                        + " unclosed=" + use.unclosed().size()
                        + " server=" + use.serverConnections());
        if (!use.unclosed().isEmpty()) {
            entries.put(UNCLOSED, String.join("\n", use.unclosed()));
        }
        return entries;
    }
}
