package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.event.Signal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestTest {
    private static final String CLASS = "[class-template:T]";
    private static final String FIRST = CLASS + "/[class-template-invocation:#1]";
    private static final String SECOND = CLASS + "/[class-template-invocation:#2]";
    private static final String NESTED = FIRST + "/[nested-class-template:N]";

    private static Part.Builder part() {
        return Part.of(Sample.task("a.T", 1, null));
    }

    private static Part discovered(Part part, String... templates) {
        part.discovered(new Signal.Discovered(
                1, List.of(), List.of(templates).stream().map(Sample::test).toList(), List.of(), List.of()));
        return part;
    }

    @Test
    void of_a_class_template_is_first_what_is_open_in_its_invocation() {
        Part part = discovered(part().build(1), CLASS);
        part.registered(Sample.test(FIRST + "/[method:a()]"), false);
        part.registered(Sample.test(FIRST + "/[test-template:b()]"), true);
        part.ended(FIRST + "/[method:a()]");
        assertThat(Rest.of(part)).containsExactly(FIRST + "/[test-template:b()]");
        assertThat(part.unfinished()).containsExactlyInAnyOrder(CLASS, FIRST + "/[test-template:b()]");
    }

    @Test
    void of_a_class_template_is_its_next_invocation_when_nothing_is_open_in_one() {
        Part part = discovered(part().build(1), CLASS);
        part.registered(Sample.test(FIRST + "/[method:a()]"), false);
        part.ended(FIRST + "/[method:a()]");
        assertThat(Rest.of(part)).containsExactly(SECOND);
    }

    @Test
    void of_a_class_template_that_was_asked_for_some_tests_is_no_others() {
        Part part = discovered(
                part().select(List.of(FIRST + "/[method:a()]", SECOND + "/[method:b()]"))
                        .exact(true)
                        .build(1),
                CLASS);
        part.registered(Sample.test(FIRST + "/[method:a()]"), false);
        assertThat(Rest.of(part)).containsExactly(FIRST + "/[method:a()]", SECOND + "/[method:b()]");
        part.ended(FIRST + "/[method:a()]");
        assertThat(Rest.of(part)).containsExactly(SECOND + "/[method:b()]");
        assertThat(part.unfinished()).isEmpty();
    }

    @Test
    void of_a_class_template_that_was_retried_as_a_whole_is_all_that_follows() {
        Part part =
                discovered(part().select(List.of(CLASS)).exact(true).attempt(2).build(1), CLASS);
        part.registered(Sample.test(FIRST + "/[method:a()]"), false);
        part.ended(FIRST + "/[method:a()]");
        assertThat(Rest.of(part)).containsExactly(SECOND);
        assertThat(part.unfinished()).containsExactly(CLASS);
    }

    @Test
    void that_follows_a_part_is_the_next_invocation_of_the_innermost_class_template() {
        Part part = discovered(part().continuing(Set.of(CLASS, NESTED)).build(1), CLASS);
        part.registered(Sample.test(NESTED), true);
        part.registered(Sample.test(NESTED + "/[class-template-invocation:#4]/[method:a()]"), false);
        assertThat(Rest.following(part)).containsExactly(NESTED + "/[class-template-invocation:#5]");
        part.lastRegistered.remove(NESTED);
        assertThat(Rest.following(part)).containsExactly(SECOND);
    }

    @Test
    void that_follows_a_part_is_nothing_where_it_did_not_continue_a_template() {
        Part part = discovered(part().build(1), CLASS);
        part.registered(Sample.test(FIRST + "/[method:a()]"), false);
        assertThat(Rest.following(part)).isEmpty();
    }

    @Test
    void that_follows_a_part_is_no_batch_of_tests_where_the_last_was_not_full() {
        String template = "[class:T]/[test-template:m()]";
        Part part = discovered(part().continuing(Set.of(template)).build(1), template);
        part.started(Sample.test(template + "/[test-template-invocation:#7]"), 0);
        part.reported = Invocations.BATCH - 1;
        assertThat(Rest.following(part)).isEmpty();
        part.reported = Invocations.BATCH;
        assertThat(Rest.following(part))
                .hasSize(Invocations.BATCH)
                .startsWith(template + "/[test-template-invocation:#8]");
    }
}
