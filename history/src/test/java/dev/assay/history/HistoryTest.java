package dev.assay.history;

import static dev.assay.event.Outcome.ABORTED;
import static dev.assay.event.Outcome.FAILED;
import static dev.assay.event.Outcome.LOST;
import static dev.assay.event.Outcome.NOT_RUN;
import static dev.assay.event.Outcome.PASSED;
import static dev.assay.event.Outcome.SKIPPED;
import static dev.assay.history.FakeRun.SUITE;
import static dev.assay.history.FakeRun.id;
import static dev.assay.history.FakeRun.staticId;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Diagnosis;
import dev.assay.event.RunEvent.RunFinished.End;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final String CART = "shop.CartTest";
    private static final String ORDER = "shop.OrderTest";

    @TempDir
    Path folder;

    private final List<Diagnosis> warnings = new ArrayList<>();
    private int runs;

    @BeforeEach
    void nothingIsKnown() {
        assertThat(read().costs().isEmpty()).isTrue();
    }

    @AfterEach
    void nothingWasWarnedOf() {
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_file_is_created_when_there_is_something_to_write() {
        Path file = folder.resolve("new/history.db");
        try (History history = History.open(file, warnings::add)) {
            assertThat(history.trend(1)).isEmpty();
            assertThat(history.find("*")).isEmpty();
            assertThat(file.getParent()).doesNotExist();
            FakeRun.start(history.recorder(""), "run-1", DAY).end(End.COMPLETE);
            assertThat(file).exists();
        }
    }

    @Nested
    class Cost {
        @Test
        void a_class_costs_what_it_occupied_a_worker_for_and_its_fixture_is_what_no_test_explains() {
            record(run -> run.part(CART)
                    .test(CART, "adds", PASSED, 10)
                    .test(CART, "removes", PASSED, 20)
                    .classFinished(CART, 100, 60));

            assertThat(cost(CART)).isEqualTo(new ClassCost(millis(100), millis(60), millis(70), 2));
            assertThat(testCost(CART, "adds")).isEqualTo(millis(10));
            assertThat(read().costs().expectedTests()).isEqualTo(2);
            assertThat(read().costs().expectedWallNanos()).isEqualTo(millis(3000));
        }

        @Test
        void what_nobody_measured_is_unknown() {
            record(run -> run.part(CART).test(CART, "adds", PASSED, 10).classFinished(CART, 100, 60));

            assertThat(read().costs().ofClass(SUITE, ORDER)).isNull();
            assertThat(read().costs().ofClass("another suite", CART)).isNull();
            assertThat(testCost(CART, "removes")).isZero();
            assertThat(History.none().costs().ofClass(SUITE, CART)).isNull();
        }

        @Test
        void the_invocations_of_a_template_are_one_test_with_their_cost_summed() {
            record(run -> {
                run.part(CART);
                for (int i = 1; i <= 5000; i++) {
                    run.test(CART, "prices[" + i + "]", PASSED, 2);
                }
                run.classFinished(CART, 11_000, 11_000);
            });

            assertThat(testCost(CART, "prices[1]")).isEqualTo(millis(10_000));
            assertThat(read().find("CartTest")).singleElement().satisfies(test -> {
                assertThat(test.name()).isEqualTo("prices");
                assertThat(test.invocations()).isEqualTo(5000);
                assertThat(test.passed()).isEqualTo(1);
            });
            assertThat(cost(CART).tests()).isEqualTo(5000);
        }

        @Test
        void a_new_measurement_counts_half() {
            record(run -> run.part(CART).test(CART, "adds", PASSED, 100).classFinished(CART, 140, 140));
            record(run -> run.part(CART).test(CART, "adds", PASSED, 200).classFinished(CART, 280, 140));

            assertThat(testCost(CART, "adds")).isEqualTo(millis(150));
            assertThat(cost(CART).fixtureNanos()).isEqualTo(millis(60));
            assertThat(cost(CART).wallNanos()).isEqualTo(millis(210));
            assertThat(cost(CART).cpuNanos()).isEqualTo(Math.round(millis(210) * 0.75));
        }

        @Test
        void a_class_that_was_split_pays_its_fixture_once_for_each_part() {
            record(run -> run.part(CART)
                    .test(CART, "adds", PASSED, 100)
                    .part(CART)
                    .test(CART, "removes", PASSED, 100)
                    .classFinished(CART, 260, 130));

            assertThat(cost(CART)).isEqualTo(new ClassCost(millis(230), millis(115), millis(30), 2));
        }

        @Test
        void attempts_after_the_first_cost_nothing() {
            record(run -> run.part(CART).test(CART, "adds", PASSED, 100).classFinished(CART, 110, 110));
            record(run -> run.part(CART)
                    .attempt(CART, "adds", FAILED, 5, 1, false)
                    .part(CART)
                    .attempt(CART, "adds", PASSED, 700, 2, true)
                    .classFinished(CART, 15, 15));

            assertThat(testCost(CART, "adds")).isEqualTo(millis(100));
            assertThat(cost(CART).fixtureNanos()).isEqualTo(millis(10));
        }

        @Test
        void a_run_of_some_tests_teaches_their_cost_and_forgets_none_of_the_others() {
            record(run -> run.part(CART)
                    .test(CART, "adds", PASSED, 100)
                    .test(CART, "removes", PASSED, 1000)
                    .classFinished(CART, 1110, 1110)
                    .part(ORDER)
                    .test(ORDER, "ships", PASSED, 30)
                    .classFinished(ORDER, 40, 40));
            record(run -> run.part(CART).test(CART, "adds", PASSED, 200).classFinished(CART, 210, 210));

            assertThat(testCost(CART, "adds")).isEqualTo(millis(150));
            assertThat(testCost(CART, "removes")).isEqualTo(millis(1000));
            assertThat(cost(CART)).isEqualTo(new ClassCost(millis(1160), millis(1160), millis(10), 2));
            assertThat(cost(ORDER).wallNanos()).isEqualTo(millis(40));
        }

        @Test
        void a_run_that_was_stopped_forgets_nothing() {
            record(run -> run.part(CART)
                    .test(CART, "adds", PASSED, 100)
                    .test(CART, "removes", PASSED, 1000)
                    .classFinished(CART, 1110, 1110)
                    .part(ORDER)
                    .test(ORDER, "ships", PASSED, 30)
                    .classFinished(ORDER, 40, 40));
            record(
                    true,
                    End.INTERRUPTED,
                    "",
                    run -> run.part(CART).test(CART, "adds", PASSED, 100).test(CART, "removes", NOT_RUN, 0));

            assertThat(cost(CART)).isEqualTo(new ClassCost(millis(1110), millis(1110), millis(10), 2));
            assertThat(cost(ORDER).wallNanos()).isEqualTo(millis(40));
        }

        @Test
        void what_died_failed_or_was_skipped_does_not_change_what_a_pass_costs() {
            record(run -> run.part(CART).test(CART, "adds", PASSED, 100).classFinished(CART, 110, 110));
            record(run -> run.part(CART).test(CART, "adds", LOST, 600_000).classFinished(CART, 600_010, 9));
            record(run -> run.part(CART).test(CART, "adds", FAILED, 900).classFinished(CART, 910, 910));
            record(run -> run.part(CART).test(CART, "adds", SKIPPED, 0).classFinished(CART, 10, 10));

            assertThat(testCost(CART, "adds")).isEqualTo(millis(100));
            assertThat(cost(CART).wallNanos()).isEqualTo(millis(110));
        }

        @Test
        void a_class_whose_fixture_never_worked_costs_what_it_took_to_fail() {
            record(run -> run.part(CART)
                    .containerFailed(CART)
                    .test(CART, "adds", NOT_RUN, 0)
                    .classFinished(CART, 60_000, 10));

            assertThat(cost(CART).wallNanos()).isEqualTo(millis(60_000));
        }

        @Test
        void a_run_of_everything_forgets_what_is_gone() {
            record(run -> run.part(CART)
                    .test(CART, "adds", PASSED, 100)
                    .test(CART, "removes", PASSED, 1000)
                    .classFinished(CART, 1110, 1110)
                    .part(ORDER)
                    .test(ORDER, "ships", FAILED, 30)
                    .classFinished(ORDER, 40, 40));
            record(
                    true,
                    End.COMPLETE,
                    "",
                    run -> run.part(CART).test(CART, "adds", PASSED, 100).classFinished(CART, 110, 110));

            assertThat(cost(CART).wallNanos()).isEqualTo(millis(110));
            assertThat(read().costs().ofClass(SUITE, ORDER)).isNull();
            assertThat(read().lastFailed()).isEmpty();
        }

        @Test
        void a_class_that_did_not_run_for_a_year_is_forgotten() {
            record(run -> run.part(ORDER).test(ORDER, "ships", PASSED, 30).classFinished(ORDER, 40, 40));
            runs += 400;
            record(run -> run.part(CART).test(CART, "adds", PASSED, 100).classFinished(CART, 110, 110));

            assertThat(read().costs().ofClass(SUITE, ORDER)).isNull();
        }
    }

    @Nested
    class LastFailed {
        @Test
        void names_the_invocation_that_failed_and_not_its_template() {
            record(run -> run.part(CART)
                    .test(CART, "prices[1]", PASSED, 1)
                    .test(CART, "prices[2]", FAILED, 1)
                    .test(CART, "adds", FAILED, 1)
                    .test(CART, "removes", ABORTED, 1)
                    .classFinished(CART, 5, 5));

            assertThat(read().lastFailed())
                    .containsExactlyInAnyOrder(
                            new LastFailure(SUITE, CART, id(CART, "prices[2]")),
                            new LastFailure(SUITE, CART, id(CART, "adds")));
        }

        @Test
        void names_the_template_when_more_than_a_hundred_invocations_failed() {
            record(run -> {
                run.part(CART);
                for (int i = 1; i <= 1000; i++) {
                    run.test(CART, "prices[" + i + "]", FAILED, 1);
                }
                run.classFinished(CART, 5, 5);
            });

            assertThat(read().lastFailed()).containsExactly(new LastFailure(SUITE, CART, staticId(CART, "prices[1]")));
        }

        @Test
        void keeps_what_later_runs_left_out_and_drops_what_they_repaired() {
            record(run -> run.part(CART)
                    .test(CART, "adds", FAILED, 1)
                    .test(CART, "removes", LOST, 1)
                    .test(CART, "empties", FAILED, 1)
                    .classFinished(CART, 5, 5));
            record(
                    true,
                    End.STOPPED,
                    "",
                    run -> run.part(CART)
                            .test(CART, "adds", PASSED, 1)
                            .test(CART, "empties", FAILED, 1)
                            .test(CART, "removes", NOT_RUN, 0));

            assertThat(read().lastFailed())
                    .extracting(LastFailure::uniqueId)
                    .containsExactlyInAnyOrder(id(CART, "removes"), id(CART, "empties"));
        }

        @Test
        void names_a_class_whose_fixture_failed_until_it_works_again() {
            record(run -> run.part(CART)
                    .containerFailed(CART)
                    .test(CART, "adds", NOT_RUN, 0)
                    .classFinished(CART, 5, 5));
            assertThat(read().lastFailed())
                    .containsExactly(new LastFailure(SUITE, CART, "[engine:junit-jupiter]/[class:" + CART + "]"));

            record(run -> run.part(CART).test(CART, "adds", PASSED, 1).classFinished(CART, 5, 5));
            assertThat(read().lastFailed()).isEmpty();
        }
    }

    @Nested
    class Flakiness {
        @Test
        void is_a_pass_on_a_retry_or_two_outcomes_of_the_same_code() {
            record(
                    false,
                    End.COMPLETE,
                    "c1",
                    run -> run.part(CART)
                            .attempt(CART, "adds", FAILED, 1, 1, false)
                            .attempt(CART, "adds", PASSED, 1, 2, true)
                            .test(CART, "removes", PASSED, 1)
                            .test(CART, "empties", PASSED, 1)
                            .classFinished(CART, 5, 5));
            record(
                    false,
                    End.COMPLETE,
                    "c1",
                    run -> run.part(CART)
                            .test(CART, "adds", PASSED, 1)
                            .test(CART, "removes", FAILED, 1)
                            .test(CART, "empties", PASSED, 1)
                            .classFinished(CART, 5, 5));
            record(
                    false,
                    End.COMPLETE,
                    "c1",
                    run -> run.part(CART).test(CART, "removes", PASSED, 1).classFinished(CART, 5, 5));
            record(
                    false,
                    End.COMPLETE,
                    "c2",
                    run -> run.part(CART).test(CART, "empties", FAILED, 1).classFinished(CART, 5, 5));

            List<TestHistory> flakiest = read().flakiest(5);

            assertThat(flakiest).extracting(TestHistory::name).containsExactly("removes", "adds");
            assertThat(flakiest.get(0)).satisfies(test -> {
                assertThat(test.flips()).isEqualTo(2);
                assertThat(test.passed()).isEqualTo(2);
                assertThat(test.failed()).isEqualTo(1);
                assertThat(test.recent()).hasSize(3);
            });
            assertThat(flakiest.get(1).flaky()).isEqualTo(1);
            assertThat(read().lastFailed()).extracting(LastFailure::uniqueId).containsExactly(id(CART, "empties"));
        }

        @Test
        void is_not_claimed_where_the_code_is_unknown() {
            record(run -> run.part(CART).test(CART, "adds", PASSED, 1).classFinished(CART, 5, 5));
            record(run -> run.part(CART).test(CART, "adds", FAILED, 1).classFinished(CART, 5, 5));

            assertThat(read().flakiest(5)).isEmpty();
        }
    }

    @Nested
    class Growth {
        @Test
        void outcomes_of_the_last_hundred_runs_are_kept_and_older_ones_counted() {
            for (int i = 0; i < 130; i++) {
                Outcomes outcome = i % 10 == 0 ? Outcomes.BAD : Outcomes.GOOD;
                record(run -> run.part(CART)
                        .test(CART, "adds", outcome == Outcomes.BAD ? FAILED : PASSED, 1)
                        .classFinished(CART, 5, 5));
            }

            TestHistory test = read().find("adds").get(0);

            assertThat(test.recent()).hasSize(100);
            assertThat(test.recent().get(99).runId()).isEqualTo("run-130");
            assertThat(test.passed()).isEqualTo(117);
            assertThat(test.failed()).isEqualTo(13);
            assertThat(read().trend(1000)).hasSize(130);
            assertThat(read().trend(2)).extracting(PastRun::id).containsExactly("run-129", "run-130");
        }

        private enum Outcomes {
            GOOD,
            BAD
        }
    }

    @Nested
    class Search {
        @BeforeEach
        void twoClasses() {
            record(run -> run.part(CART)
                    .test(CART, "adds", PASSED, 10)
                    .test(CART, "prices[1]", PASSED, 700)
                    .classFinished(CART, 5, 5)
                    .part(ORDER)
                    .test(ORDER, "ships", PASSED, 300)
                    .test(ORDER, "adds", PASSED, 5)
                    .classFinished(ORDER, 5, 5));
        }

        @Test
        void finds_by_class_method_or_both_in_any_case() {
            assertThat(names("CartTest")).containsExactly("CartTest#adds", "CartTest#prices");
            assertThat(names("shop.ordertest#ships")).containsExactly("OrderTest#ships");
            assertThat(names("adds")).containsExactly("CartTest#adds", "OrderTest#adds");
            assertThat(names("#sh*")).containsExactly("OrderTest#ships");
            assertThat(names("*Order*#*")).containsExactly("OrderTest#ships", "OrderTest#adds");
            assertThat(names("a.b")).isEmpty();
        }

        @Test
        void suggests_names_that_are_spelt_alike() {
            assertThat(read().near("OrderTest#shibs", 3)).startsWith("OrderTest#ships");
            assertThat(read().near("zzzzzz", 3)).isEmpty();
        }

        @Test
        void gives_the_dearest_first() {
            assertThat(read().slowest(3)).extracting(TestHistory::name).containsExactly("prices", "ships", "adds");
        }

        private List<String> names(String pattern) {
            return read().find(pattern).stream()
                    .map(test -> TestPattern.simple(test.className()) + "#" + test.name())
                    .toList();
        }
    }

    private void record(Consumer<FakeRun> events) {
        record(false, End.COMPLETE, "", events);
    }

    private void record(boolean everything, End end, String commit, Consumer<FakeRun> events) {
        runs++;
        try (History history = History.open(file(), warnings::add)) {
            FakeRun run = FakeRun.start(history.recorder(commit, everything), "run-" + runs, runs * DAY);
            events.accept(run);
            run.end(end);
        }
    }

    private History read() {
        History history = History.open(file(), warnings::add);
        opened.add(history);
        return history;
    }

    private final List<History> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(History::close);
    }

    private ClassCost cost(String className) {
        return requireNonNull(read().costs().ofClass(SUITE, className));
    }

    private long testCost(String className, String name) {
        return read().costs().ofTest(SUITE, staticId(className, name));
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    private Path file() {
        return folder.resolve(".assay/history.db");
    }
}
