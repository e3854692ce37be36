package dev.assay.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * This module's tests, on the other versions of JUnit: what they need is compiled against the oldest.
 *
 * <p>The build puts each of them, whole in one jar, into {@code target/junits}.
 */
@Tag("other-junits")
class VersionsTest {
    private static final Path JUNITS = Path.of("target/junits");

    @TempDir
    private Path folder;

    @TestFactory
    List<DynamicTest> the_tests_pass_on() throws IOException {
        try (Stream<Path> jars = Files.list(JUNITS)) {
            List<DynamicTest> tests = jars.sorted()
                    .map(jar -> DynamicTest.dynamicTest(jar.getFileName().toString(), () -> passOn(jar)))
                    .toList();
            assertThat(tests).hasSizeGreaterThanOrEqualTo(2);
            return tests;
        }
    }

    private void passOn(Path junit) throws Exception {
        Path output = folder.resolve(junit.getFileName() + ".txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        junit + File.pathSeparator + withoutJunit(System.getProperty("java.class.path")),
                        "org.junit.platform.console.ConsoleLauncher",
                        "execute",
                        "--scan-classpath=target/test-classes",
                        "--exclude-classname=.*VersionsTest",
                        "--details=tree",
                        "--disable-banner",
                        "--disable-ansi-colors")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        String said = Files.readString(output);
        assertThat(ended).as(said).isTrue();
        assertThat(said)
                .containsPattern("\\[ +0 tests failed +]")
                .containsPattern("\\[ +0 containers failed +]")
                .containsPattern("\\[ +[1-9]\\d+ tests successful +]");
        assertThat(process.exitValue()).as(said).isZero();
    }

    private static String withoutJunit(String classpath) {
        return Arrays.stream(classpath.split(File.pathSeparator))
                .filter(entry ->
                        !Path.of(entry).getFileName().toString().matches("(junit-|opentest4j-|apiguardian-).*"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
