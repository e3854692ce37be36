package dev.assay.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> WORDS = List.of("test", "compare", "history", "slowest", "flaky");

    @ParameterizedTest
    @CsvSource({"tset, test", "tests, test", "comapre, compare", "hist, history", "Flakey, flaky", "slow, slowest"})
    void a_slip_finds_its_word(String written, String meant) {
        assertThat(Nearest.to(written, WORDS)).contains(meant);
    }

    @Test
    void what_resembles_nothing_finds_nothing() {
        assertThat(Nearest.to("deploy", WORDS)).isEmpty();
        assertThat(Nearest.to("", WORDS)).isEmpty();
    }
}
