package dev.assay.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcFsTest {
    @TempDir
    Path root;

    @Test
    void ended_childrens_time_is_user_plus_system_also_when_the_name_holds_parentheses() {
        String stat = "42 (a ) b) S 1 42 42 0 -1 4194304 100 200 0 0 7 3 1234 66 20 0 30 0 500 1 2";

        assertThat(ProcFs.endedChildrenMillis(stat)).isEqualTo(13_000);
    }

    @Test
    void the_machine_is_busy_unless_it_is_idle_or_waits_for_disks() {
        String stat = "cpu  100 1 50 9999 8888 2 3 4 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n";

        assertThat(ProcFs.machineBusyMillis(stat)).isEqualTo(1_600);
    }

    @Test
    void peak_and_resident_memory_are_read_from_the_status_of_a_process() throws Exception {
        Path process = Files.createDirectories(root.resolve("77"));
        Files.writeString(
                process.resolve("status"), "Name:\tjava\nVmPeak:\t9999 kB\nVmHWM:\t  2048 kB\nVmRSS:\t  1024 kB\n");
        ProcFs proc = new ProcFs(root);

        assertThat(proc.peakKib(77)).isEqualTo(2048);
        assertThat(proc.residentKib(77)).isEqualTo(1024);
    }

    @Test
    void a_process_that_ended_has_no_memory() {
        assertThat(new ProcFs(root).peakKib(77)).isZero();
    }

    @Test
    void a_zombie_whose_status_names_no_memory_has_none() {
        assertThat(ProcFs.statusKib("Name:\tjava\nState:\tZ (zombie)\n", "VmHWM"))
                .isZero();
    }

    @Test
    void a_system_without_proc_is_recognised() {
        assertThat(new ProcFs(root).exists()).isFalse();
    }
}
