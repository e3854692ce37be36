package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.event.Failure;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.RunEvent.ContainerFailed;
import dev.assay.event.RunEvent.TestFinished;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Failure FAILURE = new Failure("java.lang.AssertionError", "no", "trace");

    private final List<RunEvent> events = new ArrayList<>();
    private final ClassTask task = Sample.task("a.T", 1, null);

    private Ledger ledger(int retries) {
        return new Ledger(retries, () -> 1, events::add, new Notices(() -> 1, events::add));
    }

    private Part attempt(int number) {
        return Part.of(task).attempt(number).build(number);
    }

    private static TestFinished finished(String id, Outcome outcome, int attempt) {
        return new TestFinished(0, attempt, Sample.test(id), outcome, 1, attempt, true, null, "");
    }

    private List<Boolean> last() {
        return events.stream()
                .filter(event -> !(event instanceof RunEvent.Notice))
                .map(event -> event instanceof TestFinished test ? test.last() : ((ContainerFailed) event).last())
                .toList();
    }

    @Test
    void a_failure_without_retries_counts_at_once() {
        Ledger ledger = ledger(0);
        ledger.finished(attempt(1), finished("t", Outcome.FAILED, 1));
        ledger.discovered(1);
        assertThat(ledger.isBad()).isTrue();
        assertThat(ledger.outcomes()).isEqualTo(ledger.discovered()).isEqualTo(1);
        assertThat(last()).containsExactly(true);
    }

    @Test
    void a_failed_attempt_is_superseded_by_the_next() {
        Ledger ledger = ledger(1);
        ledger.finished(attempt(1), finished("t", Outcome.FAILED, 1));
        ledger.discovered(1);
        assertThat(task.toRetry).containsOnlyKeys("t");
        ledger.finished(attempt(2), finished("t", Outcome.PASSED, 2));
        ledger.discovered(1);
        assertThat(task.toRetry).isEmpty();
        assertThat(ledger.isBad()).isFalse();
        assertThat(ledger.outcomes()).isEqualTo(ledger.discovered()).isEqualTo(1);
        assertThat(last()).containsExactly(false, true);
    }

    @Test
    void more_failures_than_can_be_held_stand_at_once_and_that_is_said_once() {
        Ledger ledger = ledger(1);
        for (int i = 0; i < Ledger.MAX_RETRIED + 2; i++) {
            ledger.finished(attempt(1), finished("t" + i, Outcome.FAILED, 1));
        }
        ledger.discovered(Ledger.MAX_RETRIED + 2);
        assertThat(task.toRetry).hasSize(Ledger.MAX_RETRIED).doesNotContainKey("t" + Ledger.MAX_RETRIED);
        assertThat(ledger.isBad()).isTrue();
        assertThat(events.stream().filter(RunEvent.Notice.class::isInstance)).hasSize(1);
        ledger.settleUnretried(task);
        assertThat(ledger.outcomes()).isEqualTo(ledger.discovered()).isEqualTo(Ledger.MAX_RETRIED + 2);
    }

    @Test
    void large_failures_are_bounded_over_all_classes_until_they_are_settled() {
        Ledger ledger = ledger(1);
        Failure large = new Failure("java.lang.AssertionError", "", "x".repeat(12 << 20));
        for (int i = 0; i < 4; i++) {
            ledger.finished(
                    Part.of(Sample.task("a.T" + i, 1, null)).build(i),
                    new TestFinished(0, i, Sample.test("t" + i), Outcome.FAILED, 1, 1, true, large, ""));
        }
        assertThat(last()).containsExactly(false, false, false, true);
        ledger = ledger(1);
        events.clear();
        for (int i = 0; i < 4; i++) {
            ledger.finished(
                    attempt(1), new TestFinished(0, 1, Sample.test("t"), Outcome.FAILED, 1, 1, true, large, ""));
            ledger.containerFailed(attempt(1), new ContainerFailed(0, 1, Sample.test("c"), large, true));
            ledger.settleUnretried(task);
        }
        assertThat(last())
                .containsExactly(
                        false, false, true, true, false, false, true, true, false, false, true, true, false, false,
                        true, true);
    }

    @Test
    void a_retry_that_never_happens_lets_the_last_attempt_stand() {
        Ledger ledger = ledger(1);
        ledger.finished(attempt(1), finished("t", Outcome.FAILED, 1));
        ledger.discovered(1);
        ledger.settleUnretried(task);
        assertThat(ledger.isBad()).isTrue();
        assertThat(ledger.outcomes()).isEqualTo(ledger.discovered()).isEqualTo(1);
        assertThat(last()).containsExactly(false, true);
    }

    @Test
    void a_template_is_no_longer_to_be_retried_once_it_registers_tests() {
        Ledger ledger = ledger(1);
        task.toRetry.put("[c:T]/[test-template:m()]", finished("[c:T]/[test-template:m()]", Outcome.NOT_RUN, 1));
        ledger.finished(
                attempt(2), finished("[c:T]/[test-template:m()]/[test-template-invocation:#1]", Outcome.PASSED, 2));
        assertThat(task.toRetry).isEmpty();
    }

    @Test
    void what_was_not_run_because_its_container_failed_is_tried_again() {
        Ledger ledger = ledger(1);
        Part part = attempt(1);
        ledger.containerFailed(part, new ContainerFailed(0, 1, Sample.test("c"), FAILURE, true));
        ledger.finished(part, finished("t", Outcome.NOT_RUN, 1));
        assertThat(task.toRetry).containsOnlyKeys("t");
        assertThat(ledger.isBad()).isFalse();
        assertThat(last()).containsExactly(false, false);
    }

    @Test
    void a_failed_container_counts_where_no_retry_follows() {
        Ledger ledger = ledger(1);
        ledger.containerFailed(attempt(1), new ContainerFailed(0, 1, Sample.test("c"), FAILURE, true));
        ledger.settleUnretried(task);
        assertThat(ledger.isBad()).isTrue();
        assertThat(last()).containsExactly(false, true);
        assertThat(task.containerFailures).isEmpty();
    }

    @Test
    void a_test_that_no_worker_can_conclude_counts_on_both_sides() {
        Ledger ledger = ledger(0);
        Part part = attempt(1);
        part.started(Sample.test("t"), 0);
        ledger.conclude(part, Sample.test("t"), Outcome.LOST, 1, FAILURE, "gone");
        assertThat(part.running).isEmpty();
        assertThat(ledger.outcomes()).isEqualTo(ledger.discovered()).isEqualTo(1);
    }
}
