package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.DiagnosisException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path temp;

    private RunFolder below(long second) {
        return RunFolder.below(temp.resolve("assay"), NOON.plusSeconds(second), new Random(second));
    }

    @Nested
    class BelowAFolder {
        @Test
        void each_run_has_a_folder_of_its_own_also_when_two_begin_at_once_and_draw_alike() {
            RandomGenerator alike = new Random(1);
            RandomGenerator thenOther = new Random(1);

            RunFolder one = RunFolder.below(temp, NOON, alike);
            RunFolder two = RunFolder.below(temp, NOON, thenOther);

            assertThat(one.path()).isDirectory();
            assertThat(two.path()).isDirectory().isNotEqualTo(one.path());
            assertThat(one.runId())
                    .matches("\\d{8}-\\d{6}-[0-9a-f]{4}")
                    .isEqualTo(one.path().getFileName().toString());
            assertThat(one.place()).isEqualTo(one.path());
        }

        @Test
        void latest_leads_to_the_newest_run_that_came_to_its_end() throws IOException {
            RunFolder first = below(0);
            first.finish();
            below(1);
            assertThat(latest()).isEqualTo(first.path());

            RunFolder third = below(2);
            third.finish();
            assertThat(latest()).isEqualTo(third.path());
        }

        @Test
        void a_run_that_began_earlier_and_ends_later_does_not_take_latest_back() throws IOException {
            RunFolder slow = below(0);
            RunFolder quick = below(1);
            quick.finish();
            slow.finish();

            assertThat(latest()).isEqualTo(quick.path());
        }

        @Test
        void a_file_names_the_run_where_a_link_cannot_be_made() throws IOException {
            RunFolder run = below(0);
            Files.createDirectories(temp.resolve("assay/latest/something"));
            run.finish();

            assertThat(temp.resolve("assay/latest.txt")).hasContent(run.runId());
            assertThat(temp.resolve("assay/latest/something")).exists();
        }

        private Path latest() throws IOException {
            return temp.resolve("assay/latest").toRealPath();
        }
    }

    @Nested
    class ExactlyAFolder {
        @Test
        void reports_replace_the_earlier_ones_at_the_end_and_leave_the_users_own_files() throws IOException {
            Path out = temp.resolve("out");
            Files.createDirectories(out.resolve("xml"));
            Files.writeString(out.resolve("xml/TEST-a.GoneTest.xml"), "old");
            Files.writeString(out.resolve("run.json"), "old");
            Files.writeString(out.resolve("notes.txt"), "mine");

            RunFolder run = RunFolder.exactly(out, NOON, new Random(1));
            Files.createDirectories(run.path().resolve("xml"));
            Files.writeString(run.path().resolve("xml/TEST-a.NewTest.xml"), "new");
            Files.writeString(run.path().resolve("run.json"), "new");
            assertThat(out.resolve("run.json")).hasContent("old");
            run.finish();

            assertThat(run.place()).isEqualTo(out.toRealPath());
            assertThat(out.resolve("run.json")).hasContent("new");
            assertThat(out.resolve("xml")).isDirectoryContaining("glob:**/TEST-a.NewTest.xml");
            assertThat(out.resolve("xml/TEST-a.GoneTest.xml")).doesNotExist();
            assertThat(out.resolve("notes.txt")).hasContent("mine");
            assertThat(run.path()).doesNotExist();
        }

        @Test
        void two_runs_at_once_do_not_meet_before_their_ends() throws IOException {
            RunFolder one = RunFolder.exactly(temp, NOON, new Random(1));
            RunFolder two = RunFolder.exactly(temp, NOON, new Random(1));
            Files.writeString(one.path().resolve("run.json"), "one");
            Files.writeString(two.path().resolve("run.json"), "two");
            one.finish();
            two.finish();

            assertThat(temp.resolve("run.json")).hasContent("two");
        }
    }

    @Test
    void a_folder_that_cannot_be_created_is_a_diagnosis() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "");

        assertThatThrownBy(() -> RunFolder.below(file.resolve("assay"), NOON, new Random(1)))
                .isInstanceOf(DiagnosisException.class)
                .hasMessageStartingWith("ASSAY-REP-001: the folder for the reports cannot be created.")
                .hasMessageContaining("folder   " + file.resolve("assay"))
                .hasMessageContaining("To fix:  make the folder writable, or remove the file in its place")
                .hasMessageContaining("assay test --out DIR");
    }
}
