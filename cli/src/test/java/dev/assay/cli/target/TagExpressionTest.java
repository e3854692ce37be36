package dev.assay.cli.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagExpressionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'' ; ''",
                "fast ; fast",
                "fast & !slow ; fast & !slow",
                "fast, slow & big ; (fast) | (slow & big)",
                "a && b || c ; a & b | c",
                ", fast, ; fast"
            })
    void joins_what_commas_separate(String groups, String expression) {
        assertThat(TagExpression.of(groups)).isEqualTo(expression);
    }
}
