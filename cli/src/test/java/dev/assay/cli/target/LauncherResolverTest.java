package dev.assay.cli.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.DiagnosisException;
import dev.assay.run.Suite;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherResolverTest {
    private final LauncherResolver resolver = new LauncherResolver(jar -> Path.of(jar.toString()));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"1.8.2", "1.13.4", "6.1.3"})
    void adds_the_launcher_of_the_platforms_own_version(String version) {
        assertThat(added("junit-platform-engine-" + version, "junit-jupiter-engine-5.8.2", "junit-jupiter-api-5.8.2"))
                .containsExactly("org.junit.platform:junit-platform-launcher:" + version);
    }

    @Test
    void adds_nothing_where_the_right_launcher_is_there() {
        assertThat(added("junit-platform-engine-6.1.3", "junit-platform-launcher-6.1.3"))
                .isEmpty();
    }

    @Test
    void adds_the_right_launcher_beside_a_wrong_one() {
        assertThat(added("junit-platform-engine-1.13.4", "junit-platform-launcher-1.8.2"))
                .containsExactly("org.junit.platform:junit-platform-launcher:1.13.4");
    }

    @ParameterizedTest
    @CsvSource({"5.10.2, 1.10.2", "6.0.3, 6.0.3"})
    void adds_jupiters_engine_where_only_its_api_is_there(String jupiter, String platform) {
        assertThat(added("junit-jupiter-api-" + jupiter))
                .containsExactly(
                        "org.junit.jupiter:junit-jupiter-engine:" + jupiter,
                        "org.junit.platform:junit-platform-engine:" + platform,
                        "org.junit.platform:junit-platform-launcher:" + platform);
    }

    @Test
    void adds_the_vintage_engine_and_its_platform_for_junit_4_alone() {
        assertThat(added("junit-4.13.2", "hamcrest-core-1.3"))
                .containsExactly(
                        "org.junit.vintage:junit-vintage-engine:5.14.4",
                        "org.junit.platform:junit-platform-engine:1.14.4",
                        "org.junit.platform:junit-platform-commons:1.14.4",
                        "org.junit.platform:junit-platform-launcher:1.14.4",
                        "org.opentest4j:opentest4j:1.3.0");
    }

    @Test
    void reads_the_version_of_a_renamed_jar_from_its_manifest() throws IOException {
        Path renamed = jar("everything.jar", "1.12.2", "org/junit/platform/engine/TestEngine.class");

        assertThat(resolver.withLauncher(Suites.on(List.of(renamed)))
                        .orElseThrow()
                        .launcher())
                .containsExactly(Path.of("org.junit.platform:junit-platform-launcher:1.12.2"));
    }

    @Test
    void looks_at_the_module_path_too() {
        Suite suite = Suites.of(
                "module",
                List.of(),
                List.of(),
                JavaCommand.current(),
                List.of("-ea", "--module-path", "lib/junit-platform-engine-6.1.3.jar"));

        assertThat(resolver.withLauncher(suite).orElseThrow().launcher())
                .containsExactly(Path.of("org.junit.platform:junit-platform-launcher:6.1.3"));
    }

    @Test
    void finds_no_tests_without_a_test_library() {
        assertThat(resolver.withLauncher(Suites.on(List.of(Path.of("guava-33.jar")))))
                .isEmpty();
    }

    @Test
    void refuses_testng_without_an_engine() {
        assertThatThrownBy(() -> added("testng-7.10.2"))
                .isInstanceOf(DiagnosisException.class)
                .hasMessage("""
                        ASSAY-MVN-010: the suite's tests are TestNG's, and no engine runs them.
                          suite    module
                          testng   7.10.2
                          why      Assay runs any engine of the JUnit Platform, and TestNG is none by itself
                          To fix:  add org.junit.support:testng-engine with scope test""");
    }

    @ParameterizedTest
    @CsvSource({"3.8.2", "4.11", "4.8.1"})
    void refuses_a_junit_that_vintage_does_not_run(String version) {
        assertThatThrownBy(() -> added("junit-" + version))
                .isInstanceOf(DiagnosisException.class)
                .hasMessage("""
                        ASSAY-MVN-011: the suite's JUnit is too old.
                          suite    module
                          junit    %s
                          why      JUnit's Vintage engine, which runs JUnit 3 and 4 tests, needs junit:junit 4.12 or newer
                          To fix:  raise junit:junit to 4.13.2: it runs JUnit 3 and 4 tests unchanged""".formatted(version));
    }

    @Test
    void refuses_a_platform_whose_version_nobody_can_tell() throws IOException {
        Path nameless = jar("everything.jar", "", "org/junit/platform/engine/TestEngine.class");

        assertThatThrownBy(() -> resolver.withLauncher(Suites.on(List.of(nameless))))
                .isInstanceOf(DiagnosisException.class)
                .hasMessage("""
                        ASSAY-MVN-012: the version of the suite's JUnit Platform cannot be told.
                          suite    module
                          why      the launcher must be of the same version, and the jar names none in its name or manifest
                          To fix:  put junit-platform-launcher of the same version on the classpath, or use JUnit's own jars""");
    }

    private List<String> added(String... jars) {
        List<Path> classpath = new ArrayList<>();
        for (String jar : jars) {
            classpath.add(folder.resolve(jar + ".jar"));
        }
        return resolver.withLauncher(Suites.on(classpath)).orElseThrow().launcher().stream()
                .map(Path::toString)
                .toList();
    }

    private Path jar(String name, String version, String entry) throws IOException {
        Path jar = folder.resolve(name);
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!version.isEmpty()) {
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream to = new JarOutputStream(file, manifest)) {
            to.putNextEntry(new JarEntry(entry));
        }
        return jar;
    }
}
