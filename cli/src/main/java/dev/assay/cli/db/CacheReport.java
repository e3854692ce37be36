package dev.assay.cli.db;

import dev.assay.cli.TextTable;
import dev.assay.core.Diagnosis;
import dev.assay.sql.server.PostgresCache;
import dev.assay.sql.server.PostgresCache.Entry;
import dev.assay.sql.server.PostgresCache.Freed;
import dev.assay.sql.server.PostgresCache.KeptTemplate;
import dev.assay.sql.server.PostgresCache.Server;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A cache in words. */
final class CacheReport {
    private static final Duration UNUSED = Duration.ofDays(7);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final double MEGABYTE = 1 << 20;

    private final PostgresCache cache;
    private final PrintWriter out;

    CacheReport(@Nullable Path folder, PrintWriter out) {
        this.cache = folder == null ? PostgresCache.usual() : PostgresCache.of(folder.toAbsolutePath());
        this.out = out;
    }

    void status() {
        guarded(() -> {
            out.println("  cache    " + cache.folder());
            List<Entry> entries = cache.entries();
            long bytes = entries.stream().mapToLong(Entry::bytes).sum();
            out.println("  kept     " + (entries.isEmpty() ? "nothing" : size(bytes)));
            entries(entries);
            List<Server> servers = cache.servers();
            out.println("  running  " + (servers.isEmpty() ? "none" : servers.size()));
            servers(servers);
        });
    }

    private void entries(List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        TextTable table = new TextTable(false).titles(" size", "last used", "in use", "what");
        for (Entry entry : entries) {
            table.row(
                    TextTable.text(size(entry.bytes())),
                    TextTable.text(DATE.format(entry.lastUse())),
                    TextTable.text(entry.inUse() ? "yes" : ""),
                    TextTable.text(entry.name()));
            for (KeptTemplate template : entry.templates()) {
                table.row(
                        TextTable.text(""),
                        TextTable.text(DATE.format(template.lastUse())),
                        TextTable.text(""),
                        TextTable.text("template " + template.content()));
            }
        }
        table.print(out);
    }

    private void servers(List<Server> servers) {
        if (servers.isEmpty()) {
            return;
        }
        TextTable table =
                new TextTable(false).titles(" port", " process", " databases", "size", "run", "project", "folder");
        for (Server server : servers) {
            table.row(
                    TextTable.text(String.valueOf(server.port())),
                    TextTable.text(String.valueOf(server.process())),
                    TextTable.text(server.databases() < 0 ? "no answer" : String.valueOf(server.databases())),
                    TextTable.text(size(server.bytes())),
                    TextTable.text(server.run() + (server.stays() ? ", which has ended" : "")),
                    TextTable.text(server.project().toString()),
                    TextTable.text(server.folder().toString()));
        }
        table.print(out);
    }

    /** Deletes what is not in use, or has not been for long. */
    void clean(boolean all) {
        guarded(() -> {
            Instant now = Instant.now();
            List<Freed> freed = cache.clean(all ? Instant.MAX : now.minus(UNUSED));
            for (Freed each : freed) {
                out.println("  deleted  " + size(each.bytes()) + "  " + each.path());
            }
            out.println(
                    "  freed    " + size(freed.stream().mapToLong(Freed::bytes).sum()));
            if (!all) {
                long left = cache.entries().stream().mapToLong(Entry::bytes).sum();
                out.println(
                        "  kept     " + size(left) + (left == 0 ? "" : ", which --all deletes unless it is in use"));
            }
        });
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (UncheckedIOException e) {
            throw Diagnosis.of("ASSAY-CLI-100", "the databases' cache cannot be read or cleaned.")
                    .with("cache", cache.folder())
                    .with("reason", String.valueOf(e.getCause()))
                    .because("programs of PostgreSQL and templates are kept there for all runs of a user")
                    .toFix("let this user write to the folder")
                    .toFix("--cache DIR, if another one is meant")
                    .exception(e);
        } finally {
            out.flush();
        }
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MB", bytes / MEGABYTE);
    }
}
