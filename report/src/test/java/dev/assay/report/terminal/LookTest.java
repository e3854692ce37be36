package dev.assay.report.terminal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookTest {
    @Test
    void of_a_terminal_is_live_and_coloured() {
        assertThat(Look.of(Map.of("COLUMNS", "132", "TERM", "xterm"), true, false, UTF_8))
                .isEqualTo(new Look(true, true, true, 132));
    }

    @ParameterizedTest
    @CsvSource({
        "TERM, dumb, false, false",
        "NO_COLOR, 1, true, false",
        "NO_COLOR, '', true, true",
        "CI, true, false, true"
    })
    void honours_the_environment(String name, String value, boolean live, boolean colour) {
        Look look = Look.of(Map.of(name, value), true, false, UTF_8);

        assertThat(look.live()).isEqualTo(live);
        assertThat(look.colour()).isEqualTo(colour);
    }

    @Test
    void without_a_terminal_is_plain() {
        assertThat(Look.of(Map.of(), false, false, US_ASCII)).isEqualTo(new Look(false, false, false, 100));
    }

    @Test
    void has_no_colour_when_the_user_wants_none() {
        assertThat(Look.of(Map.of(), true, true, UTF_8).colour()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"wide, 100", "'', 100", "3, 40", "-1, 40"})
    void takes_only_a_width_that_makes_sense(String columns, int width) {
        assertThat(Look.of(Map.of("COLUMNS", columns), true, false, UTF_8).width())
                .isEqualTo(width);
    }
}
