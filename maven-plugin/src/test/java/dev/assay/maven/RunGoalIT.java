package dev.assay.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goal that runs tests, called as users call it. */
class RunGoalIT {
    @TempDir
    private Path folder;

    private Path project;

    @BeforeAll
    static void install_the_plugin_as_the_command_line_does(@TempDir Path folder) throws IOException {
        Workbench workbench = new Workbench(folder);
        workbench.resolve(workbench.project("bare"));
    }

    @BeforeEach
    void take_a_project() throws IOException {
        project = new Workbench(folder).project("bare").toRealPath();
    }

    @Test
    void passes_when_tests_pass_and_leaves_a_run_behind() throws Exception {
        Ended maven = maven("-Dassay.args=--workers 1");

        assertThat(maven.output()).contains("1 passed");
        assertThat(maven.exitCode()).isZero();
        assertThat(project.resolve("target/assay/latest")).exists();
    }

    @Test
    void fails_the_build_when_a_test_fails() throws Exception {
        Path test = project.resolve("src/test/java/fixture/BareTest.java");
        Files.writeString(test, Files.readString(test).replace("2 + 2", "2 + 3"));

        Ended maven = maven();

        assertThat(maven.output()).contains("1 failed").contains("tests failed");
        assertThat(maven.exitCode()).isNotZero();
    }

    @Test
    void runs_nothing_when_tests_are_skipped() throws Exception {
        Ended maven = maven("-DskipTests");

        assertThat(maven.exitCode()).isZero();
        assertThat(project.resolve("target/assay")).doesNotExist();
    }

    private record Ended(int exitCode, String output) {}

    private Ended maven(String... arguments) throws IOException, InterruptedException {
        String version = System.getProperty("assay.version");
        List<String> command = new ArrayList<>(List.of(
                "mvn",
                "-B",
                "-q",
                "-Dmaven.repo.local=" + Workbench.repositoryFolder(),
                "process-test-classes",
                "dev.assay:assay-maven-plugin:" + version + ":test"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
