package dev.assay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.bench.measure.Job;
import dev.assay.core.DiagnosisException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContendersTest {
    @TempDir
    Path folder;

    @BeforeEach
    void build_folder() throws IOException {
        Files.createDirectory(folder.resolve("target"));
    }

    @Nested
    class Assay {
        private final List<String> command = List.of("/somewhere/assay");

        @Test
        void a_first_run_finds_no_history_and_no_results() throws Exception {
            Files.writeString(folder.resolve("target/history-2.db"), "old");
            Files.writeString(folder.resolve("target/history-2.db-wal"), "old");
            Files.writeString(folder.resolve("target/history-1.db"), "another round's");
            Files.createDirectories(folder.resolve("target/assay-first-2/old"));

            Job job = new AssayContender("first", command, List.of("g:a:1"), folder, true).job(2);

            assertThat(folder.resolve("target/history-2.db")).doesNotExist();
            assertThat(folder.resolve("target/history-2.db-wal")).doesNotExist();
            assertThat(folder.resolve("target/history-1.db")).exists();
            assertThat(folder.resolve("target/assay-first-2")).doesNotExist();
            assertThat(job.commands().get(0))
                    .startsWith("/somewhere/assay", "test", "g:a:1")
                    .containsSequence(
                            "--out", folder.resolve("target/assay-first-2").toString())
                    .containsSequence(
                            "--history", folder.resolve("target/history-2.db").toString());
        }

        @Test
        void a_run_with_history_is_refused_where_there_is_none() {
            AssayContender again = new AssayContender("again", command, List.of("."), folder, false);

            assertThatThrownBy(() -> again.job(1))
                    .isInstanceOf(DiagnosisException.class)
                    .hasMessageContaining("ASSAY-BENCH-007: there is no history to run with.");
        }

        @Test
        void a_run_with_history_has_that_of_the_rounds_first_run() throws Exception {
            Files.writeString(folder.resolve("target/history-2.db"), "of the first run");

            Job job = new AssayContender("again", command, List.of("."), folder, false).job(2);

            assertThat(folder.resolve("target/history-2.db")).content().isEqualTo("of the first run");
            assertThat(job.commands().get(0))
                    .containsSequence(
                            "--history", folder.resolve("target/history-2.db").toString());
        }

        @Test
        void counts_and_times_come_from_run_json() throws Exception {
            Path file = Files.writeString(folder.resolve("run.json"), """
                    {"discovered": 20, "passed": 10, "failed": 1, "aborted": 2, "skipped": 3, "lost": 1, "not_run": 3,
                     "flaky": 0, "wall_ms": 1500, "discovery_ms": 120.5, "first_failure_ms": null, "target": "."}
                    """);

            Result result = AssayContender.readRunJson(file);

            assertThat(result.counts()).isEqualTo(new Counts(20, 5, 5));
            assertThat(result.facts())
                    .containsEntry("wall_ms", 1500.0)
                    .containsEntry("discovery_ms", 120.5)
                    .doesNotContainKeys("first_failure_ms", "target");
        }

        @Test
        void a_run_json_without_its_counts_is_refused() throws Exception {
            Path file = Files.writeString(folder.resolve("run.json"), "{\"wall_ms\": 1}");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AssayContender.readRunJson(file))
                    .withMessage("run.json has no number named discovered");
        }

        @Test
        void a_run_that_wrote_nothing_has_no_result() {
            AssayContender assay = new AssayContender("first", command, List.of("."), folder, true);

            assertThatThrownBy(() -> assay.read(1)).isInstanceOf(IOException.class);
        }
    }

    @Nested
    class Surefire {

        @Test
        void forks_and_reports_are_given_to_the_pom() throws Exception {
            SurefireContender surefire = new SurefireContender(folder, 4);
            Job job = surefire.job(3);

            assertThat(job.commands().get(0))
                    .contains("-o", "-Dforks=4", "-Dreports=" + surefire.reports(3), "surefire:test");
            assertThat(job.directory()).isEqualTo(folder);
        }

        @Test
        void counts_come_from_the_log_whatever_its_encoding() throws Exception {
            SurefireContender surefire = new SurefireContender(folder, 4);
            byte[] broken = {'[', 'I', ']', (byte) 0xFF, (byte) 0xC3, '\n'};
            Path log = surefire.job(1).log();
            Files.write(log, broken);
            Files.writeString(
                    log, "[INFO] Tests run: 5, Failures: 0, Errors: 0, Skipped: 2\n", StandardOpenOption.APPEND);

            assertThat(surefire.read(1).counts()).isEqualTo(new Counts(5, 0, 2));
        }

        @Test
        void a_round_without_a_log_has_no_result() {
            assertThatThrownBy(() -> new SurefireContender(folder, 4).read(1)).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void the_console_launcher_takes_the_classes_that_surefire_takes() throws Exception {
        Job job = new ConsoleContender(
                        Path.of("console.jar"), List.of(Path.of("suite.jar")), Path.of("tests.jar"), List.of(), folder)
                .job(1);

        String pattern = job.commands().get(0).stream()
                .filter(each -> each.startsWith("--include-classname="))
                .map(each -> each.substring("--include-classname=".length()))
                .findFirst()
                .orElseThrow();
        assertThat(List.of("a.b.TestMe", "a.MeTest", "MeTests", "a.MeTestCase"))
                .allMatch(each -> each.matches(pattern));
        assertThat(List.of("a.MeTest$Inner", "a.TestMe$Inner", "a.AbstractThing", "test.Me", "a.MeTesting"))
                .noneMatch(each -> each.matches(pattern));
    }

    @Test
    void the_bare_launchers_jvms_share_the_classes_and_their_counts_add_up() throws Exception {
        BareContender bare = new BareContender(
                List.of(Path.of("a.jar"), Path.of("b.jar")), List.of("A", "B", "C"), 2, List.of("-Xmx99m"), folder);

        Job job = bare.job(1);
        Files.writeString(job.log(0), "tests=2 failed=0 skipped=0\n");
        Files.writeString(job.log(1), "tests=1 failed=1 skipped=0\n");

        assertThat(job.commands()).hasSize(2).allMatch(each -> each.contains("-Xmx99m"));
        assertThat(folder.resolve("target/bare-0.txt")).content().isEqualToIgnoringNewLines("AC");
        assertThat(folder.resolve("target/bare-1.txt")).content().isEqualToIgnoringNewLines("B");
        assertThat(bare.read(1).counts()).isEqualTo(new Counts(3, 1, 0));
        assertThat(bare.read(1).facts()).isEqualTo(Map.of());
    }
}
