package dev.assay.bench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class FactsTest {
    @Test
    void numbers_and_texts_are_read_among_other_output() {
        Facts facts = Facts.of("""
                WARNING: something = else
                rows=44873.000000
                sha256=472077d5
                fresh_ms=1.500000
                done=yes
                """);

        assertThat(facts.numbers())
                .containsOnlyKeys("rows", "fresh_ms")
                .containsEntry("rows", 44_873.0)
                .containsEntry("fresh_ms", 1.5);
        assertThat(facts.text("sha256")).isEqualTo("472077d5");
    }

    @Test
    void a_program_that_did_not_come_to_its_end_said_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Facts.of("rows=3.0\nException in thread \"main\"\n"))
                .withMessage("the program did not come to its end");
    }

    @Test
    void a_fact_that_was_not_said_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Facts.of("done=yes\n").text("sha256"))
                .withMessage("no fact named sha256 in the log");
    }
}
