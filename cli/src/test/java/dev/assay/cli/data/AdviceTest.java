package dev.assay.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AdviceTest {
    private static final Pattern SECTION = Pattern.compile("(?m)^ASSAY-DATA-(\\d+): (?s:(.*?))^```");
    private static final Pattern FIX = Pattern.compile("(?m)^  (?:To fix:|or) +(.*)$");

    /** What a command meets by its options or its database; all others come from a program's own code. */
    private static final List<Integer> MET =
            List.of(1, 9, 10, 11, 12, 21, 30, 31, 32, 33, 35, 60, 61, 62, 63, 64, 65, 66, 68, 74, 75, 80, 82, 83);

    static Stream<Arguments> documented() throws IOException {
        String page = Files.readString(Path.of("../docs/errors.md"));
        return SECTION.matcher(page)
                .results()
                .filter(section -> MET.contains(Integer.parseInt(section.group(1))))
                .flatMap(section -> FIX.matcher(section.group(2))
                        .results()
                        .map((MatchResult fix) -> arguments("ASSAY-DATA-" + section.group(1), fix.group(1))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("documented")
    void no_way_out_is_a_call_of_java_alone(String code, String fix) {
        List<String> options = Advice.options(fix).toList();
        assertThat(options).isNotEmpty();
        assertThat(options.get(0)).doesNotContainPattern("^[\\w.]+\\(|\\bload\\.|Format\\.");
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                arguments("rows(Author.class, 100)", List.of("--rows Author=100")),
                arguments("rows(\"author\", 100)", List.of("--rows author=100")),
                arguments(
                        "load.append(), where keys differ",
                        List.of("--append, which goes on behind the rows that are there")),
                arguments("load.only(...), without note", List.of("--without note")),
                arguments(
                        "model.with(\"odd\", \"shape\", (row, choices) -> ...)",
                        List.of(
                                "--without odd",
                                "a catalogue, whose model is SchemaReader.of(dataSource).model() with "
                                        + "model.with(\"odd\", \"shape\", (row, choices) -> ...)")),
                arguments(
                        "model.with(Odd.class, \"thread\", rule), whose values differ",
                        List.of("a catalogue, with model.with(Odd.class, \"thread\", rule), whose values differ")),
                arguments(
                        "SchemaReader.of(dataSource).ignoring(\"small\"), and model.with(\"customer\", column, rule) if"
                                + " values have to fit it",
                        List.of("--without customer", "--ignoring small, where rows keep it anyhow")),
                arguments(
                        "SchemaReader.of(dataSource).ignoring(\"fk\"), and a rule for what it holds",
                        List.of("--ignoring fk, where rows keep it anyhow")),
                arguments("run the migrations", List.of("run the migrations")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void a_call_is_told_as_the_options_that_do_the_same(String call, List<String> options) {
        assertThat(Advice.options(call)).containsExactlyElementsOf(options);
    }
}
