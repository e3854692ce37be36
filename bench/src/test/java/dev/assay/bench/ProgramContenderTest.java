package dev.assay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.bench.data.HeapHeld;
import dev.assay.bench.measure.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramContenderTest {
    @TempDir
    Path folder;

    private ProgramContender contender(List<String> arguments) {
        return ProgramContender.of("Assay, 1 thread", List.of("-Xmx64m"), HeapHeld.class, arguments, folder);
    }

    @Test
    void a_program_runs_in_a_jvm_of_its_own_with_this_classpath() throws Exception {
        Job job = contender(List.of("small")).job(2);

        assertThat(job.commands().get(0))
                .startsWith(Setting.java(), "-Xmx64m", "-cp")
                .endsWith("dev.assay.bench.data.HeapHeld", "small");
        assertThat(job.log()).hasFileName("assay-1-thread-2.log");
    }

    @Test
    void what_it_measured_is_in_its_log() throws Exception {
        ProgramContender contender = contender(List.of());
        Path log = contender.job(1).log();
        Files.createDirectories(log.getParent());
        Files.writeString(log, "heap_mb=2.5\ndone=yes\n");

        assertThat(contender.read(1)).isEqualTo(Result.of(Map.of("heap_mb", 2.5)));
    }

    @Test
    void a_program_that_broke_has_no_result() throws Exception {
        ProgramContender contender = contender(List.of());
        Path log = contender.job(1).log();
        Files.createDirectories(log.getParent());
        Files.writeString(log, "heap_mb=2.5\nException in thread main\n");

        assertThatIllegalArgumentException().isThrownBy(() -> contender.read(1));
    }
}
