package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.TagFilter;

class TagSyntaxTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "db",
                "!slow",
                "db & !slow",
                "db|web&!slow",
                "!(db | web) & fast",
                "((a))",
                "!!a",
                "any()",
                "none() | a.b-c",
                "a&b|c&d"
            })
    void what_junit_understands_is_taken(String expression) {
        assertThatCode(() -> TagFilter.includeTags(expression)).doesNotThrowAnyException();
        assertThatCode(() -> TagSyntax.check(expression)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a &; a tag is missing behind \"&\"",
                "& a; a tag is missing at its beginning",
                "a b; & or | is missing before \"b\"",
                "(a | b; a closing parenthesis is missing",
                "a); & or | is missing before \")\"",
                "(); a tag is missing behind \"(\"",
                "!; a tag is missing behind \"!\"",
                "a !b; & or | is missing before \"!\""
            })
    void what_junit_does_not_understand_is_refused(String expression, String why) {
        assertThatThrownBy(() -> TagFilter.includeTags(expression)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> TagSyntax.check(expression)).hasMessageContaining(why);
    }

    @Test
    void none_selects_all() {
        assertThatCode(() -> TagSyntax.check(" ")).doesNotThrowAnyException();
    }
}
