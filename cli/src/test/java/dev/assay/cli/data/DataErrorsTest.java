package dev.assay.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.assay.cli.DocumentedErrors;
import dev.assay.cli.ExitCode;
import dev.assay.cli.SmallDisk;
import dev.assay.cli.data.fixture.Library;
import dev.assay.cli.data.fixture.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DataErrorsTest {
    private static final String FIXTURES = "dev.assay.cli.data.fixture.";

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongUses")
    void wrong_use_is_shown_as_documented_and_ends_with_2(String code, List<String> args) throws IOException {
        Called called = Called.fixtures(args.toArray(String[]::new));
        assertThat(called.err().stripTrailing()).isEqualTo(DocumentedErrors.message(code));
        assertThat(called.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(called.out()).isEmpty();
    }

    static Stream<Arguments> wrongUses() {
        String shop = FIXTURES + "Shop";
        return Stream.of(
                wrong("ASSAY-CLI-027", "describe"),
                wrong("ASSAY-CLI-029", "describe", "com.acme.Album"),
                wrong("ASSAY-CLI-030", "describe", FIXTURES + "Genre"),
                wrong("ASSAY-CLI-031", "generate", shop, "--scenario", "lareg"),
                wrong("ASSAY-CLI-032", "generate", shop, "--rows", "Custmer=3"),
                wrong("ASSAY-CLI-033", "describe", "--catalogue", FIXTURES + "Album"),
                wrong("ASSAY-CLI-034", "describe", FIXTURES + "Nothing"),
                wrong("ASSAY-CLI-035", "load", shop, "--url", "localhost/shop"),
                wrong(
                        "ASSAY-CLI-036",
                        "load",
                        shop,
                        "--url",
                        "jdbc:postgresql://localhost/shop",
                        "--password-env",
                        "ASSAY_TEST_NO_SUCH"),
                wrong("ASSAY-CLI-037", "load", shop, "--url", "jdbc:oracle:thin:@localhost:1521/shop"),
                wrong("ASSAY-CLI-038", "generate", shop),
                wrong("ASSAY-CLI-039", "load", shop),
                wrong(
                        "ASSAY-CLI-041",
                        "verify",
                        shop,
                        "--url",
                        "jdbc:postgresql://localhost:1/shop",
                        "--rows",
                        "500",
                        "--seed",
                        "7"),
                wrong("ASSAY-CLI-042", "generate", shop, "--without", "customer", "--format", "sql"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("withoutEffect")
    void what_would_do_nothing_is_refused(String said, List<String> args) {
        Called called = Called.fixtures(args.toArray(String[]::new));
        assertThat(called.err()).startsWith("ASSAY-CLI-041").contains("said     " + said + "\n");
        assertThat(called.code()).isEqualTo(ExitCode.USAGE.code());
    }

    static Stream<Arguments> withoutEffect() {
        String shop = FIXTURES + "Shop";
        String url = "jdbc:postgresql://localhost:1/shop";
        return Stream.of(
                wrong(
                        "--only Customer --without Purchase",
                        "describe",
                        shop,
                        "--only",
                        "Customer",
                        "--without",
                        "Purchase"),
                wrong("--ignoring price_check", "generate", shop, "--ignoring", "price_check"),
                wrong("--schema bare --user me", "generate", shop, "--schema", "bare", "--user", "me"),
                wrong("--password-env P", "describe", shop, "--password-env", "P"),
                wrong("--schema bare", "verify", shop, "--schema", "bare"),
                wrong(shop, "describe", shop, "--catalogue", shop),
                wrong("--catalogue " + shop, "load", url, "--catalogue", shop),
                wrong("customer", "describe", url, "customer"),
                wrong("--scale 2", "verify", url, "--scale", "2"));
    }

    private static Arguments wrong(String code, String... args) {
        return arguments(code, Arrays.asList(args));
    }

    @Test
    void several_catalogues_are_named(@TempDir Path folder) throws IOException {
        Called called = Called.on(Called.announcing(folder, Shop.class, Library.class), "describe");
        assertThat(called.err().stripTrailing()).isEqualTo(DocumentedErrors.message("ASSAY-CLI-028"));
        assertThat(called.code()).isEqualTo(ExitCode.USAGE.code());
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("wrongValues")
    void a_value_that_an_option_cannot_take_is_told(String option, String value, String why, String fix) {
        Called called = Called.fixtures("generate", FIXTURES + "Shop", "--only", "Customer", option, value);
        assertThat(called.err().stripTrailing()).isEqualTo("""
                ASSAY-CLI-003: an option has a value that it cannot take.
                  option   %s
                  value    %s
                  why      %s
                  To fix:  %s""".formatted(option, value, why, fix));
        assertThat(called.code()).isEqualTo(ExitCode.USAGE.code());
    }

    static Stream<Arguments> wrongValues() {
        String part = "it must be a part and how many there are, the first being 1";
        String rows = "a number of rows is a whole number, such as 5000, 5k or 2M";
        return Stream.of(
                arguments("--shard", "3/2", part, "--shard 1/4"),
                arguments("--shard", "0/2", part, "--shard 1/4"),
                arguments("--shard", "first", part, "--shard 1/4"),
                arguments("--rows", "many", rows, "--rows 1000"),
                arguments("--rows", "-3", rows, "--rows 1000"),
                arguments("--rows", "Customer=", rows, "--rows 1000"),
                arguments("--rows", "9223372036854775807", rows, "--rows 1000"),
                arguments("--rows", "99999999999999999M", "nobody can make so many rows", "--rows 1000"),
                arguments("--rows", "999999999999999999", "nobody can make so many rows", "--rows 1000"),
                arguments("--scale", "999999999999", "nobody can make so many rows", "--scale 2.5"),
                arguments("--format", "xml", "it must be csv, jsonl or sql", "--format csv"),
                arguments("--format", "jsnol", "it must be csv, jsonl or sql", "--format jsonl"),
                arguments("--scale", "0", "it must be a number above 0", "--scale 2.5"),
                arguments("--scale", "big", "it must be a number above 0", "--scale 2.5"),
                arguments("--as-of", "today", "it must be a day, year first", "--as-of 2026-01-01"),
                arguments("--threads", "0", "it must be a whole number from 1 to 1024", "--threads 2"),
                arguments(
                        "--time-limit", "soon", "it must be a time, such as 500ms, 90s, 10m or 2h", "--time-limit 10m"),
                arguments(
                        "--seed",
                        "x",
                        "a seed is a whole number, 42 or 0x2a, or what a failure printed, seed:1f3a...",
                        "--seed 42"));
    }

    @Test
    void rows_whose_number_follows_cannot_be_asked_for() {
        Called called = Called.fixtures("generate", FIXTURES + "Shop", "--rows", "Purchase=3");
        assertThat(called.err()).startsWith("ASSAY-DATA-009");
        assertThat(called.code()).isEqualTo(ExitCode.USAGE.code());
    }

    @Test
    void the_way_out_is_an_option_and_no_call() {
        assertThat(Called.fixtures("generate", FIXTURES + "Tight", "--rows", "3")
                        .err())
                .startsWith("ASSAY-DATA-010")
                .contains(
                        "To fix:   a catalogue, with model.with(Tight.class, \"genre\", rule), whose values differ\n",
                        "or        fewer rows: --rows, or --scale\n");
        assertThat(Called.fixtures("generate", FIXTURES + "Album", "--time-limit", "1ms", "--rows", "5M")
                        .err())
                .startsWith("ASSAY-DATA-066")
                .contains("To fix:  --time-limit 10m");
    }

    @Test
    void a_command_that_is_misspelt_is_offered() {
        Called called = Called.fixtures("descrbe");
        assertThat(called.err().stripTrailing()).isEqualTo("""
                ASSAY-CLI-001: there is no such command.
                  command  descrbe
                  To fix:  assay data describe
                  or       assay data --help""");
        assertThat(called.code()).isEqualTo(ExitCode.USAGE.code());
    }

    @Test
    void an_entry_of_the_classpath_that_is_not_there_is_told(@TempDir Path folder) {
        Called called = Called.on(folder.resolve("none.jar").toString(), "describe");
        assertThat(called.err()).startsWith("ASSAY-MVN-001").contains("none.jar", "--classpath");
        assertThat(called.code()).isEqualTo(ExitCode.USAGE.code());
    }

    @Nested
    class WhatBreaks {
        @Test
        void a_database_that_is_away_is_told_before_a_row_is_made() throws IOException {
            Called called = Called.fixtures("load", FIXTURES + "Shop", "--url", "jdbc:postgresql://localhost:1/shop");
            assertThat(called.err().stripTrailing()).isEqualTo(DocumentedErrors.message("ASSAY-DATA-080"));
            assertThat(called.code()).isEqualTo(ExitCode.BROKEN.code());
        }

        @Test
        void a_password_in_a_url_is_not_shown() {
            Called called =
                    Called.fixtures("verify", "jdbc:postgresql://localhost:1/shop?user=me&password=s3cret&ssl=false");
            assertThat(called.err())
                    .startsWith("ASSAY-DATA-080")
                    .contains("password=...&ssl")
                    .doesNotContain("s3cret");
        }

        @Test
        void a_catalogue_that_fails_is_told() throws IOException {
            Called called = Called.fixtures("describe", FIXTURES + "Faulty");
            assertThat(called.err().stripTrailing()).isEqualTo(DocumentedErrors.message("ASSAY-DATA-081"));
            assertThat(called.code()).isEqualTo(ExitCode.BROKEN.code());
        }

        @Test
        void a_rule_that_fails_is_blamed(@TempDir Path folder) {
            Called called =
                    Called.fixtures("generate", FIXTURES + "Spoilt", "--only", "Album", "--out", folder.toString());
            assertThat(called.err())
                    .startsWith("ASSAY-DATA-081")
                    .contains("class    " + FIXTURES + "Spoilt", "NumberFormatException");
            assertThat(called.code()).isEqualTo(ExitCode.BROKEN.code());
            assertThat(folder).isEmptyDirectory();
        }

        @Test
        void a_class_whose_parts_are_missing_is_told(@TempDir Path folder) throws IOException {
            Path classes = Files.createDirectories(folder.resolve("dev/assay/cli/data/fixture"));
            Path compiled = Called.testClasses().resolve("dev/assay/cli/data/fixture");
            Files.copy(compiled.resolve("Album.class"), classes.resolve("Album.class"));
            Called called = Called.on(folder.toString(), "describe", FIXTURES + "Album");
            assertThat(called.err()).startsWith("ASSAY-DATA-081").contains("fixture.Genre");
            assertThat(called.code()).isEqualTo(ExitCode.BROKEN.code());
        }

        @Test
        void annotations_that_are_missing_are_told_and_the_command_goes_on() throws IOException {
            Called called = Called.fixtures("describe", FIXTURES + "Sized");
            assertThat(called.err().stripTrailing()).isEqualTo(DocumentedErrors.message("ASSAY-CLI-040"));
            assertThat(called.passed()).isTrue();
        }

        @Test
        void a_full_disk_leaves_the_description_that_was_there(@TempDir Path folder) throws IOException {
            try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 64, 8)) {
                Path file = disk.folder().resolve("model.svg");
                Files.writeString(file, "before");
                disk.fill();
                Called called = Called.fixtures("describe", FIXTURES + "Shop", "--out", file.toString());
                assertThat(called.err().stripTrailing().replace(disk.folder().toString(), "/full"))
                        .isEqualTo(DocumentedErrors.message("ASSAY-DATA-082"));
                assertThat(called.code()).isEqualTo(ExitCode.BROKEN.code());
                assertThat(file).hasContent("before");
                assertThat(disk.folder().resolve("model.svg.part")).doesNotExist();
            }
        }
    }
}
