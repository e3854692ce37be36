package dev.assay.cli.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.DiagnosisException;
import dev.assay.run.Suite;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuiteAssemblyTest {
    private final SuiteAssembly assembly = new SuiteAssembly(new LauncherResolver(jar -> Path.of(jar.toString())));
    private final Suite tested = Suites.on(List.of(Path.of("junit-platform-engine-6.1.3.jar")));
    private final Suite plain = Suites.on(List.of(Path.of("guava-33.jar")));

    @Test
    void keeps_the_suites_that_have_a_test_library() {
        assertThat(assembly.runnable(List.of(module(List.of(), plain), module(List.of(), tested)), Path.of("project")))
                .singleElement()
                .satisfies(suite -> assertThat(suite.launcher())
                        .containsExactly(Path.of("org.junit.platform:junit-platform-launcher:6.1.3")));
    }

    @Test
    void says_for_each_module_why_nothing_runs() {
        List<ModuleDescription> modules = List.of(module(List.of("api: skipTests is set."), plain));

        assertThatThrownBy(() -> assembly.runnable(modules, Path.of("project")))
                .isInstanceOf(DiagnosisException.class)
                .hasMessage("""
                        ASSAY-MVN-009: the project has no tests to run.
                          folder   project
                          modules  api: skipTests is set.
                                   module: its classpath holds no test library.
                          To fix:  assay test FOLDER, with the folder of a module that has tests""");
    }

    private static ModuleDescription module(List<String> skipped, Suite suite) {
        Path folder = Path.of("project", "module");
        return new ModuleDescription(
                "module", folder, folder.resolve("target"), List.of(), List.of(), skipped, List.of(suite));
    }
}
