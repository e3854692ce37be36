package dev.assay.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.cli.DocumentedErrors;
import dev.assay.cli.ExitCode;
import dev.assay.cli.Main;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starts {@code assay data} as a process of its own, whose standard output takes no more. */
@Timeout(60)
class StandardOutputTest {
    private static final String SHOP = "dev.assay.cli.data.fixture.Shop";
    private static final Path FULL = Path.of("/dev/full");

    @Test
    void rows_that_find_a_full_disk_are_no_success() throws Exception {
        Called called = full("generate", SHOP, "--only", "Customer");
        assertThat(called.err()).startsWith("ASSAY-DATA-068").contains("No space left on device");
        assertThat(called.code()).isEqualTo(ExitCode.BROKEN.code());
    }

    @Test
    void a_script_that_finds_a_full_disk_is_no_success() throws Exception {
        Called called = full("generate", SHOP, "--format", "sql");
        assertThat(called.err()).startsWith("ASSAY-DATA-083").contains("No space left on device");
        assertThat(called.code()).isEqualTo(ExitCode.BROKEN.code());
    }

    @Test
    void a_description_that_finds_a_full_disk_is_told_as_documented() throws Exception {
        Called called = full("describe", SHOP);
        assertThat(called.err().stripTrailing()).isEqualTo(DocumentedErrors.message("ASSAY-DATA-083"));
        assertThat(called.code()).isEqualTo(ExitCode.BROKEN.code());
    }

    @Test
    void a_reader_that_has_had_enough_is_told_nothing() throws Exception {
        Process process =
                command("generate", SHOP, "--only", "Customer", "--rows", "90M").start();
        try (InputStream err = process.getErrorStream()) {
            try (InputStream out = process.getInputStream()) {
                assertThat(out.readNBytes(2)).asString(StandardCharsets.UTF_8).isEqualTo("id");
            }
            assertThat(new String(err.readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(ExitCode.BROKEN.code());
        } finally {
            process.destroyForcibly();
        }
    }

    private static Called full(String... args) throws IOException, InterruptedException {
        assumeTrue(Files.isWritable(FULL), "there is no /dev/full");
        Process process = command(args).redirectOutput(FULL.toFile()).start();
        try (InputStream err = process.getErrorStream()) {
            String said = new String(err.readAllBytes(), StandardCharsets.UTF_8);
            return new Called(process.waitFor(), "", said);
        } finally {
            process.destroyForcibly();
        }
    }

    private static ProcessBuilder command(String... args) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "data"));
        words.addAll(List.of(args));
        words.addAll(List.of("--classpath", Called.testClasses().toString()));
        ProcessBuilder builder = new ProcessBuilder(words);
        // The JVM would say that it has picked them up.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder;
    }
}
