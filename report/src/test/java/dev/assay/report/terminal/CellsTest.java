package dev.assay.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsTest {
    @Test
    void a_long_name_is_cut_in_the_middle() {
        assertThat(Cells.fit("org.shop.CartTest", 11, "…")).isEqualTo("org.s…tTest");
        assertThat(Cells.fit("org.shop.CartTest", 17, "…")).isEqualTo("org.shop.CartTest");
    }

    @Test
    void wide_characters_take_two_cells_and_marks_none() {
        assertThat(Cells.width("日本")).isEqualTo(4);
        assertThat(Cells.width("e\u0301")).isEqualTo(1);
        assertThat(Cells.width("🚀")).isEqualTo(2);
        assertThat(Cells.fit("日本語の試験", 7, "…")).isEqualTo("日…試験");
    }

    @Test
    void text_is_wrapped_at_spaces_and_else_anywhere() {
        assertThat(Cells.wrap("one two three", 8)).containsExactly("one two", "three");
        assertThat(Cells.wrap("abcdefghij", 4)).containsExactly("abcd", "efgh", "ij");
        assertThat(Cells.wrap("a\n\nb", 4)).containsExactly("a", "", "b");
        assertThat(Cells.wrap("", 4)).isEmpty();
    }

    @Test
    void control_characters_are_shown_and_not_obeyed() {
        assertThat(Cells.harmless("a\tb\u001b[31m\u202e")).isEqualTo("a b?[31m?");
    }

    @Test
    void a_line_breaks_at_a_space_where_the_next_word_has_room_on_a_line_of_its_own() {
        assertThat(Cells.wrap("exit at a.CartTest.adds(CartTest.java:10)", 34))
                .containsExactly("exit at", "a.CartTest.adds(CartTest.java:10)");
        assertThat(Cells.wrap("at a.CartTest.adds(CartTest.java:10)", 20))
                .containsExactly("at a.CartTest.adds(C", "artTest.java:10)");
    }

    @ParameterizedTest
    @CsvSource({
        "3, 3 ms",
        "40, 0.04 s",
        "999, 1.0 s",
        "12400, 12.4 s",
        "125000, 2 min 5 s",
        "120000, 2 min",
        "4320000, 1 h 12 min"
    })
    void times_are_written_for_people(long millis, String text) {
        assertThat(Wording.time(millis * 1_000_000)).isEqualTo(text);
    }

    @Test
    void class_names_lose_the_packages_that_all_share() {
        ShortNames names = new ShortNames();
        names.see("org.shop.cart.CartTest");
        assertThat(names.of("org.shop.cart.CartTest")).isEqualTo("CartTest");
        names.see("org.shop.price.PriceTest");
        assertThat(names.of("org.shop.cart.CartTest")).isEqualTo("cart.CartTest");
        names.see("NoPackageTest");
        assertThat(names.of("org.shop.cart.CartTest")).isEqualTo("org.shop.cart.CartTest");
    }
}
