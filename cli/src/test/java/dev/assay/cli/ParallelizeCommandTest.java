package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.fixture.Currency;
import dev.assay.cli.fixture.Green;
import dev.assay.cli.fixture.Polluter;
import dev.assay.cli.fixture.Stock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs real rounds in real workers. */
class ParallelizeCommandTest {
    @TempDir
    Path project;

    private final Terminal terminal = new Terminal();

    @Test
    void a_polluter_and_who_depends_on_it_are_found_and_proven() throws IOException {
        assertThat(parallelize(List.of("--rounds", "2"), Currency.class, Green.class, Polluter.class))
                .isEqualTo(1);
        assertThat(terminal.out())
                .contains(
                        "4 tests, 4 passed: the outcomes to have",
                        "Currency#is_euro_unless_said  order: passed -> failed (reverse, 1 worker)",
                        "proven: behind dev.assay.cli.fixture.Polluter alone it is so",
                        "workers = 2",
                        "@ResourceLock(Resources.SYSTEM_PROPERTIES)")
                .doesNotContain("Pool");
        assertThat(project.resolve("target/assay/parallelize/1/events.bin")).exists();
        assertThat(project.resolve(".assay")).doesNotExist();
    }

    @Test
    void what_always_has_the_same_outcome_is_proven_in_one_jvm_too() throws IOException {
        assertThat(parallelize(List.of("--rounds", "2"), Green.class, Polluter.class))
                .isZero();
        assertThat(terminal.out())
                .containsPattern("one JVM +parallel +2 at once +equal")
                .contains("Proven: every test had the outcome of the first run in every round.");
    }

    @Test
    void what_classes_lock_and_share_is_named_and_the_pool_is_checked_against_the_server_that_was_met()
            throws IOException {
        assertThat(parallelize(List.of("--rounds", "2"), Green.class, Stock.class))
                .isZero();
        assertThat(terminal.out())
                .contains(
                        "Stock  @ResourceLock warehouse: at once with all of its stage, but for those that lock it too",
                        "Stock  static state SOLD: its tests stay in one worker;",
                        "2 tests at once x 2 databases x 1.5 = 6 connections; the server takes 5: too few."
                                + " max_connections = 9, or 1 test at once");
    }

    @Test
    void the_pool_is_checked_against_what_is_said_of_another_server() throws IOException {
        assertThat(parallelize(List.of("--rounds", "2", "--max-connections", "100", "--no-one-jvm"), Stock.class))
                .isZero();
        assertThat(terminal.out()).contains("= 6 connections; the server takes 97: enough");
    }

    @Test
    void an_option_that_the_rounds_set_by_themselves_is_refused() throws IOException {
        assertThat(parallelize(List.of("--times", "2"), Green.class)).isEqualTo(2);
        assertThat(terminal.err().stripTrailing()).isEqualTo(DocumentedErrors.message("ASSAY-CLI-110"));
    }

    @Test
    void an_option_that_there_is_none_of_is_refused() throws IOException {
        assertThat(parallelize(List.of("--worker", "2"), Green.class)).isEqualTo(2);
        assertThat(terminal.err()).startsWith("ASSAY-CLI-");
    }

    private int parallelize(List<String> options, Class<?>... classes) throws IOException {
        List<String> args = new ArrayList<>(List.of("parallelize", project.toString(), "--workers", "2"));
        args.addAll(options);
        List<String> names = Stream.of(classes).map(Class::getName).toList();
        return Main.run(
                terminal.console(),
                (request, progress) -> List.of(Distribution.suite("fixture", project, names)),
                Distribution.in(project),
                args.toArray(String[]::new));
    }
}
