package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixtureSettingsTest {
    private static final String KEY = "junit.jupiter.testinstance.lifecycle.default";

    @TempDir
    Path folder;

    @Test
    void none_is_set_where_nothing_says_so() throws IOException {
        assertThat(areSet(List.of("-Xmx1g"), Map.of("some.other", "x"))).isFalse();
    }

    @Test
    void the_suites_properties_and_arguments_count() throws IOException {
        assertThat(areSet(List.of(), Map.of(KEY, "per_class"))).isTrue();
        assertThat(areSet(List.of("-D" + KEY + "=per_class"), Map.of())).isTrue();
    }

    @Test
    void the_file_on_the_classpath_counts() throws IOException {
        Files.writeString(folder.resolve("junit-platform.properties"), KEY + " = per_class");
        assertThat(areSet(List.of(), Map.of())).isTrue();
    }

    private boolean areSet(List<String> jvmArgs, Map<String, String> properties) throws IOException {
        Suite suite = new Suite(
                "s",
                List.of(),
                List.of(),
                List.of(),
                "",
                folder,
                jvmArgs,
                properties,
                Map.of(),
                List.of(),
                List.of(),
                "",
                "",
                true,
                List.of());
        try (URLClassLoader classpath =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            return FixtureSettings.areSet(suite, classpath);
        }
    }
}
