package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.cli.fixture.Green;
import dev.assay.cli.fixture.Shouting;
import dev.assay.cli.fixture.Waiting;
import dev.assay.core.Diagnosis;
import dev.assay.event.Journal;
import dev.assay.event.RunEvent;
import dev.assay.history.History;
import dev.assay.history.PastRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** What may go wrong around a run goes wrong for real: disks, signals, other runs. */
class FaultsTest {
    private static final int MEGABYTE = 1 << 10;

    @TempDir
    Path project;

    @Nested
    class AFullDisk {
        @Test
        void under_the_reports_costs_reports_and_no_test() throws Exception {
            try (SmallDisk disk = SmallDisk.mount(project.resolve("small"), MEGABYTE, 1000)) {
                Launched run = start(List.of(Shouting.class, Green.class), "--out", disk.folder() + "/reports");

                assertThat(run.exitCode()).isEqualTo(ExitCode.BROKEN.code());
                assertThat(run.said())
                        .contains("4 tests: 4 passed", "No space left on device")
                        .containsOnlyOnce("\n  report   ")
                        .containsPattern("\n  report   .*events\\.bin")
                        .containsPattern("\n  report   .*output");
            }
            assertThat(remembered())
                    .singleElement()
                    .satisfies(past -> assertThat(past.passed()).isEqualTo(4));
        }

        @Test
        void under_the_reports_from_the_start_is_told_before_any_test_runs() throws Exception {
            try (SmallDisk disk = SmallDisk.mount(project.resolve("small"), MEGABYTE, 1)) {
                Launched run = start(List.of(Green.class), "--out", disk.folder() + "/reports");

                assertThat(run.exitCode()).isEqualTo(ExitCode.BROKEN.code());
                assertThat(run.said()).contains("ASSAY-REP-001", "No space left on device");
            }
        }

        @Test
        void under_the_history_is_a_warning_and_harms_no_earlier_run() throws Exception {
            try (SmallDisk disk = SmallDisk.mount(project.resolve("small"), MEGABYTE, 1000)) {
                Path file = disk.folder().resolve("history.db");
                assertThat(start(List.of(Green.class), "--history", file.toString())
                                .exitCode())
                        .isZero();
                Path filler = disk.fill();

                Launched run = start(List.of(Green.class, Shouting.class), "--history", file.toString());

                assertThat(run.exitCode()).isZero();
                assertThat(run.said()).contains("4 tests: 4 passed", "ASSAY-HIST-002", "disk is full");
                Files.delete(filler);
                assertThat(remembered(file))
                        .singleElement()
                        .satisfies(past -> assertThat(past.passed()).isEqualTo(2));
            }
        }

        @Test
        void under_a_history_that_does_not_exist_yet_is_a_warning() throws Exception {
            try (SmallDisk disk = SmallDisk.mount(project.resolve("small"), MEGABYTE, 1000)) {
                Path filler = disk.fill();
                Path file = disk.folder().resolve("history.db");

                Launched run = start(List.of(Green.class), "--history", file.toString());

                assertThat(run.exitCode()).isZero();
                assertThat(run.said()).contains("2 tests: 2 passed", "ASSAY-HIST-002");
                Files.delete(filler);
                assertThat(remembered(file)).isEmpty();
            }
        }
    }

    @Test
    void two_hundred_megabytes_of_output_and_bytes_that_are_no_text_are_kept_whole_and_shown_cut() throws Exception {
        Launched run = start(List.of(Shouting.class));

        assertThat(run.exitCode()).isZero();
        Path latest = project.resolve("target/assay/latest");
        Path output = latest.resolve("output/" + Shouting.class.getName() + ".txt");
        assertThat(Files.size(output)).isBetween(200_000_000L, 200_010_000L);
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(latest.resolve("xml/TEST-" + Shouting.class.getName() + ".xml")
                        .toFile());
        assertThat(xml.getDocumentElement().getAttribute("tests")).isEqualTo("2");
        assertThat(xml.getDocumentElement().getTextContent())
                .hasSizeLessThan(4_000_000)
                .contains("<\uFFFD(");
        assertThat(Files.size(latest.resolve("index.html"))).isLessThan(4_000_000);
        assertThat(figures(latest).get("passed").asInt()).isEqualTo(2);
    }

    @Test
    void two_runs_at_once_in_one_folder_both_end_and_are_both_remembered() throws Exception {
        Launched one = start(List.of(Green.class));
        Launched other = start(List.of(Green.class, Shouting.class));

        assertThat(one.exitCode()).isZero();
        assertThat(other.exitCode()).isZero();
        List<Path> folders = runFolders();
        List<Integer> passed = new ArrayList<>();
        for (Path folder : folders) {
            assertThat(figures(folder).get("run").asText()).isEqualTo(String.valueOf(folder.getFileName()));
            passed.add(figures(folder).get("passed").asInt());
        }
        assertThat(passed).containsExactlyInAnyOrder(2, 4);
        assertThat(project.resolve("target/assay/latest").toRealPath()).isIn(folders);
        assertThat(remembered()).extracting(PastRun::passed).containsExactlyInAnyOrder(2L, 4L);
    }

    @Test
    void a_kill_of_assay_itself_ends_its_workers_and_leaves_a_journal_and_a_sound_history() throws Exception {
        assertThat(start(List.of(Green.class)).exitCode()).isZero();
        Launched run = start(List.of(Waiting.class));
        ProcessHandle worker = waitingWorker(run);

        run.process().destroyForcibly().waitFor();

        worker.onExit().join();
        List<RunEvent> events = new ArrayList<>();
        for (Path folder : runFolders()) {
            if (!Files.exists(folder.resolve("run.json"))) {
                Journal.read(folder.resolve("events.bin"), events::add);
            }
        }
        assertThat(events).first().isInstanceOf(RunEvent.RunStarted.class);
        assertThat(events).noneMatch(RunEvent.RunFinished.class::isInstance);
        assertThat(figures(project.resolve("target/assay/latest")).get("passed").asInt())
                .isEqualTo(2);
        assertThat(start(List.of(Green.class)).exitCode()).isZero();
        assertThat(remembered()).hasSize(2);
    }

    @Test
    void a_damaged_history_is_told_moved_aside_and_begun_anew() throws Exception {
        Path file = project.resolve(".assay/history.db");
        Files.createDirectories(project.resolve(".assay"));
        Files.writeString(file, "garbage ".repeat(1000));

        Launched run = start(List.of(Green.class));

        assertThat(run.exitCode()).isZero();
        assertThat(run.said()).contains("ASSAY-HIST-001", "2 tests: 2 passed");
        assertThat(project.resolve(".assay/history.db.damaged-1")).content().startsWith("garbage");
        assertThat(remembered()).hasSize(1);
    }

    private Launched start(List<Class<?>> classes, String... options) throws IOException {
        return Launched.start(project, classes, options);
    }

    /** Waits until the worker is in the test that waits. */
    private ProcessHandle waitingWorker(Launched run) throws IOException {
        Path waiting = project.resolve("waiting");
        while (!Files.exists(waiting)) {
            assertThat(run.process().isAlive()).as(run.said()).isTrue();
            LockSupport.parkNanos(1_000_000);
        }
        return ProcessHandle.of(Long.parseLong(Files.readString(waiting))).orElseThrow();
    }

    private List<Path> runFolders() throws IOException {
        try (Stream<Path> all = Files.list(project.resolve("target/assay"))) {
            return all.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private static JsonNode figures(Path run) throws IOException {
        return new ObjectMapper().readTree(run.resolve("run.json").toFile());
    }

    private List<PastRun> remembered() {
        return remembered(project.resolve(".assay/history.db"));
    }

    private static List<PastRun> remembered(Path file) {
        List<Diagnosis> warnings = new ArrayList<>();
        try (History history = History.open(file, warnings::add)) {
            assertThat(warnings).isEmpty();
            return history.trend(10);
        }
    }
}
