package dev.assay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchTest {
    private final StringWriter errors = new StringWriter();
    private final CommandLine bench = Bench.commandLine().setErr(new PrintWriter(errors, true));

    @Test
    void no_benchmark_is_a_wrong_usage() {
        assertThat(bench.execute()).isEqualTo(2);
    }

    @Test
    void a_benchmark_that_does_not_exist_is_a_wrong_usage() {
        assertThat(bench.execute("billion")).isEqualTo(2);
        assertThat(errors.toString()).contains("billion");
    }

    @Test
    void a_page_that_does_not_exist_is_a_diagnosis(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("run.json"), "{}");

        assertThat(bench.execute("page", "--run", folder.toString())).isEqualTo(4);
        assertThat(errors.toString()).startsWith("ASSAY-BENCH-004: there is no page to open.");
    }
}
