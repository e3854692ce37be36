package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TypedCommandTest {
    @Test
    void an_option_takes_its_new_value_in_its_place() {
        assertThat(typed(".", "--order", "random", "-w", "2")
                        .with("--order", "random:7")
                        .text())
                .isEqualTo("assay test . --order random:7 -w 2");
        assertThat(typed("--order=random", "-w", "2")
                        .with("--order", "random:7")
                        .text())
                .isEqualTo("assay test --order random:7 -w 2");
    }

    @Test
    void an_option_that_was_not_there_is_added() {
        assertThat(typed("--profile", "mine").with("--order", "random:7").text())
                .isEqualTo("assay test --profile mine --order random:7");
    }

    @Test
    void an_option_goes_with_its_value() {
        assertThat(typed("--times", "3", "-f").without("--times").text()).isEqualTo("assay test -f");
        assertThat(typed("--times=3", "-f").without("--times").text()).isEqualTo("assay test -f");
    }

    @Test
    void words_are_quoted_for_a_shell() {
        assertThat(typed("--tags", "db & !slow", "-t", "it's").text())
                .isEqualTo("assay test --tags 'db & !slow' -t 'it'\\''s'");
    }

    private static TypedCommand typed(String... words) {
        return new TypedCommand(List.of(words));
    }
}
