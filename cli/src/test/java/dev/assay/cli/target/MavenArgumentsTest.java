package dev.assay.cli.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenArgumentsTest {
    @TempDir
    private Path root;

    private Path module;

    @BeforeEach
    void make_a_module_below_a_root_with_a_configuration() throws IOException {
        module = Files.createDirectories(root.resolve("a").resolve("b"));
        Files.createDirectories(root.resolve(".mvn"));
        Files.writeString(
                root.resolve(".mvn").resolve("maven.config"), "--settings\nproject.xml\n-Dmaven.repo.local=mvn\n");
    }

    @Test
    void the_command_line_counts_most() {
        MavenArguments arguments =
                new MavenArguments(List.of("-Dmaven.repo.local=given", "-s", "given.xml", "-o"), module, Map.of());

        assertThat(arguments.localRepository()).contains(Path.of("given"));
        assertThat(arguments.userSettings()).contains(Path.of("given.xml"));
        assertThat(arguments.offline()).isTrue();
    }

    @Test
    void the_configuration_of_the_root_counts_for_its_modules() {
        MavenArguments arguments =
                new MavenArguments(List.of(), module, Map.of("MAVEN_OPTS", "-Xmx1g -Dmaven.repo.local=environment"));

        assertThat(arguments.localRepository()).contains(Path.of("mvn"));
        assertThat(arguments.userSettings()).contains(Path.of("project.xml"));
        assertThat(arguments.globalSettings()).isEmpty();
        assertThat(arguments.offline()).isFalse();
    }

    @Test
    void the_environment_counts_where_nothing_else_does() throws IOException {
        Files.delete(root.resolve(".mvn").resolve("maven.config"));

        assertThat(new MavenArguments(
                                List.of(),
                                module,
                                Map.of("MAVEN_ARGS", "--global-settings=all.xml -Dmaven.repo.local=environment"))
                        .localRepository())
                .contains(Path.of("environment"));
    }
}
