package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.history.Costs;
import dev.assay.history.LastFailure;
import dev.assay.run.RunOptions.Order;
import dev.assay.run.fixture.Deaths;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
    private static final String DEATHS = Deaths.class.getName();
    private static final Suite SUITE = Sample.suite("sample", List.of("**/fixture/Deaths$*"), List.of());

    private static Selection tests(String... tests) {
        return new Selection(List.of(), List.of(), List.of(tests), "", List.of(), Duration.ZERO);
    }

    private static List<String> found(Selection selection) {
        return Plan.find(List.of(SUITE), selection).names().values().iterator().next();
    }

    private static List<Part> planned(Order order, long seed, Selection selection) {
        RunOptions options = Sample.options(order, seed, selection);
        Plan.Found found = Plan.find(List.of(SUITE), selection);
        List<Lane> lanes = Plan.lanes(found, options);
        Plan.of(found, lanes, options, Costs.unknown(), 1, new AtomicInteger());
        return lanes.get(0).queue.clear();
    }

    private static List<String> names(List<Part> parts) {
        return parts.stream().map(part -> part.task.name()).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Exit",
                "Deaths$Exit",
                "dev.assay.run.fixture.Deaths$Exit",
                "*.Deaths$Exit",
                "Exit#b_exits",
                "Ex*t#anything"
            })
    void a_test_is_named_simply_or_with_its_package_or_with_stars(String name) {
        assertThat(found(tests(name))).containsExactly(DEATHS + "$Exit");
    }

    @Test
    void a_name_that_is_only_part_of_a_class_name_selects_nothing() {
        assertThat(found(tests("Exi", "fixture.Deaths$Exit"))).isEmpty();
    }

    @Test
    void methods_are_kept_for_the_worker_unless_the_whole_class_is_wanted_too() {
        assertThat(planned(Order.DISCOVERY, 0, tests("Exit#a*", "Exit#c_after")))
                .singleElement()
                .satisfies(part -> assertThat(part.task.methods).containsExactly("a*", "c_after"));
        assertThat(planned(Order.DISCOVERY, 0, tests("Exit#a*", "Exit")))
                .singleElement()
                .satisfies(part -> assertThat(part.task.methods).isEmpty());
    }

    @Test
    void ids_select_their_classes_and_run_alone() {
        String id = "[engine:junit-jupiter]/[class:" + DEATHS + "$Exit]/[method:a_before()]";
        Selection selection = new Selection(
                List.of(),
                List.of(),
                List.of(),
                "",
                List.of(new LastFailure(SUITE.name(), DEATHS + "$Exit", id)),
                Duration.ZERO);
        assertThat(planned(Order.DISCOVERY, 0, selection)).singleElement().satisfies(part -> {
            assertThat(part.select).containsExactly(id);
            assertThat(part.stepwise).isFalse();
        });
    }

    @Test
    void a_random_order_depends_on_its_seed_alone() {
        List<String> asFound = names(planned(Order.DISCOVERY, 0, Selection.ALL));
        List<String> once = names(planned(Order.RANDOM, 17, Selection.ALL));
        assertThat(asFound).isSorted();
        assertThat(names(planned(Order.RANDOM, 17, Selection.ALL))).isEqualTo(once);
        assertThat(names(planned(Order.RANDOM, 18, Selection.ALL)))
                .isNotEqualTo(once)
                .containsExactlyInAnyOrderElementsOf(asFound);
    }

    @Test
    void a_reverse_order_puts_each_class_before_those_that_it_was_behind() {
        List<String> backwards = names(planned(Order.REVERSE, 0, Selection.ALL));
        assertThat(backwards).hasSizeGreaterThan(1).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void suites_share_a_lane_only_where_their_jvms_are_alike() {
        Suite alike = Sample.suite("alike", List.of("**/fixture/Deaths$*"), List.of());
        Suite other = Sample.suite("other", List.of("**/fixture/Deaths$*"), List.of("-Dx=1"));
        RunOptions options = Sample.options(Order.HISTORY, 0, Selection.ALL);
        assertThat(Plan.lanes(Plan.find(List.of(SUITE, alike, other), Selection.ALL), options))
                .hasSize(2);
    }
}
