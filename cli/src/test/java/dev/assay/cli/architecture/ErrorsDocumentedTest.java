package dev.assay.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrorsDocumentedTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern CODE = Pattern.compile("ASSAY-[A-Z]+-\\d{3}");

    @Test
    void every_code_in_the_sources_has_a_section_and_every_section_a_code() throws IOException {
        Set<String> documented = new TreeSet<>();
        Files.readString(ROOT.resolve("docs/errors.md"))
                .lines()
                .filter(line -> line.startsWith("#"))
                .forEach(heading -> codes(heading, documented));
        Set<String> used = used();
        Set<String> undocumented = new TreeSet<>(used);
        undocumented.removeAll(documented);
        assertThat(undocumented).as("codes without a section").isEmpty();
        documented.removeAll(used);
        assertThat(documented).as("sections without a code").isEmpty();
    }

    private static Set<String> used() throws IOException {
        Set<String> used = new TreeSet<>();
        codes(Files.readString(ROOT.resolve("assay")), used);
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path sources : modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(sources)) {
                    for (Path file : files.filter(ErrorsDocumentedTest::isCode).toList()) {
                        codes(Files.readString(file), used);
                    }
                }
            }
        }
        return used;
    }

    /** Examples in Diagnosis's own Javadoc are not errors of anyone. */
    private static boolean isCode(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".java") && !name.equals("Diagnosis.java");
    }

    private static void codes(String text, Set<String> found) {
        Matcher matcher = CODE.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
    }
}
