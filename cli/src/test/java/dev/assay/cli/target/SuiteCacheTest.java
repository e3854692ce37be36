package dev.assay.cli.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.run.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteCacheTest {
    @TempDir
    private Path folder;

    private Path parentPom;
    private Path library;
    private List<Suite> suites;
    private ProjectState state;

    @BeforeEach
    void keep_a_project() throws IOException {
        Path project = folder.resolve("project");
        parentPom = write(folder.resolve("parent.pom"), "<version>${env.ASSAY_NO_SUCH_VARIABLE}</version>");
        library = write(folder.resolve("library.jar"), "a jar");
        write(project.resolve("pom.xml"), "<project/>");
        write(project.resolve("src/ATest.java"), "class ATest {}");
        Path classes = write(project.resolve("target/test-classes/ATest.class"), "compiled")
                .getParent();
        suites = List.of(Suites.of(
                "module", List.of(classes), List.of(classes, library), JavaCommand.current(), List.of("-ea")));
        state = ProjectState.of(
                project,
                List.of(new ModuleDescription(
                        "module",
                        project,
                        project.resolve("target"),
                        List.of(classes),
                        List.of(parentPom),
                        List.of(),
                        suites)));
        cache().keep(state, suites);
    }

    @Test
    void returns_equal_suites_while_nothing_changes() throws IOException {
        write(folder.resolve("project/.git/index"), "not a source");
        write(folder.resolve("project/target/assay/latest/run.json"), "not a source either");
        write(folder.resolve("project/runs/1/events.bin"), "a run of Assay");
        write(folder.resolve("project/history.db"), "what runs learnt");
        write(folder.resolve("project/history.db-wal"), "what SQLite keeps beside it");

        assertThat(cache().unchanged()).contains(suites);
    }

    @Test
    void forgets_when_a_source_changes_in_time_alone() throws IOException {
        Files.setLastModifiedTime(folder.resolve("project/src/ATest.java"), FileTime.fromMillis(1));

        assertThat(cache().unchanged()).isEmpty();
    }

    @Test
    void forgets_when_a_source_is_added() throws IOException {
        write(folder.resolve("project/src/BTest.java"), "class BTest {}");

        assertThat(cache().unchanged()).isEmpty();
    }

    @Test
    void forgets_when_a_compiled_class_is_gone() throws IOException {
        Files.delete(folder.resolve("project/target/test-classes/ATest.class"));

        assertThat(cache().unchanged()).isEmpty();
    }

    @Test
    void forgets_when_a_parents_pom_changes() throws IOException {
        write(parentPom, "<version>2</version>");

        assertThat(cache().unchanged()).isEmpty();
    }

    @Test
    void forgets_when_a_jar_of_the_classpath_is_gone() throws IOException {
        Files.delete(library);

        assertThat(cache().unchanged()).isEmpty();
    }

    @Test
    void forgets_when_mavens_arguments_differ() {
        assertThat(new SuiteCache(request("-Pother"), folder.resolve("project")).unchanged())
                .isEmpty();
    }

    @Test
    void takes_a_damaged_file_for_no_answer() throws IOException {
        write(folder.resolve("project/.assay/suites.json"), "{ \"fingerprint\" : ");

        assertThat(cache().unchanged()).isEmpty();
    }

    @Test
    void watches_the_variables_that_poms_name() {
        assertThat(state.variables()).contains("ASSAY_NO_SUCH_VARIABLE", "JAVA_HOME", "MAVEN_OPTS");
    }

    @Test
    void knows_a_source_that_changed_while_maven_ran() throws IOException {
        Path source = folder.resolve("project/pom.xml");
        FileTime began = FileTime.fromMillis(Files.getLastModifiedTime(source).toMillis() + 60_000);
        assertThat(state.changedSince(request(), began)).isFalse();

        Files.setLastModifiedTime(source, FileTime.fromMillis(began.toMillis() + 1));
        assertThat(state.changedSince(request(), began)).isTrue();
    }

    @Test
    void takes_a_source_that_was_written_in_the_moment_maven_began_for_known() throws IOException {
        Path source = folder.resolve("project/pom.xml");
        FileTime began = FileTime.fromMillis(Files.getLastModifiedTime(source).toMillis() + 60_000);
        Files.setLastModifiedTime(source, began);

        assertThat(state.changedSince(request(), began)).isFalse();
    }

    private SuiteCache cache() {
        return new SuiteCache(request(), folder.resolve("project"));
    }

    private TargetRequest request(String... mavenArgs) {
        return new TargetRequest(
                "project",
                List.of(),
                List.of(),
                folder,
                folder.resolve("scratch"),
                folder.resolve("project/history.db"),
                folder.resolve("home"),
                List.of(mavenArgs),
                false,
                false);
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
