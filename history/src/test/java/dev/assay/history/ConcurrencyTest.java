package dev.assay.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.core.Diagnosis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrencyTest {
    @TempDir
    Path folder;

    private final List<Diagnosis> warnings = new ArrayList<>();

    @Test
    void two_processes_that_write_at_once_lose_no_run() throws IOException, InterruptedException {
        Path file = folder.resolve(".assay/history.db");
        Process one = RecordingProcess.start(List.of(), file, "one", 20, 50);
        Process other = RecordingProcess.start(List.of(), file, "other", 20, 50);

        assertThat(linesOf(one)).noneMatch(ConcurrencyTest::isWarning).endsWith("recorded 20");
        assertThat(linesOf(other)).noneMatch(ConcurrencyTest::isWarning).endsWith("recorded 20");
        assertThat(one.waitFor()).isZero();
        assertThat(other.waitFor()).isZero();

        try (History history = History.open(file, warnings::add)) {
            assertThat(history.trend(100)).hasSize(40);
            assertThat(history.find("*"))
                    .hasSize(1000)
                    .allSatisfy(test -> assertThat(test.passed()).isEqualTo(40));
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_process_that_is_killed_while_it_writes_leaves_whole_runs_only() throws IOException, InterruptedException {
        Path file = folder.resolve("history.db");
        for (int killed = 0; killed < 4; killed++) {
            Process process = RecordingProcess.start(List.of(), file, "killed" + killed, 100_000, 300);
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            assertThat(out.readLine()).isEqualTo("opened");
            for (int i = 0; i < 2 + killed; i++) {
                assertThat(out.readLine()).startsWith("recorded");
            }
            awaitJournal(file);
            process.destroyForcibly();
            process.waitFor();
        }

        try (History history = History.open(file, warnings::add)) {
            int runs = history.trend(1000).size();
            assertThat(runs).isGreaterThanOrEqualTo(14);
            assertThat(history.find("*"))
                    .hasSize(6000)
                    .allSatisfy(test -> assertThat(test.recent()).hasSize(Math.min(runs, 100)));
            RecordingProcess.record(history, "after", 1, 1);
            assertThat(history.trend(1000)).hasSize(runs + 1);
        }
        assertThat(warnings).isEmpty();
    }

    /** Waits until a transaction is under way: its journal is there. */
    private static void awaitJournal(Path file) {
        Path journal = file.resolveSibling(file.getFileName() + "-journal");
        while (!Files.exists(journal)) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void a_disk_that_is_full_while_it_writes_is_told_and_keeps_what_was_there()
            throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "ulimit needs a shell");
        Path file = folder.resolve("history.db");
        try (History history = History.open(file, warnings::add)) {
            RecordingProcess.record(history, "first", 100, 20);
        }
        // A limit on a file's size stands for a full disk; the native library, 1.1 MB, must still fit.
        List<String> limited = List.of("/bin/bash", "-c", "ulimit -f 3000; exec \"$@\"", "limited");

        Process process = RecordingProcess.start(limited, file, "second", 1, 3000);

        assertThat(linesOf(process)).anyMatch(line -> line.startsWith("warned ASSAY-HIST-002 [SQLITE_IOERR_WRITE]"));
        assertThat(process.waitFor()).isZero();
        try (History history = History.open(file, warnings::add)) {
            assertThat(history.trend(10)).extracting(PastRun::id).containsExactly("first");
            assertThat(history.find("*")).hasSize(2000);
        }
        assertThat(warnings).isEmpty();
    }

    private static boolean isWarning(String line) {
        return line.startsWith("warned");
    }

    private static List<String> linesOf(Process process) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
