package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InvocationsTest {
    @Test
    void follow_the_last_one_up_to_a_batch() {
        assertThat(Invocations.after(
                        "[c:T]/[test-template:m()]", "[c:T]/[test-template:m()]/[test-template-invocation:#7]"))
                .hasSize(Invocations.BATCH)
                .startsWith("[c:T]/[test-template:m()]/[test-template-invocation:#8]")
                .endsWith("[c:T]/[test-template:m()]/[test-template-invocation:#" + (7 + Invocations.BATCH) + "]");
    }

    @Test
    void of_a_factory_may_be_of_either_kind_on_each_level_the_innermost_first() {
        String factory = "[c:T]/[test-factory:m()]/";
        assertThat(Invocations.after("[c:T]/[test-factory:m()]", factory + "[dynamic-container:#2]/[dynamic-test:#3]"))
                .hasSize(4 * Invocations.BATCH)
                .startsWith(
                        factory + "[dynamic-container:#2]/[dynamic-test:#4]",
                        factory + "[dynamic-container:#2]/[dynamic-container:#4]")
                .contains(factory + "[dynamic-test:#3]", factory + "[dynamic-container:#3]");
    }

    @Test
    void of_a_class_template_go_on_with_its_next_invocation() {
        String id =
                "[class-template:T]/[class-template-invocation:#1]/[test-template:m()]/[test-template-invocation:#4]";
        assertThat(Invocations.after("[class-template:T]", id))
                .containsExactly("[class-template:T]/[class-template-invocation:#2]");
    }

    @Test
    void of_a_template_inside_an_invocation_go_on_with_its_own() {
        String template = "[class-template:T]/[class-template-invocation:#1]/[test-template:m()]";
        assertThat(Invocations.after(template, template + "/[test-template-invocation:#4]"))
                .hasSize(Invocations.BATCH)
                .startsWith(template + "/[test-template-invocation:#5]");
    }

    @Test
    void of_a_plain_test_there_are_none() {
        assertThat(Invocations.after("[c:T]/[method:m()]", "[c:T]/[method:m()]"))
                .isEmpty();
    }
}
