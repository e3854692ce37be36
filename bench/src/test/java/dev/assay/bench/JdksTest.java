package dev.assay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.DiagnosisException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdksTest {
    @TempDir
    Path folder;

    @BeforeEach
    void jdks() throws IOException {
        jdk("seventeen", "17.0.15");
        jdk("twenty-five", "25");
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = Files.createDirectory(folder.resolve(name));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    @Test
    void the_own_home_and_its_neighbours_are_looked_at() throws Exception {
        Jdks jdks = new Jdks(Map.of(), folder.resolve("seventeen"));

        assertThat(Path.of(jdks.java(17))).isEqualTo(folder.resolve("seventeen/bin/java"));
        assertThat(Path.of(jdks.java(25))).isEqualTo(folder.toRealPath().resolve("twenty-five/bin/java"));
    }

    @Test
    void a_variable_counts_more() throws Exception {
        Path other = jdk("other", "25.0.1");

        assertThat(new Jdks(Map.of("JDK25_HOME", other.toString()), folder.resolve("seventeen")).java(25))
                .isEqualTo(other.resolve("bin/java").toString());
    }

    @Test
    void a_version_that_is_nowhere_is_a_diagnosis() {
        assertThatThrownBy(() -> new Jdks(Map.of(), folder.resolve("seventeen")).java(2))
                .isInstanceOf(DiagnosisException.class)
                .hasMessageContaining("ASSAY-BENCH-008: there is no such JDK.")
                .hasMessageContaining("JDK2_HOME=/path/to/jdk-2");
    }
}
