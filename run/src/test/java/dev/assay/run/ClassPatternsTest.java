package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.DiagnosisException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassPatternsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "**/*Test.java          | a.b.FooTest   | true",
                "**/*Test.java          | FooTest       | true",
                "**/*Test.java          | a.FooTests    | false",
                "**/*Test.class         | a.FooTest     | true",
                "*Test                  | a.b.FooTest   | true",
                "FooTest                | a.b.FooTest   | true",
                "FooTest                | a.b.BarFooTest| false",
                "a/*Test                | a.FooTest     | true",
                "a/*Test                | a.b.FooTest   | false",
                "a/**/*Test             | a.b.c.FooTest | true",
                "a/                     | a.b.c.FooTest | true",
                "a.b.*Test              | a.b.FooTest   | true",
                "a.b.*Test              | a.b.c.FooTest | false",
                "Fo?Test                | a.FooTest     | true",
                "Fo?Test                | a.FoTest      | false",
                "%regex[.*Foo.*]        | a.FooTest     | true",
                "%regex[.*Test\\.class] | a.FooTest     | true",
                "%regex[.*Test.class]   | a.FooTest     | true",
                "%regex[.*/Foo[A-T]est] | a.FooTest     | true",
                "%regex[b/.*]           | a.b.FooTest   | false",
                "%ant[a/**]             | a.b.FooTest   | true"
            })
    void one_pattern_means_what_it_means_in_surefire(String pattern, String name, boolean matches) {
        assertThat(ClassPatterns.of(List.of(pattern), List.of()).matches(name)).isEqualTo(matches);
    }

    @Test
    void a_list_with_commas_is_several_patterns() {
        ClassPatterns patterns = ClassPatterns.of(List.of("FooTest, !BarTest,BazTest"), List.of());
        assertThat(patterns.matches("a.FooTest")).isTrue();
        assertThat(patterns.matches("a.BazTest")).isTrue();
        assertThat(patterns.matches("a.BarTest")).isFalse();
    }

    @Test
    void a_comma_inside_a_regular_expression_belongs_to_it() {
        ClassPatterns patterns =
                ClassPatterns.of(List.of("%regex[.*Fo{1,2}[,T]est], BarTest, !%regex[b/.*]"), List.of());
        assertThat(patterns.matches("a.FooTest")).isTrue();
        assertThat(patterns.matches("a.BarTest")).isTrue();
        assertThat(patterns.matches("b.BarTest")).isFalse();
    }

    @Test
    void an_exclude_wins_and_without_an_include_all_others_run() {
        ClassPatterns patterns = ClassPatterns.of(List.of(), List.of("**/Slow*"));
        assertThat(patterns.matches("a.FooTest")).isTrue();
        assertThat(patterns.matches("a.SlowTest")).isFalse();
    }

    @Test
    void a_pattern_that_cannot_be_understood_is_an_error() throws Exception {
        assertThatThrownBy(() -> ClassPatterns.of(List.of("%regex[(]"), List.of()))
                .isInstanceOfSatisfying(
                        DiagnosisException.class,
                        e -> assertThat(e.diagnosis().render()).isEqualTo(RunErrorsTest.documented("ASSAY-RUN-001")));
    }
}
