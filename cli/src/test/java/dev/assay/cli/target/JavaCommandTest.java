package dev.assay.cli.target;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.DiagnosisException;
import dev.assay.run.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaCommandTest {
    @TempDir
    private Path folder;

    @Test
    void accepts_classes_that_this_java_compiled() throws IOException {
        Suite suite = suite(JavaCommand.current(), Runtime.version().feature());

        assertThatCode(() -> JavaCommand.check(suite)).doesNotThrowAnyException();
    }

    @Test
    void refuses_a_java_that_no_worker_runs_on() throws IOException {
        Suite suite = suite(jdk("1.8.0_402"), 8);

        assertThatThrownBy(() -> JavaCommand.check(suite))
                .isInstanceOf(DiagnosisException.class)
                .hasMessage("""
                        ASSAY-MVN-013: the suite's Java is older than Assay needs.
                          suite    module
                          java     %s (8)
                          why      Assay's workers run on Java 17 and newer
                          To fix:  set jvm or jdkToolchain to Java 17 or newer, or leave it out""".formatted(suite.java()));
    }

    @Test
    void refuses_classes_that_are_newer_than_the_java() throws IOException {
        Suite suite = suite(jdk("17.0.11"), 25);

        assertThatThrownBy(() -> JavaCommand.check(suite))
                .isInstanceOf(DiagnosisException.class)
                .hasMessage("""
                        ASSAY-MVN-014: the test classes are newer than the suite's Java.
                          suite    module
                          classes  %s (compiled for Java 25)
                          java     %s (17)
                          To fix:  run Assay on Java 25 or newer: JAVA_HOME=... assay test
                          or       compile with --release 17""".formatted(suite.scan().get(0), suite.java()));
    }

    private Suite suite(Path java, int compiledFor) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes").resolve("some"));
        byte[] header = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, (byte) (44 + compiledFor)};
        Files.write(classes.resolve("SomeTest.class"), header);
        return Suites.of("module", List.of(folder.resolve("classes")), List.of(), java, List.of());
    }

    private Path jdk(String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve("jdk"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Someone\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home.resolve("bin").resolve("java");
    }
}
