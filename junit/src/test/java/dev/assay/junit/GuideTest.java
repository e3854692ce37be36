package dev.assay.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the guide shows is what is compiled and run here. */
class GuideTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```java\\n(.*?)```");

    private static final List<String> PAGES = List.of("data-junit.md", "tiers.md", "migrations.md", "fixtures.md");

    @TestFactory
    Stream<DynamicTest> an_example_is_one_that_is_run() throws IOException {
        String sources = sources();
        List<MatchResult> blocks = new ArrayList<>();
        for (String page : PAGES) {
            List<MatchResult> here = BLOCK.matcher(Files.readString(Path.of("../docs/guide", page)))
                    .results()
                    .toList();
            assertThat(here).as(page).hasSizeGreaterThan(1);
            blocks.addAll(here);
        }
        return blocks.stream()
                .map(block -> block.group(1))
                .map(block -> DynamicTest.dynamicTest(
                        block.strip().lines().findFirst().orElseThrow(),
                        () -> assertThat(sources).contains(squeezed(block))));
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/java/shop"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.sorted().toList()) {
                all.append(squeezed(Files.readString(file))).append('\n');
            }
            return all.toString();
        }
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
