package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectTest {
    private static final Set<String> CLASSES =
            Set.of("a.Cart", "a.CartLine", "a.URL", "a.CartLineTest", "Top", "a.Car");

    @ParameterizedTest
    @CsvSource({
        "a.CartTest, a.Cart",
        "a.CartIT, a.Cart",
        "a.TestCart, a.Cart",
        "a.CartLineTest, a.CartLine",
        "a.CartLine_RoundingTest, a.CartLine",
        "a.CartLinesTest, a.Cart",
        "a.URLTest, a.URL",
        "TopTest, Top",
        "a.CartoonTest, ''",
        "b.CartTest, ''",
        "a.TestsTest, ''"
    })
    void a_test_class_is_named_after_what_it_tests(String test, String subject) {
        assertThat(Subject.of(test, CLASSES::contains)).isEqualTo(subject);
    }
}
