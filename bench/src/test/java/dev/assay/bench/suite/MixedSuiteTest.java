package dev.assay.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MixedSuiteTest {
    @Test
    void the_number_of_tests_is_what_the_sources_hold() {
        Pattern test = Pattern.compile("@org\\.junit\\.jupiter\\.api\\.Test\\b");

        long found = MixedSuite.sources().values().stream()
                .mapToLong(source -> test.matcher(source).results().count())
                .sum();

        assertThat(found).isEqualTo(MixedSuite.tests());
    }

    @Test
    void the_sources_compile(@TempDir Path folder) {
        List<JavaFileObject> sources = new ArrayList<>();
        MixedSuite.sources().forEach((path, text) -> sources.add(new Source(path, text)));

        Boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        null,
                        List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        sources)
                .call();

        assertThat(compiled).isTrue();
        assertThat(folder.resolve("mixed/ZLongTest.class")).exists();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String path, String text) {
            super(URI.create("string:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
