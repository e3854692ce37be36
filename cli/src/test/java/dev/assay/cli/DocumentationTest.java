package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.config.ProjectConfig;
import dev.assay.cli.target.ArgLine;
import dev.assay.cli.target.Targets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What the documentation says can be typed can be typed, and what it leads to is there. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern CALL =
            Pattern.compile("(?m)(?:^\\s*|`)(?:\\./|\"?\\$[\\w/\"]*/)?assay\"? ([a-z][^`\\n]*)");
    private static final Pattern TOML = Pattern.compile("(?s)```toml\\n(.*?)```");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");

    private final Terminal terminal = new Terminal();

    @TestFactory
    Stream<DynamicTest> every_link_leads_somewhere() throws IOException {
        return pages().map(page ->
                DynamicTest.dynamicTest(name(page), () -> assertThat(dead(page)).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> every_call_is_one_that_the_command_line_takes() throws IOException {
        return pages().filter(page -> !page.endsWith("errors.md"))
                .map(page -> DynamicTest.dynamicTest(
                        name(page), () -> assertThat(refused(page)).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> every_assay_toml_can_be_read(@TempDir Path folder) throws IOException {
        return pages().flatMap(page -> tomls(page, folder));
    }

    @Test
    void calls_are_found() throws IOException {
        assertThat(calls(ROOT.resolve("README.md")))
                .contains("test org.apache.commons:commons-lang3:3.20.0", "test --profile fast")
                .hasSizeGreaterThan(10);
    }

    @Test
    void the_guide_lists_every_option_of_a_run_and_no_other() throws IOException {
        Set<String> listed = Files.readString(ROOT.resolve("docs/guide/running.md"))
                .lines()
                .filter(line -> line.startsWith("| `-"))
                .map(OPTION::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> options =
                Objects.requireNonNull(commandLine().getSubcommands().get("test")).getCommandSpec().options().stream()
                        .map(option -> option.longestName())
                        .filter(option -> !option.equals("--help"))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).isEqualTo(options);
    }

    private static Stream<DynamicTest> tomls(Path page, Path folder) {
        try {
            return TOML.matcher(Files.readString(page))
                    .results()
                    .map(block -> DynamicTest.dynamicTest(name(page), () -> {
                        Files.writeString(folder.resolve(ProjectConfig.FILE), block.group(1));
                        assertThat(ProjectConfig.of(folder).file()).isPresent();
                    }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> refused(Path page) throws IOException {
        List<String> refused = new ArrayList<>();
        for (String call : calls(page)) {
            List<String> words = ArgLine.split(call, new Properties(), new ArrayList<>());
            try {
                commandLine().parseArgs(words.toArray(String[]::new));
            } catch (ParameterException e) {
                refused.add(call + ": " + e.getMessage());
            }
        }
        return refused;
    }

    /** A call ends at a comment, or where another command begins. A form such as {@code [OPTIONS]}, or a name alone, is none. */
    private static List<String> calls(Path page) throws IOException {
        List<String> calls = new ArrayList<>();
        Matcher matcher = CALL.matcher(Files.readString(page));
        while (matcher.find()) {
            String call = matcher.group(1).replaceFirst("\\s+#.*|\\s*(&&|;|\\|\\|?) .*", "");
            boolean form = call.contains("[OPTIONS]") || call.contains("...");
            if (!form && !call.matches("\\w+")) {
                calls.add(call);
            }
        }
        return calls;
    }

    private CommandLine commandLine() {
        return Main.commandLine(terminal.console(), Targets::resolve, ROOT);
    }

    private static List<String> dead(Path page) throws IOException {
        List<String> dead = new ArrayList<>();
        Matcher links = LINK.matcher(Files.readString(page));
        while (links.find()) {
            String link = links.group(1);
            if (link.contains("://")) {
                continue;
            }
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
            if (!Files.exists(target) || parts.length == 2 && !anchors(target).contains(parts[1])) {
                dead.add(link);
            }
        }
        return dead;
    }

    /** Anchors of a page's headings, as Git's web interfaces make them. */
    private static Set<String> anchors(Path page) throws IOException {
        return Files.readString(page)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> below = Files.walk(ROOT.resolve("docs"))) {
            Stream.concat(top, below)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .forEach(pages::add);
        }
        return pages.stream();
    }

    private static String name(Path page) {
        return ROOT.relativize(page).toString();
    }
}
