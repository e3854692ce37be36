package dev.assay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MarkdownTableTest {
    @Test
    void columns_are_padded_to_their_widest_cell() {
        String table = new MarkdownTable("name", "s")
                .row("Surefire", "102.8")
                .row("Assay", "61")
                .render();

        assertThat(table).isEqualTo("""
                        | name     |     s |
                        | -------- | ----: |
                        | Surefire | 102.8 |
                        | Assay    |    61 |
                        """);
    }

    @Test
    void a_bar_or_line_break_in_a_cell_does_not_break_the_table() {
        String table = new MarkdownTable("name", "s").row("a|b\nc", "1").render();

        assertThat(table).contains("| a\\|b c |   1 |");
    }

    @Test
    void a_row_with_too_few_cells_is_refused() {
        MarkdownTable table = new MarkdownTable("name", "s");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.row("alone"))
                .withMessage("cells (1) must be as many as columns (2)");
    }
}
