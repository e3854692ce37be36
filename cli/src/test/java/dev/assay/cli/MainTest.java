package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.assay.cli.config.Key;
import dev.assay.cli.target.Targets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class MainTest {
    private final Terminal terminal = new Terminal();

    @Test
    void the_version_is_one_line() {
        assertThat(terminal.run("--version")).isZero();
        assertThat(terminal.out()).matches("assay \\d+\\.\\d+\\.\\d+(-SNAPSHOT)? \\(Java [^)]+\\)\\R");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--help", "-h", "help"})
    void help_is_an_overview_with_examples(String argument) {
        String[] args = argument.isEmpty() ? new String[0] : new String[] {argument};
        assertThat(terminal.run(args)).isZero();
        assertThat(terminal.out()).contains("Usage: assay COMMAND", "Examples:");
    }

    @Test
    void the_overview_names_every_command() {
        for (String command : Main.commandLine(terminal.console(), Targets::resolve, Path.of(""))
                .getSubcommands()
                .keySet()) {
            assertThat(Help.OVERVIEW).containsPattern("(?m)^  " + command + "\\b");
        }
    }

    @Test
    void help_for_test_names_every_option_and_no_other() {
        TreeSet<String> options = new TreeSet<>();
        Objects.requireNonNull(Main.commandLine(terminal.console(), Targets::resolve, Path.of(""))
                        .getSubcommands()
                        .get("test"))
                .getCommandSpec()
                .options()
                .stream()
                .map(OptionSpec::longestName)
                .filter(name -> !name.equals("--help"))
                .forEach(options::add);
        TreeSet<String> shown = new TreeSet<>();
        Pattern.compile("(?m)^  (?:-\\w,|   ) (--[a-z-]+)")
                .matcher(Help.TEST)
                .results()
                .forEach(result -> shown.add(result.group(1)));
        assertThat(shown).isEqualTo(options);
        assertThat(terminal.run("test", "--help")).isZero();
        assertThat(terminal.out()).isEqualTo(Help.TEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"describe", "generate", "load", "verify"})
    void help_for_a_command_of_data_names_every_option_and_no_other(String command) {
        TreeSet<String> options = new TreeSet<>();
        CommandLine data = Objects.requireNonNull(Main.commandLine(terminal.console(), Targets::resolve, Path.of(""))
                .getSubcommands()
                .get("data"));
        Objects.requireNonNull(data.getSubcommands().get(command)).getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !name.equals("--help"))
                .forEach(options::add);
        assertThat(terminal.run("data", command, "--help")).isZero();
        TreeSet<String> shown = new TreeSet<>();
        Pattern.compile("(?m)^ +(--[a-z-]+) ")
                .matcher(terminal.out())
                .results()
                .forEach(result -> shown.add(result.group(1)));
        assertThat(shown).isEqualTo(options);
        terminal.out().lines().forEach(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }

    @Test
    void help_for_data_names_its_commands() {
        assertThat(terminal.run("data", "--help")).isZero();
        assertThat(terminal.out()).contains("describe", "generate", "load", "verify", "Examples:");
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void help_for_a_command_is_that_commands() {
        assertThat(terminal.run("help", "test")).isZero();
        assertThat(terminal.out()).isEqualTo(Help.TEST);
    }

    @Test
    void a_number_that_is_none_is_told_like_any_wrong_value() {
        assertThat(terminal.run("slowest", "--limit", "many")).isEqualTo(ExitCode.USAGE.code());
        assertThat(terminal.err().stripTrailing()).isEqualTo("""
                        ASSAY-CLI-003: an option has a value that it cannot take.
                          option   --limit
                          value    many
                          why      it must be a whole number
                          To fix:  --limit 20""");
    }

    @Test
    void help_fits_the_width_that_every_terminal_has() {
        Stream.of(Help.OVERVIEW, Help.TEST)
                .flatMap(String::lines)
                .forEach(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongUses")
    void wrong_use_is_shown_as_documented_and_ends_with_2(String code, List<String> args) throws IOException {
        assertThat(terminal.run(args.toArray(String[]::new))).isEqualTo(ExitCode.USAGE.code());
        assertThat(terminal.err().stripTrailing()).isEqualTo(DocumentedErrors.message(code));
        assertThat(terminal.out()).isEmpty();
    }

    static Stream<Arguments> wrongUses() {
        return Stream.of(
                wrong("ASSAY-CLI-001", "tset"),
                wrong("ASSAY-CLI-002", "test", "--wrokers", "3"),
                wrong("ASSAY-CLI-002", "test", "--wrokers=3"),
                wrong("ASSAY-CLI-003", "test", "--workers", "tow"),
                wrong("ASSAY-CLI-008", "test", "--workers", "3", "--workers", "4"),
                wrong("ASSAY-CLI-009", "test", "--profile", "nigthly"),
                wrong("ASSAY-CLI-016", "test", "--debug", "--times", "3"),
                wrong("ASSAY-CLI-017", "test", ".", "core"),
                wrong("ASSAY-CLI-018", "test", "--workers"),
                wrong("ASSAY-CLI-019", "test", "--classpath", "a.jar"));
    }

    private static Arguments wrong(String code, String... args) {
        return arguments(code, Arrays.asList(args));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void a_value_of_the_wrong_kind_is_refused(List<String> args, String fix) {
        assertThat(terminal.run(args.toArray(String[]::new))).isEqualTo(ExitCode.USAGE.code());
        assertThat(terminal.err()).startsWith("ASSAY-CLI-003").contains("To fix:  " + fix);
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                arguments(List.of("test", "--workers", "0"), "--workers 4"),
                arguments(List.of("test", "--retries", "-1"), "--retries 2"),
                arguments(List.of("test", "--times", "0"), "--times 10"),
                arguments(List.of("test", "--times", "often"), "--times 10"),
                arguments(List.of("test", "--order", "radnom"), "--order random"),
                arguments(List.of("test", "--test-timeout", "soon"), "--test-timeout 2m"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--mvn-args", "--jvm-args"})
    void arguments_for_others_may_look_like_options(String name) {
        for (List<String> written : List.of(List.of(name, "-pl core"), List.of(name + "=-pl core"))) {
            TestOptions options = new TestOptions();
            List<String> args = new ArrayList<>(written);
            args.addAll(List.of("--offline", name, "--tags"));
            new CommandLine(options).parseArgs(args.toArray(String[]::new));
            assertThat(options.offline).isTrue();
            assertThat(options.tags).isNull();
            Key<List<String>> key = name.equals("--mvn-args") ? Key.MVN_ARGS : Key.JVM_ARGS;
            assertThat(options.layer().get(key)).containsExactly("-pl", "core", "--tags");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--mvn-args", "--jvm-args"})
    void arguments_for_others_that_are_missing_are_told(String name) {
        assertThat(terminal.run("test", name)).isEqualTo(ExitCode.USAGE.code());
        assertThat(terminal.err()).startsWith("ASSAY-CLI-018").contains("option   " + name);
    }

    @Test
    void a_word_that_resembles_no_command_is_offered_as_a_target() {
        terminal.run("org.acme:billing:1.0");
        assertThat(terminal.err()).contains("To fix:  assay test org.acme:billing:1.0");
    }
}
