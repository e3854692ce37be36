package dev.assay.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class MeterTest {
    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_cpu_time_of_a_child_and_of_its_child_is_counted() throws Exception {
        Measurement measured =
                new Meter().run(Job.of(Burn.command("600", "child", "3"), folder, folder.resolve("log")));

        assertThat(measured.cpuMillis()).isGreaterThanOrEqualTo(1_190);
        assertThat(measured.wallMillis()).isPositive();
        assertThat(measured.exitCodes()).containsExactly(3);
        assertThat(folder.resolve("log")).content().contains("burnt 600");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_coordinator_is_the_first_jvm_below_a_shell() throws Exception {
        String burn = String.join(" ", Burn.command("600", "alone", "0"));

        Measurement measured =
                new Meter().run(Job.of(List.of("sh", "-c", burn + "; true"), folder, folder.resolve("log")));

        assertThat(measured.coordinatorPeakKib()).isGreaterThan(10_000);
        assertThat(measured.treePeakKib()).isGreaterThan(10_000);
    }

    @Test
    void commands_side_by_side_have_a_log_and_an_exit_code_each() throws Exception {
        Job job = new Job(
                List.of(Burn.command("1", "alone", "0"), Burn.command("2", "alone", "5")),
                folder,
                Map.of(),
                folder.resolve("log"));

        Measurement measured = new Meter().run(job);

        assertThat(measured.exitCodes()).containsExactly(0, 5);
        assertThat(Files.readString(job.log(0))).contains("burnt 1");
        assertThat(Files.readString(job.log(1))).contains("burnt 2");
    }

    @Test
    void a_command_that_does_not_exist_is_an_error() {
        Job job = Job.of(List.of(folder.resolve("nothing").toString()), folder, folder.resolve("log"));

        assertThatThrownBy(() -> new Meter().run(job)).isInstanceOf(IOException.class);
    }

    @Test
    void utilisation_is_the_share_of_all_cores() {
        assertThat(new Measurement(1_000, 1_500, 0, 0, 0, List.of(0)).utilisation(2))
                .isEqualTo(0.75);
    }
}
