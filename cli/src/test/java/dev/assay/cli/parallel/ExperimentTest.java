package dev.assay.cli.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.event.DatabaseUse;
import dev.assay.event.Leftover;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.TestRef;
import dev.assay.run.RunOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Experiments with suites that are made up: each run is in the order of its seed, class by class over its workers. */
class ExperimentTest {
    private final List<String> ran = new ArrayList<>();

    private interface Suite {
        Outcome outcome(String type, List<String> before, int workers);
    }

    private Experiment experiment(List<String> types, Suite suite) {
        return new Experiment(
                (way, some) -> observe(way, some.isEmpty() ? types : some, suite),
                new Experiment.Plan(4, 4, 1),
                step -> ran.add(step.phase() + " " + step.way().workers()));
    }

    private static Observation observe(Rounds.Way way, List<String> types, Suite suite) {
        Observation seen = new Observation();
        List<String> order = new ArrayList<>(types);
        Collections.sort(order);
        if (way.kind() == RunOptions.Order.REVERSE) {
            Collections.reverse(order);
        } else if (way.kind() == RunOptions.Order.RANDOM) {
            Collections.shuffle(order, new Random(way.seed()));
        }
        List<List<String>> workers = new ArrayList<>();
        for (int i = 0; i < way.workers(); i++) {
            workers.add(new ArrayList<>());
        }
        for (int i = 0; i < order.size(); i++) {
            String type = order.get(i);
            int worker = i % way.workers();
            TestRef test = new TestRef("shop", type, type, "[class:" + type + "]/[method:t]", "t", "t()", List.of());
            seen.on(new RunEvent.PartStarted(i, i, worker, "shop", type, ""));
            if (type.endsWith("IT")) {
                DatabaseUse.Effect effect = DatabaseUse.Effect.WRITE;
                seen.on(new RunEvent.DatabaseUsed(
                        i, i, test, new DatabaseUse("EXTERNAL", 1, effect, 1, 1, 1, 0, 1, 1, 0, 0, 0, 1, 0, 0)));
            }
            Outcome outcome = suite.outcome(type, List.copyOf(workers.get(worker)), way.workers());
            seen.on(new RunEvent.TestFinished(i, i, test, outcome, 1, 1, true, null, ""));
            List<Leftover> left = type.equals("a.ZPolluterTest")
                    ? List.of(new Leftover(Leftover.Kind.SYSTEM_PROPERTY, "currency", "(not set) -> USD"))
                    : List.of();
            seen.on(new RunEvent.PartFinished(i, i, worker, "shop", type, 1, 1, 1, left));
            workers.get(worker).add(type);
        }
        seen.on(new RunEvent.RunFinished(1, 1, 1, order.size(), RunEvent.RunFinished.End.COMPLETE, ""));
        return seen;
    }

    @Test
    void unit_tests_come_before_integration_tests_one_worker_before_two_before_all() throws Exception {
        Experiment experiment =
                experiment(List.of("a.CartTest", "a.OrderIT"), (type, before, workers) -> Outcome.PASSED);
        experiment.run();
        assertThat(experiment.findings()).isEmpty();
        assertThat(ran)
                .containsExactly(
                        "all 1",
                        "unit 1",
                        "unit 2",
                        "unit 4",
                        "unit 4",
                        "integration 1",
                        "integration 2",
                        "integration 4",
                        "integration 4");
    }

    @Test
    void a_test_that_fails_behind_another_depends_on_the_order_and_the_other_is_found() throws Exception {
        Experiment experiment = experiment(
                List.of("a.ATest", "a.BTest", "a.CurrencyTest", "a.DTest", "a.ZPolluterTest"),
                (type, before, workers) -> type.equals("a.CurrencyTest") && before.contains("a.ZPolluterTest")
                        ? Outcome.FAILED
                        : Outcome.PASSED);
        Observation first = experiment.run();
        assertThat(experiment.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.difference().seen().name()).isEqualTo("CurrencyTest#t");
            assertThat(finding.difference().now()).isEqualTo(Outcome.FAILED);
            assertThat(finding.cause()).isEqualTo(Finding.Cause.ORDER);
            assertThat(finding.workers()).isEqualTo(1);
            assertThat(finding.behind()).first().isEqualTo("a.ZPolluterTest");
            assertThat(experiment.culprits(experiment.findings(), first))
                    .isEqualTo(Map.of(finding, List.of("a.ZPolluterTest")));
        });
    }

    @Test
    void a_test_that_fails_beside_others_alone_does_not_depend_on_the_order() throws Exception {
        Experiment experiment = experiment(
                List.of("a.ATest", "a.PortTest"),
                (type, before, workers) -> type.equals("a.PortTest") && workers > 1 ? Outcome.FAILED : Outcome.PASSED);
        experiment.run();
        assertThat(experiment.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.cause()).isEqualTo(Finding.Cause.BESIDE);
            assertThat(finding.workers()).isEqualTo(2);
        });
    }

    @Test
    void classes_of_one_simple_name_are_two() throws Exception {
        Experiment experiment = experiment(
                List.of("a.PortTest", "b.PortTest"),
                (type, before, workers) -> workers > 1 ? Outcome.FAILED : Outcome.PASSED);
        experiment.run();
        assertThat(experiment.findings())
                .extracting(finding -> finding.difference().seen().topClass())
                .containsExactlyInAnyOrder("a.PortTest", "b.PortTest");
    }

    @Test
    void a_round_that_is_ended_is_compared_with_nothing_and_none_follows() {
        List<Rounds.Way> ways = new ArrayList<>();
        Experiment experiment = new Experiment(
                (way, some) -> {
                    ways.add(way);
                    return ways.size() == 1
                            ? observe(way, List.of("a.ATest", "a.BTest"), (type, before, workers) -> Outcome.PASSED)
                            : new Observation();
                },
                new Experiment.Plan(4, 4, 1),
                step -> ran.add(step.phase()));
        assertThatThrownBy(experiment::run).isInstanceOf(InterruptedExperiment.class);
        assertThat(experiment.findings()).isEmpty();
        assertThat(ways).hasSize(2);
        assertThat(ran).containsExactly("all");
    }

    @Test
    void a_test_that_always_fails_is_no_finding() throws Exception {
        Experiment experiment = experiment(List.of("a.ATest"), (type, before, workers) -> Outcome.FAILED);
        experiment.run();
        assertThat(experiment.findings()).isEmpty();
    }

    @Test
    void a_class_is_in_the_stage_of_what_was_seen_of_it() {
        assertThat(Stage.of(type("a.CartTest", null))).isEqualTo(Stage.UNIT);
        assertThat(Stage.of(type("a.CartIT", null))).isEqualTo(Stage.UNKNOWN);
        assertThat(Stage.of(type("a.CartTest", use(DatabaseUse.Effect.READ_ONLY, 1))))
                .isEqualTo(Stage.READ_ONLY);
        assertThat(Stage.of(type("a.CartTest", use(DatabaseUse.Effect.WRITE, 1))))
                .isEqualTo(Stage.SIMPLE_WRITES);
        assertThat(Stage.of(type("a.CartTest", use(DatabaseUse.Effect.WRITE, 2))))
                .isEqualTo(Stage.COMPLEX_WRITES);
        assertThat(Stage.of(type("a.CartTest", use(DatabaseUse.Effect.SCHEMA, 1))))
                .isEqualTo(Stage.SCHEMA);
    }

    @Test
    void a_class_is_told_what_it_needs_on_a_database_that_all_share() {
        assertThat(Changes.annotations(type("a.T", use(DatabaseUse.Effect.READ_ONLY, 1)), Set.of()))
                .containsExactly("@ResourceLock(value = \"database\", mode = ResourceAccessMode.READ)");
        assertThat(Changes.annotations(type("a.T", use(DatabaseUse.Effect.WRITE, 1)), Set.of()))
                .containsExactly("@ResourceLock(\"database\")");
        assertThat(Changes.annotations(type("a.T", use(DatabaseUse.Effect.SCHEMA, 1)), Set.of()))
                .containsExactly("@Isolated");
        assertThat(Changes.annotations(type("a.T", null), Set.of(Finding.Cause.BESIDE)))
                .containsExactly("@Isolated");
        assertThat(Changes.annotations(type("a.T", null), Set.of(Finding.Cause.ORDER)))
                .isEmpty();
    }

    private static TestClass type(String name, @Nullable DatabaseUse use) {
        return new TestClass("shop", name, Optional.ofNullable(use), List.of(), Set.of(), Set.of(), Set.of(), 1);
    }

    private static DatabaseUse use(DatabaseUse.Effect effect, int connections) {
        return new DatabaseUse("EXTERNAL", 1, effect, 1, 1, 1, 0, 1, connections, 0, 0, 0, 1, 0, 0);
    }
}
