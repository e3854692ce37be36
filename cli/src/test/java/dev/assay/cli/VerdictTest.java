package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.RunEvent.RunFinished.End;
import dev.assay.event.TestRef;
import dev.assay.report.Tally;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private final Tally tally = new Tally(0);

    @Test
    void a_pass_is_0() {
        outcome(Outcome.PASSED, 1);
        assertThat(verdict(End.COMPLETE, false, false, false)).isEqualTo(ExitCode.PASSED);
    }

    @Test
    void skipped_tests_alone_are_something() {
        outcome(Outcome.SKIPPED, 1);
        assertThat(verdict(End.COMPLETE, false, false, false)).isEqualTo(ExitCode.PASSED);
    }

    @Test
    void no_outcome_is_nothing() {
        assertThat(verdict(End.COMPLETE, false, false, false)).isEqualTo(ExitCode.NOTHING);
    }

    @Test
    void a_test_that_was_not_run_and_nothing_explains_it_breaks_a_green_run() {
        outcome(Outcome.PASSED, 1);
        outcome(Outcome.NOT_RUN, 1);
        assertThat(verdict(End.COMPLETE, false, false, false)).isEqualTo(ExitCode.BROKEN);
    }

    @Test
    void flaky_fails_only_where_configured() {
        outcome(Outcome.PASSED, 2);
        assertThat(verdict(End.COMPLETE, false, false, false)).isEqualTo(ExitCode.PASSED);
        assertThat(verdict(End.COMPLETE, true, false, false)).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void a_lost_test_weighs_more_than_a_failed_one() {
        outcome(Outcome.FAILED, 1);
        assertThat(verdict(End.STOPPED, false, false, false)).isEqualTo(ExitCode.FAILED);
        outcome(Outcome.LOST, 1);
        assertThat(verdict(End.COMPLETE, false, false, false)).isEqualTo(ExitCode.BROKEN);
    }

    @Test
    void a_mishap_fails_and_missing_reports_break_what_passed() {
        outcome(Outcome.PASSED, 1);
        assertThat(verdict(End.COMPLETE, false, true, true)).isEqualTo(ExitCode.FAILED);
        assertThat(verdict(End.COMPLETE, false, false, true)).isEqualTo(ExitCode.BROKEN);
    }

    @Test
    void an_interrupt_weighs_most() {
        outcome(Outcome.LOST, 1);
        assertThat(verdict(End.INTERRUPTED, false, false, false)).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(verdict(End.BROKEN, false, false, false)).isEqualTo(ExitCode.BROKEN);
    }

    @Test
    void an_outcome_that_was_not_counted_breaks_what_passed() {
        outcome(Outcome.PASSED, 1);
        RunEvent.RunFinished finished = new RunEvent.RunFinished(1, 1, 0, 2, End.COMPLETE, "");
        assertThat(new Verdict(finished, tally, false, false, false).exitCode()).isEqualTo(ExitCode.BROKEN);
    }

    private ExitCode verdict(End end, boolean flakyFails, boolean mishap, boolean unwritten) {
        RunEvent.RunFinished finished =
                new RunEvent.RunFinished(1, 1, 0, tally.counts().total(), end, "");
        return new Verdict(finished, tally, flakyFails, mishap, unwritten).exitCode();
    }

    private void outcome(Outcome outcome, int attempt) {
        TestRef test = new TestRef("s", "a.A", "a.A", "id", "t", "t", List.of());
        tally.on(new RunEvent.TestFinished(1, 1, test, outcome, 1, attempt, true, null, ""));
    }
}
