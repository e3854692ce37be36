package dev.assay.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {
    @Nested
    class Strings {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "abc",
                    "",
                    "[A-Z]{3}-\\d{4}",
                    "^[A-Z]{2}[0-9]{2}$",
                    "\\+?[0-9]{7,15}",
                    "^[^@]+@[^@]+\\.[^@]{2,}$",
                    "^[\\w.%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,6}$",
                    "(foo|bar|b(a|o)z)+",
                    "(?:red|green|blue)-(?<number>\\d+)",
                    "(?i)[a-c]x",
                    "(?i:abc)D",
                    "^(a|b)$|^c{2}$",
                    "a*b?c+d{2,}e{0,3}f{2}",
                    "[a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12}",
                    "\\d{3}[- ]?\\d{4}",
                    "[]a]+",
                    "[a\\]\\-\\\\]x",
                    "[-a]b",
                    "[a-]b",
                    "[^a-zA-Z0-9]",
                    "[^a-zA-Z0-9 ]\\W\\S\\D\\s",
                    "\\p{Upper}\\p{Lower}*\\p{L}",
                    ".{5}",
                    "a.c.*?d",
                    "((a|bc){1,2}d){2}",
                    "(\\d{1,3}\\.){3}\\d{1,3}",
                    "[äöüß]{2}é",
                    "#[0-9A-Fa-f]{6}",
                    "\\$\\d+\\.\\d{2}"
                })
        void match(String expression) {
            Pattern pattern = Pattern.compile(expression);
            Regex regex = Regex.of(expression);
            long last = regex.count() - 1;
            LongStream.of(0, last / 3, last / 2, last)
                    .forEach(number -> assertThat(regex.at(number)).matches(pattern));
            Choices choices = Choices.of(Seed.of(1).at(expression));
            for (int i = 0; i < 200; i++) {
                assertThat(Gen.matching(expression).draw(choices)).matches(pattern);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "[A-C]{2}, 9",
            "a|b|cd, 3",
            "x?y, 2",
            "[ab]{0;3}, 15",
            "(ab|c)(d|ef)?, 6",
            "^\\d{4}$, 10000",
            "(?i)ab, 4"
        })
        void are_as_many_as_there_are_and_all_different(String written, long count) {
            Regex regex = Regex.of(written.replace(';', ','));
            assertThat(regex.count()).isEqualTo(count);
            Set<String> all = new HashSet<>();
            LongStream.range(0, count).forEach(number -> all.add(regex.at(number)));
            assertThat(all).hasSize((int) count);
        }

        @Test
        void of_many_are_counted_to_a_limit_and_differ_near_it() {
            Regex regex = Regex.of("[a-z]{20,40}");
            assertThat(regex.count()).isEqualTo(1L << 62);
            assertThat(LongStream.range(0, 1_000).mapToObj(i -> regex.at((1L << 62) - 1 - i * i)))
                    .doesNotHaveDuplicates();
        }

        @Test
        void of_classes_in_brackets_come_from_them() {
            Choices choices = Choices.of(3);
            for (int i = 0; i < 100; i++) {
                assertThat(Gen.matching("[[:alpha:]][[:digit:]_]").draw(choices))
                        .matches("[A-Za-z][0-9_]");
            }
        }

        @Test
        void keep_their_lengths() {
            Regex regex = Regex.of("[a-z]+@[a-z]+\\.com", 12, 15);
            Choices choices = Choices.of(3);
            Set<Integer> lengths = new HashSet<>();
            for (int i = 0; i < 300; i++) {
                String text = regex.strings().draw(choices);
                assertThat(text).matches("[a-z]+@[a-z]+\\.com");
                lengths.add(text.length());
            }
            assertThat(lengths).containsExactlyInAnyOrder(12, 13, 14, 15);
        }

        @Test
        void are_simple_where_choices_are() {
            assertThat(Regex.of("[A-Z]?[a-z]+\\d*").at(0)).isEqualTo("a");
            assertThat(Regex.of(".+").at(1)).isEqualTo("b");
        }

        @Test
        void that_do_not_exist_are_refused() {
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> Regex.of("[ab]").at(2))
                    .withMessage("string 2 of 2 of [ab]");
        }
    }

    @Nested
    class What_cannot_be_made_strings_of {
        @ParameterizedTest
        @CsvSource(
                delimiter = '~',
                value = {
                    "(?=a)b~0~(?=, a look around, or a flag",
                    "ab(?!c)~2~(?!, a look around, or a flag",
                    "(?<!c)d~0~(?<!, a look around, or a flag",
                    "(a)\\1~3~\\1, a reference to a group",
                    "a++~1~++, a possessive repetition",
                    "a\\b~1~\\b, an escape",
                    "a^b~1~^, an anchor in the middle",
                    "a$b~2~b, something behind the end",
                    "[a-z&&[^b]]~0~[a-z&&, an intersection of classes",
                    "\\p{Greek}~0~\\p{Greek}, a class that is not known"
                })
        void is_named(String expression, int position, String construct) {
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> Regex.of(expression))
                    .satisfies(e -> {
                        assertThat(e.diagnosis().code()).isEqualTo("ASSAY-CORE-003");
                        assertThat(e.diagnosis().facts())
                                .containsEntry("position", String.valueOf(position))
                                .hasEntrySatisfying(
                                        "construct",
                                        found -> assertThat(construct).endsWith(found.substring(found.indexOf(", "))));
                    });
        }

        @ParameterizedTest
        @ValueSource(strings = {"(a", "a)", "[a", "*a", "a{2", "a{3,2}", "[z-a]", "a\\", "(?<x", "a{x}"})
        void is_no_expression(String expression) {
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> Regex.of(expression))
                    .withMessageStartingWith("ASSAY-CORE-004");
        }

        @Test
        void is_said_as_the_list_of_errors_says_it() throws IOException {
            String errors = Files.readString(Path.of("../docs/errors.md"));
            for (Runnable wrong : List.<Runnable>of(
                    () -> Regex.of("[a-z]+(?=x)"), () -> Regex.of("[a-z"), () -> Regex.of("[a-z]{5}", 0, 3))) {
                assertThatExceptionOfType(DiagnosisException.class)
                        .isThrownBy(wrong::run)
                        .satisfies(e -> assertThat(errors).contains("```\n" + e.getMessage() + "\n```"));
            }
        }
    }
}
