package dev.assay.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TestRefTest {
    private static final String CLASS = "[engine:j]/[class-template:a.T]";

    private static TestRef test(String uniqueId) {
        return new TestRef("core", "a.T", "a.T", uniqueId, "m", "m", List.of());
    }

    @Test
    void a_test_that_was_known_before_it_ran_has_no_template() {
        TestRef plain = test("[engine:j]/[class:a.T]/[method:m()]");
        assertThat(plain.templates()).isEmpty();
        assertThat(plain.isAhead()).isFalse();
    }

    @Test
    void a_test_of_a_factory_has_one_template_however_deep_it_is() {
        TestRef dynamic = test("[engine:j]/[class:a.T]/[test-factory:m()]/[dynamic-container:#2]/[dynamic-test:#3]");
        assertThat(dynamic.templates()).containsExactly("[engine:j]/[class:a.T]/[test-factory:m()]");
        assertThat(dynamic.isAhead()).isFalse();
    }

    @Test
    void a_parameterized_test_in_a_parameterized_class_has_two_the_outermost_first() {
        TestRef test =
                test(CLASS + "/[class-template-invocation:#2]/[test-template:m(int)]/[test-template-invocation:#3]");
        assertThat(test.templates())
                .containsExactly(CLASS, CLASS + "/[class-template-invocation:#2]/[test-template:m(int)]");
        assertThat(test.isAhead()).isFalse();
    }

    @Test
    void a_method_of_an_invocation_of_a_class_is_registered_ahead() {
        assertThat(test(CLASS + "/[class-template-invocation:#2]/[method:m()]").isAhead())
                .isTrue();
        assertThat(test(CLASS + "/[class-template-invocation:#2]/[nested-class:N]/[test-template:m()]")
                        .isAhead())
                .isTrue();
    }
}
