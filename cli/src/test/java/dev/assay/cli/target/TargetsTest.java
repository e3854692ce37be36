package dev.assay.cli.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.DiagnosisException;
import dev.assay.run.Suite;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TargetsTest {
    @TempDir
    private Path folder;

    @Test
    void a_folder_that_does_not_exist() {
        assertDiagnosis("no-such", """
                ASSAY-MVN-002: the folder does not exist.
                  folder   %s/no-such
                  why      assay test runs a Maven project's folder, coordinates, or --classpath with --scan
                  To fix:  assay test, in the project's folder""".formatted(folder));
    }

    @Test
    void a_folder_that_is_no_project() {
        assertDiagnosis(".", """
                ASSAY-MVN-003: the folder is no Maven project.
                  folder   %s
                  why      it holds no pom.xml
                  To fix:  assay test FOLDER, with the folder of the project's pom.xml
                  or       assay test --classpath CP --scan DIR, for a project that another tool builds""".formatted(folder));
    }

    @Test
    void coordinates_without_a_version() {
        assertDiagnosis("org.apache.commons:commons-lang3", """
                ASSAY-MVN-006: the target is neither a folder nor coordinates.
                  target   org.apache.commons:commons-lang3
                  why      coordinates are group:artifact:version
                  To fix:  assay test org.apache.commons:commons-lang3:3.20.0""");
    }

    @Test
    void coordinates_that_nothing_has() {
        assertThatThrownBy(() -> resolve("no.such.group:nothing:1"))
                .isInstanceOf(DiagnosisException.class)
                .hasMessageStartingWith("ASSAY-MVN-007: the coordinates do not resolve.")
                .hasMessageContaining("no.such.group:nothing:1");
    }

    @Test
    void an_artifact_without_a_tests_jar() {
        assertThatThrownBy(() -> resolve("org.slf4j:slf4j-nop:1.7.36")) // this module's own dependency is at hand
                .isInstanceOf(DiagnosisException.class)
                .hasMessageStartingWith("ASSAY-MVN-008: the artifact has no tests jar.")
                .hasMessageContaining("missing   org.slf4j:slf4j-nop:jar:tests:1.7.36");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the wrapper is a shell script")
    void a_project_whose_wrapper_fails_is_told_in_its_own_words() throws IOException {
        Files.writeString(folder.resolve("pom.xml"), "<project/>");
        Files.createDirectories(folder.resolve("home/repository/dev/assay/assay-maven-plugin/0.1"));
        Path wrapper = Files.writeString(
                folder.resolve("mvnw"),
                "#!/bin/sh\necho \"[ERROR] asked for $4\"\necho '[ERROR] '\necho '[ERROR] Re-run Maven using -X'\nexit 1\n");
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(() -> resolve("."))
                .isInstanceOf(DiagnosisException.class)
                .hasMessageStartingWith("ASSAY-MVN-004: Maven ended with an error before any test ran.")
                .hasMessageContaining("  maven    [ERROR] asked for process-test-classes\n  To fix:");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the wrapper is a shell script, and ends by a signal")
    void a_build_that_is_interrupted() throws IOException {
        Files.writeString(folder.resolve("pom.xml"), "<project/>");
        Files.createDirectories(folder.resolve("home/repository/dev/assay/assay-maven-plugin/0.1"));
        Path wrapper = Files.writeString(folder.resolve("mvnw"), "#!/bin/sh\nkill -TERM $$\n");
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertDiagnosis(".", """
                ASSAY-MVN-018: interrupted while Maven was compiling the project.
                  folder   %s
                  To fix:  run the command again""".formatted(folder));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "files have no permission to be executed there")
    void a_wrapper_that_cannot_be_started() throws IOException {
        Files.writeString(folder.resolve("pom.xml"), "<project/>");
        Files.createDirectories(folder.resolve("home/repository/dev/assay/assay-maven-plugin/0.1"));
        Files.writeString(folder.resolve("mvnw"), "not executable");

        assertThatThrownBy(() -> resolve("."))
                .isInstanceOf(DiagnosisException.class)
                .hasMessageStartingWith("ASSAY-MVN-005: Maven cannot be started.")
                .hasMessageContaining("Permission denied");
    }

    @Test
    void a_distribution_without_its_plugin() throws IOException {
        Files.writeString(folder.resolve("pom.xml"), "<project/>");

        assertDiagnosis(".", """
                ASSAY-MVN-016: Assay's Maven plugin cannot be put into the local repository.
                  from     %s/home/repository
                  reason   %s/home/repository/dev/assay/assay-maven-plugin
                  why      Maven finds a plugin that is not published in the local repository alone
                  To fix:  build Assay with mvn package, and check that the local repository is writable""".formatted(folder, folder));
    }

    @Test
    void a_classpath_entry_that_does_not_exist() {
        assertThatThrownBy(() ->
                        Targets.resolve(request(List.of(folder), List.of(Path.of("gone.jar")), "."), progress -> {}))
                .isInstanceOf(DiagnosisException.class)
                .hasMessage("""
                        ASSAY-MVN-001: an entry of the classpath does not exist.
                          entry    %s/gone.jar
                          option   --classpath
                          To fix:  build the project first, or correct the path""".formatted(folder));
    }

    @Test
    void a_classpath_without_a_test_library() {
        assertThatThrownBy(() -> Targets.resolve(request(List.of(folder), List.of(), "."), progress -> {}))
                .isInstanceOf(DiagnosisException.class)
                .hasMessage("""
                        ASSAY-MVN-019: the classpath holds no test library.
                          scan     [%s]
                          why      neither JUnit nor an engine of its platform is among the entries of --classpath
                          To fix:  give the whole test runtime classpath, JUnit included""".formatted(folder));
    }

    @Test
    void a_classpath_is_a_suite_of_its_own() {
        List<Path> classpath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(Files::exists)
                .toList();

        List<Suite> suites = Targets.resolve(request(List.of(folder), classpath, "."), progress -> {});

        assertThat(suites).singleElement().satisfies(suite -> {
            assertThat(suite.scan()).containsExactly(folder);
            assertThat(suite.classpath()).startsWith(folder).containsAll(classpath);
            assertThat(suite.workingDirectory()).isEqualTo(folder.toString());
        });
    }

    private void assertDiagnosis(String target, String message) {
        assertThatThrownBy(() -> resolve(target))
                .isInstanceOf(DiagnosisException.class)
                .hasMessage(message);
    }

    private List<Suite> resolve(String target) {
        return Targets.resolve(request(List.of(), List.of(), target), progress -> {});
    }

    private TargetRequest request(List<Path> scan, List<Path> classpath, String target) {
        return new TargetRequest(
                target,
                classpath,
                scan,
                folder,
                folder.resolve("scratch"),
                folder.resolve("project/history.db"),
                folder.resolve("home"),
                List.of(),
                false,
                true);
    }
}
