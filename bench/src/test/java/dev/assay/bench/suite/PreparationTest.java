package dev.assay.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.DiagnosisException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparationTest {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    Path folder;

    @Test
    void a_command_that_fails_is_named_with_its_log() {
        Preparation preparation = new Preparation(folder.resolve("deep/log"));

        assertThatThrownBy(() -> preparation.run(List.of(JAVA, "NoSuchClass"), folder))
                .isInstanceOf(DiagnosisException.class)
                .hasMessageContaining("ASSAY-BENCH-001: a command that prepares the benchmark failed.")
                .hasMessageContaining(JAVA + " NoSuchClass")
                .hasMessageContaining("exit code  1")
                .hasMessageContaining(folder.resolve("deep/log").toString());
        assertThat(folder.resolve("deep/log")).content().contains("NoSuchClass");
    }

    @Test
    void an_exit_code_that_is_expected_is_returned() throws Exception {
        Preparation preparation = new Preparation(folder.resolve("log"));

        assertThat(preparation.run(List.of(JAVA, "NoSuchClass"), folder, Set.of(0, 1)))
                .isEqualTo(1);
    }

    @Test
    void a_project_is_written_with_its_pom_and_sources_and_shielded_from_the_folders_above() throws Exception {
        MavenProject project = MavenProject.write(
                folder.resolve("project"),
                "jupiter",
                Map.of("a/ATest.java", "class ATest {}"),
                new Preparation(folder.resolve("log")));

        assertThat(project.folder().resolve("pom.xml")).content().contains("<forkCount>${forks}</forkCount>");
        assertThat(project.folder().resolve("src/test/java/a/ATest.java")).hasContent("class ATest {}");
        assertThat(Files.isDirectory(project.folder().resolve(".mvn"))).isTrue();
    }
}
