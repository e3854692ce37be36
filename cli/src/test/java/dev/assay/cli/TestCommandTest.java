package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.fixture.Deadly;
import dev.assay.cli.fixture.Diagnosed;
import dev.assay.cli.fixture.Green;
import dev.assay.cli.fixture.Red;
import dev.assay.cli.fixture.Tiered;
import dev.assay.cli.fixture.Wavering;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs real suites in real workers, from arguments to exit codes. */
class TestCommandTest {
    @TempDir
    Path project;

    private final Terminal terminal = new Terminal();

    @Nested
    class Exit {
        @Test
        void is_0_when_all_passed() throws IOException {
            assertThat(test(Green.class)).isZero();
            assertThat(terminal.out()).contains("PASSED", "2 passed");
            assertThat(reports().resolve("run.json")).exists();
            assertThat(reports().resolve("index.html")).exists();
        }

        @Test
        void is_1_when_a_test_failed() throws IOException {
            assertThat(test(Red.class)).isEqualTo(1);
            assertThat(terminal.out()).contains("Red.fails", "as it should");
        }

        @Test
        void a_test_that_an_error_of_assays_own_ends_shows_all_of_it_and_how_to_replay_it() throws IOException {
            assertThat(test(Diagnosed.class)).isEqualTo(1);
            assertThat(terminal.out())
                    .contains(
                            "          ASSAY-DATA-003: there is no such field.",
                            "            entity   Customer",
                            "            To fix:  name",
                            "          replay  assay test -t 'Diagnosed#fails' --jvm-args=-Dassay.seed=1");
        }

        @Test
        void is_3_when_nothing_matches_and_leaves_no_folder_behind() throws IOException {
            assertThat(test(List.of("--test", "NoSuch"), Green.class)).isEqualTo(3);
            assertThat(terminal.err()).startsWith("ASSAY-RUN-003");
            assertThat(project.resolve("target")).doesNotExist();
        }

        @Test
        void is_3_when_a_class_holds_no_test_that_is_selected() throws IOException {
            assertThat(test(List.of("--test", "Green#divides"), Green.class)).isEqualTo(3);
            assertThat(terminal.out())
                    .contains("NOTHING RAN", "the selected classes hold no test that is selected too");
        }

        @Test
        void is_2_for_a_wrong_tag_expression_before_anything_is_started() throws IOException {
            assertThat(test(List.of("--tags", "db &"), Green.class)).isEqualTo(2);
            assertThat(terminal.err().stripTrailing()).isEqualTo(DocumentedErrors.message("ASSAY-CLI-026"));
            assertThat(project.resolve("target")).doesNotExist();
            assertThat(project.resolve(".assay")).doesNotExist();
        }

        @Test
        void is_4_when_a_test_is_lost() throws IOException {
            assertThat(test(Deadly.class)).isEqualTo(4);
            assertThat(terminal.out()).contains("lost");
        }
    }

    @Nested
    class Selecting {
        @Test
        void is_0_when_a_word_behind_the_target_leaves_out_what_fails() throws IOException {
            assertThat(test(List.of("Green#adds"), Green.class, Red.class)).isZero();
            assertThat(terminal.out()).contains("PASSED", "1 passed");
        }

        @Test
        void takes_a_class_or_a_method() throws IOException {
            assertThat(test(List.of("--test", "Green#adds"), Green.class, Red.class))
                    .isZero();
            assertThat(terminal.out()).contains("1 passed");
        }

        @Test
        void takes_tags() throws IOException {
            assertThat(test(List.of("--tags", "!slow"), Green.class)).isZero();
            assertThat(terminal.out()).contains("1 passed");
        }

        @Test
        void takes_what_failed_before() throws IOException {
            test(Green.class, Red.class);
            Terminal second = new Terminal();
            assertThat(run(second, List.of("--last-failed"), Green.class, Red.class))
                    .isEqualTo(1);
            assertThat(second.out()).contains("1 test: 0 passed, 1 failed");
        }

        @Test
        void takes_what_failed_before_in_this_target_alone_where_others_share_the_history() throws IOException {
            test(Red.class);
            Terminal other = new Terminal();
            int nothing = Main.run(
                    other.console(),
                    (request, progress) -> List.of(Distribution.suite("other", project, List.of(Red.class.getName()))),
                    Distribution.in(project),
                    "test",
                    project.toString(),
                    "--last-failed");
            assertThat(nothing).isEqualTo(3);
            assertThat(other.err()).startsWith("ASSAY-CLI-024");
        }

        @Test
        void says_so_when_nothing_failed_before() throws IOException {
            assertThat(test(List.of("--last-failed"), Green.class)).isEqualTo(3);
            assertThat(terminal.err().stripTrailing()).isEqualTo(DocumentedErrors.message("ASSAY-CLI-024"));
        }
    }

    @Nested
    class Configured {
        @Test
        void a_retry_that_passes_is_flaky_and_passes() throws IOException {
            assertThat(test(List.of("--retries", "1"), Wavering.class)).isZero();
            assertThat(terminal.out()).contains("1 flaky");
        }

        @Test
        void a_flaky_test_fails_where_assay_toml_says_so() throws IOException {
            config("flaky = \"fail\"\nretries = 1");
            assertThat(test(Wavering.class)).isEqualTo(1);
        }

        @Test
        void an_exceeded_budget_fails_the_run_after_it_finished() throws IOException {
            config("[budgets.classes]\nGreen = \"1ms\"");
            assertThat(test(Green.class)).isEqualTo(1);
            assertThat(terminal.out()).contains("2 passed", "class dev.assay.cli.fixture.Green");
        }

        @Test
        void a_tag_that_is_not_listed_is_an_error_before_the_run() throws IOException {
            config("tags = [\"db\", \"slow\"]");
            assertThat(test(List.of("--tags", "!slwo"), Green.class)).isEqualTo(2);
            assertThat(terminal.err().stripTrailing()).isEqualTo(DocumentedErrors.message("ASSAY-CLI-020"));
        }

        @Test
        void a_tag_on_a_test_that_is_not_listed_fails_the_run() throws IOException {
            config("tags = [\"db\"]");
            assertThat(test(Green.class)).isEqualTo(1);
            assertThat(terminal.err()).startsWith("ASSAY-CLI-020").contains("Green#adds_slowly");
        }

        @Test
        void tests_are_told_the_tier_of_their_databases_whatever_the_build_says() throws IOException {
            config("""
                    tier = "sandbox"
                    [tiers]
                    dear = "clone"
                    [profiles.quick]
                    tier = "memory"
                    """);
            assertThat(test(List.of("--profile", "quick"), Tiered.class)).isZero();
            assertThat(test(List.of("--tier", "memory"), Tiered.class)).isZero();
            assertThat(test(Tiered.class)).isEqualTo(1);
        }

        @Test
        void a_tier_for_a_tag_that_is_not_listed_is_an_error_before_the_run() throws IOException {
            config("tags = [\"dear\"]\n[tiers]\ndaer = \"clone\"");
            assertThat(test(Green.class)).isEqualTo(2);
            assertThat(terminal.err())
                    .startsWith("ASSAY-CLI-020")
                    .contains("in       [tiers]", "write dear, if that is the tag you mean");
        }

        @Test
        void a_profile_of_the_file_holds() throws IOException {
            config("[profiles.mine]\ntag-expression = \"slow\"");
            assertThat(test(List.of("--profile", "mine"), Green.class)).isZero();
            assertThat(terminal.out()).contains("1 passed");
        }
    }

    @Nested
    class InRandomOrder {
        @Test
        void a_drawn_seed_is_told_at_the_start_at_the_end_and_in_the_figures() throws IOException {
            assertThat(test(List.of("--order", "random"), Red.class)).isEqualTo(1);
            Matcher told = Pattern.compile(" {3}order {2}(random:(\\d+))").matcher(terminal.out());
            assertThat(told.find()).isTrue();
            assertThat(terminal.out())
                    .contains("assay test " + project + " --order " + told.group(1) + " --last-failed");
            assertThat(Files.readString(reports().resolve("run.json")))
                    .contains("\"order\" : \"random\"")
                    .contains("\"seed\" : " + told.group(2));
        }

        @Test
        void another_order_has_no_seed() throws IOException {
            test(Green.class);
            assertThat(terminal.out()).doesNotContain("random:");
            assertThat(Files.readString(reports().resolve("run.json")))
                    .contains("\"order\" : \"history\"")
                    .contains("\"seed\" : null");
        }
    }

    @Nested
    class Repeated {
        @Test
        void outcomes_that_differ_are_named_and_fail() throws IOException {
            assertThat(test(List.of("--times", "2", "--order", "random:7"), Green.class, Wavering.class))
                    .isEqualTo(1);
            assertThat(terminal.out())
                    .contains("these tests had not always the same outcome")
                    .contains("Wavering#wavers  failed 1, passed 1  (failed in run 1, --order random:7)")
                    .doesNotContain("Green#adds  ");
            assertThat(reports().resolve("1/run.json")).exists();
            assertThat(reports().resolve("2/run.json")).exists();
        }

        @Test
        void outcomes_that_are_equal_pass() throws IOException {
            assertThat(test(List.of("--times", "2"), Green.class)).isZero();
            assertThat(terminal.out()).contains("every test had the same outcome in all of them");
        }
    }

    @Test
    void coverage_is_merged_into_one_file_and_one_page() throws IOException {
        Path out = project.resolve("reports");
        assertThat(test(List.of("--coverage", "--out", out.toString()), Green.class))
                .isZero();
        assertThat(out.resolve("coverage/jacoco.exec")).isNotEmptyFile();
        assertThat(out.resolve("coverage/jacoco.xml")).content().contains("dev/assay/cli/ExitCode");
        assertThat(out.resolve("coverage/index.html")).isNotEmptyFile();
        assertThat(out.resolve("coverage/worker-1.exec")).doesNotExist();
    }

    @Test
    void the_debug_profile_draws_a_flame_graph() throws IOException {
        Path out = project.resolve("reports");
        assertThat(test(List.of("--profile", "debug", "--out", out.toString()), Green.class))
                .isZero();
        assertThat(out.resolve("recording/worker-1.jfr")).isNotEmptyFile();
        assertThat(out.resolve("flame.html")).isNotEmptyFile();
    }

    private int test(Class<?>... classes) throws IOException {
        return test(List.of(), classes);
    }

    private int test(List<String> options, Class<?>... classes) throws IOException {
        return run(terminal, options, classes);
    }

    private int run(Terminal on, List<String> options, Class<?>... classes) throws IOException {
        List<String> args = new ArrayList<>(List.of("test", project.toString()));
        args.addAll(options);
        List<String> names = Stream.of(classes).map(Class::getName).toList();
        return Main.run(
                on.console(),
                (request, progress) -> List.of(Distribution.suite("fixture", project, names)
                        .withSystemProperties(Map.of("assay.database.tier", "EXTERNAL"))),
                Distribution.in(project),
                args.toArray(String[]::new));
    }

    private Path reports() {
        return project.resolve("target/assay/latest");
    }

    private void config(String toml) throws IOException {
        Files.writeString(project.resolve("assay.toml"), toml);
    }
}
