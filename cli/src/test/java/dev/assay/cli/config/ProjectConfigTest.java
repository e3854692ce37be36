package dev.assay.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.assay.core.DiagnosisException;
import dev.assay.run.RunOptions;
import dev.assay.run.WorkerCount;
import dev.assay.sql.Tier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectConfigTest {
    @TempDir
    Path folder;

    @Nested
    class Lookup {
        @Test
        void without_a_file_the_standard_values_hold() {
            Layer settings = ProjectConfig.of(folder).settings(Optional.empty(), Layer.EMPTY);
            assertThat(settings.get(Key.WORKERS)).isEqualTo(WorkerCount.AUTO);
            assertThat(settings.get(Key.TEST_TIMEOUT)).isEqualTo(RunOptions.DEFAULT_TEST_TIMEOUT);
        }

        @Test
        void the_nearest_file_up_to_the_root_of_the_repository_counts() throws IOException {
            Path module = Files.createDirectories(folder.resolve("repository/services/billing"));
            Files.createDirectory(folder.resolve("repository/.git"));
            Files.writeString(folder.resolve("repository/assay.toml"), "retries = 3");
            assertThat(ProjectConfig.of(module).layer().get(Key.RETRIES)).isEqualTo(3);
            assertThat(ProjectConfig.of(module).folder()).isEqualTo(folder.resolve("repository"));
        }

        @Test
        void a_file_above_the_repository_does_not_count() throws IOException {
            Path repository = folder.resolve("repository");
            Files.createDirectories(repository.resolve(".git"));
            Files.writeString(folder.resolve("assay.toml"), "retries = 3");
            assertThat(ProjectConfig.of(repository).file()).isEmpty();
        }

        @Test
        void outside_of_a_repository_only_the_folder_itself_counts() throws IOException {
            Path inner = Files.createDirectory(folder.resolve("inner"));
            Files.writeString(folder.resolve("assay.toml"), "retries = 3");
            assertThat(ProjectConfig.of(inner).file()).isEmpty();
        }
    }

    @Nested
    class Layers {
        @Test
        void the_command_line_wins_over_the_profile_and_the_profile_over_the_top() throws IOException {
            write("""
                    retries = 1
                    workers = 2
                    slowest = 5
                    [profiles.mine]
                    retries = 2
                    workers = 3
                    """);
            Layer settings = ProjectConfig.of(folder)
                    .settings(Optional.of("mine"), Layer.EMPTY.with(Key.WORKERS, WorkerCount.exactly(9)));
            assertThat(settings.get(Key.SLOWEST)).isEqualTo(5);
            assertThat(settings.get(Key.RETRIES)).isEqualTo(2);
            assertThat(settings.get(Key.WORKERS)).isEqualTo(WorkerCount.exactly(9));
        }

        @Test
        void a_profile_stands_on_what_it_inherits() throws IOException {
            write("""
                    [profiles.base]
                    inherits = "ci"
                    retries = 7
                    slowest = 1
                    [profiles.top]
                    inherits = "base"
                    slowest = 2
                    """);
            Layer settings = ProjectConfig.of(folder).settings(Optional.of("top"), Layer.EMPTY);
            assertThat(settings.get(Key.SLOWEST)).isEqualTo(2);
            assertThat(settings.get(Key.RETRIES)).isEqualTo(7);
            assertThat(settings.get(Key.FASTER_THAN)).isEqualTo(Duration.ofSeconds(1));
        }

        @Test
        void a_table_of_a_standard_profiles_name_lies_on_top_of_it() throws IOException {
            write("[profiles.nightly]\nretries = 5");
            Layer settings = ProjectConfig.of(folder).settings(Optional.of("nightly"), Layer.EMPTY);
            assertThat(settings.get(Key.RETRIES)).isEqualTo(5);
            assertThat(settings.get(Key.COVERAGE)).isTrue();
        }

        @Test
        void the_files_own_profile_is_used_when_the_command_line_names_none() throws IOException {
            write("profile = \"fast\"");
            assertThat(ProjectConfig.of(folder)
                            .settings(Optional.empty(), Layer.EMPTY)
                            .get(Key.FAIL_FAST))
                    .isTrue();
        }
    }

    @Nested
    class Values {
        @ParameterizedTest
        @CsvSource({"500ms, 500", "2s, 2000", "1.5s, 1500", "10m, 600000", "1h30m, 5400000", "1m500ms, 60500", "0, 0"})
        void times_are_read(String text, long millis) {
            assertThat(Kind.SPAN_OF_TIME.read(text)).contains(Duration.ofMillis(millis));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "10", "ten", "5 m", "-1s", "1s1h", "1.2345s", "99999999999999999999999s"})
        void what_is_no_time_is_refused(String text) {
            assertThat(Kind.SPAN_OF_TIME.read(text)).isEmpty();
        }

        @Test
        void an_order_may_carry_its_seed() {
            assertThat(Kind.ORDER.read("random:-42")).contains(Ordering.random(-42));
            assertThat(Kind.ORDER.read("random")).contains(new Ordering(RunOptions.Order.RANDOM, Optional.empty()));
            assertThat(Kind.ORDER.read("random:x")).isEmpty();
        }

        @Test
        void budgets_keep_their_names() throws IOException {
            write("[budgets.classes]\n\"a.b.C*\" = \"1s\"\n[budgets.tags]\ndb = \"2m\"");
            Budgets budgets = ProjectConfig.of(folder).budgets();
            assertThat(budgets.classes()).containsEntry("a.b.C*", Duration.ofSeconds(1));
            assertThat(budgets.tags()).containsEntry("db", Duration.ofMinutes(2));
        }

        @Test
        void tiers_are_said_of_tags() throws IOException {
            write("tier = \"MEMORY\"\n[tiers]\ndear = \"clone\"");
            ProjectConfig config = ProjectConfig.of(folder);
            assertThat(config.layer().find(Key.TIER)).contains(Tier.MEMORY);
            assertThat(config.tiers()).isEqualTo(Map.of("dear", Tier.CLONE));
        }

        @Test
        void tags_are_listed_or_free() throws IOException {
            assertThat(ProjectConfig.of(folder).tags()).isEmpty();
            write("tags = []");
            assertThat(ProjectConfig.of(folder).tags()).contains(List.of());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void a_mistake_is_shown_with_its_place_and_the_nearest_right_word(String name, String toml, String message)
            throws IOException {
        write(toml);
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(() -> ProjectConfig.of(folder))
                .withMessage(message.stripTrailing().replace("assay.toml:", folder.resolve("assay.toml") + ":"));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("broken TOML", "retries = \nworkers = 2", """
                        ASSAY-CLI-011: assay.toml is not valid TOML.
                          at       assay.toml:1:11
                          why      Unexpected end of line, expected a value
                          To fix:  correct that line; strings need quotes, tables are written [profiles.name]
                        """),
                arguments("unknown key", "# ours\nretires = 2", """
                        ASSAY-CLI-012: assay.toml has a key that means nothing.
                          at       assay.toml:2:1
                          key      retires
                          To fix:  retries
                        """),
                arguments("unknown key in a profile", "[profiles.mine]\nworkers = 2\nfailfast = true", """
                        ASSAY-CLI-012: assay.toml has a key that means nothing.
                          at       assay.toml:3:1
                          key      profiles.mine.failfast
                          To fix:  profiles.mine.fail-fast
                        """),
                arguments("unknown kind of budget", "[budgets.packages]\na = \"1s\"", """
                        ASSAY-CLI-012: assay.toml has a key that means nothing.
                          at       assay.toml:1:1
                          key      budgets.packages
                          To fix:  one of: tags, classes
                        """),
                arguments("wrong type", "retries = \"many\"", """
                        ASSAY-CLI-015: a value in assay.toml is of the wrong kind.
                          at       assay.toml:1:1
                          key      retries
                          value    many
                          why      it must be a whole number, 0 or more
                          To fix:  retries = 2
                        """),
                arguments("wrong word", "order = \"radnom\"", """
                        ASSAY-CLI-015: a value in assay.toml is of the wrong kind.
                          at       assay.toml:1:1
                          key      order
                          value    radnom
                          why      it must be "history", "random", "random:SEED", "discovery" or "reverse"
                          To fix:  order = "random"
                        """),
                arguments("wrong tier of a tag", "[tiers]\ndear = \"colne\"", """
                        ASSAY-CLI-015: a value in assay.toml is of the wrong kind.
                          at       assay.toml:2:1
                          key      dear
                          value    colne
                          why      it must be "memory", "sandbox", "clone" or "external"
                          To fix:  dear = "clone"
                        """),
                arguments("not a table", "profiles = 3", """
                        ASSAY-CLI-015: a value in assay.toml is of the wrong kind.
                          at       assay.toml:1:1
                          key      profiles
                          value    3
                          why      it must be a table
                          To fix:  write it as a table: [profiles]
                        """),
                arguments("a table in a value's place", "[profile.mine]\nretries = 1", """
                        ASSAY-CLI-015: a value in assay.toml is of the wrong kind.
                          at       assay.toml:1:1
                          key      profile
                          value    a table
                          why      it must be a string
                          To fix:  [profiles], if that is the table you mean
                          or       profile = "fast"
                        """),
                arguments("unknown profile as default", "profile = \"nigthly\"", """
                        ASSAY-CLI-013: assay.toml names a profile that does not exist.
                          at       assay.toml:1:1
                          profile  nigthly
                          known    ci, debug, fast, nightly
                          To fix:  profile = "nightly"
                          or       define it: [profiles.nigthly]
                        """),
                arguments("unknown profile inherited", "[profiles.mine]\ninherits = \"base\"", """
                        ASSAY-CLI-013: assay.toml names a profile that does not exist.
                          at        assay.toml:2:1
                          inherits  base
                          known     ci, debug, fast, mine, nightly
                          To fix:   define it: [profiles.base]
                        """),
                arguments(
                        "inheriting in a circle",
                        "[profiles.a]\ninherits = \"b\"\n[profiles.b]\ninherits = \"a\"",
                        """
                        ASSAY-CLI-014: profiles inherit from each other in a circle.
                          at       assay.toml:2:1
                          circle   a -> b -> a
                          To fix:  remove one of these lines: inherits = ...
                        """));
    }

    @Test
    void a_file_that_cannot_be_read_says_so() throws IOException {
        Files.write(folder.resolve("assay.toml"), new byte[] {'a', ' ', '=', ' ', '"', (byte) 0xff, '"'});
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(() -> ProjectConfig.of(folder))
                .withMessageStartingWith("ASSAY-CLI-010: assay.toml cannot be read.");
    }

    private void write(String toml) throws IOException {
        Files.writeString(folder.resolve("assay.toml"), toml);
    }
}
