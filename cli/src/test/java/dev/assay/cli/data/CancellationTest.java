package dev.assay.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.cli.Main;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts {@code assay data} as a process of its own, and presses Ctrl-C. */
class CancellationTest {
    @TempDir
    Path folder;

    @BeforeEach
    void signals_can_be_sent() throws IOException {
        Path status = Path.of("/proc/self/status");
        assumeTrue(Files.isReadable(status), "signals are sent with Linux's kill");
        long ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .sum();
        assumeTrue((ignored & 2) == 0, "what starts these tests ignores SIGINT, and a child inherits that");
    }

    @Test
    void ctrl_c_ends_it_and_leaves_no_file_behind() throws Exception {
        Path out = folder.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-Dassay.terminal=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "data",
                        "generate",
                        "dev.assay.cli.data.fixture.Shop",
                        "--classpath",
                        Called.testClasses().toString(),
                        "--rows",
                        "90M",
                        "--out",
                        out.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        // Where these tests run in a pipeline, the bar is for a terminal all the same.
        builder.environment().remove("CI");
        builder.environment().put("TERM", "xterm");
        Process process = builder.start();
        try (InputStream err = process.getErrorStream()) {
            assertThat(err.read()).as("the bar begins").isEqualTo('\r');
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            assertThat(new String(err.readAllBytes(), StandardCharsets.UTF_8)).contains("Loading", "ASSAY-DATA-067");
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(130);
            assertThat(out).doesNotExist();
        } finally {
            process.destroyForcibly();
        }
    }
}
