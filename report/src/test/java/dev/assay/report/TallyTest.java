package dev.assay.report;

import static dev.assay.report.Script.MS;
import static dev.assay.report.Script.test;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally(3);
    private final Script script = new Script(tally).begin();

    @Test
    void counts_each_test_once_and_flaky_tests_as_passed_too() {
        for (Outcome outcome : Outcome.values()) {
            script.end(1, test("a.T", outcome.name()), outcome, 1, true, null, "");
        }
        script.end(1, test("a.T", "flaky"), Outcome.FAILED, 1, false, null, "");
        script.end(1, test("a.T", "flaky"), Outcome.PASSED, 2, true, null, "");

        assertThat(tally.counts()).isEqualTo(new Counts(2, 1, 1, 1, 1, 1, 1));
        assertThat(tally.counts().total()).isEqualTo(7);
        assertThat(tally.flaky()).hasSize(1);
    }

    @Test
    void a_container_that_fails_for_good_is_bad_and_one_that_is_tried_again_is_not() {
        script.failContainer(1, "a.T", false).after(5).failContainer(1, "a.T", true);

        assertThat(tally.containersFailed()).isEqualTo(1);
        assertThat(tally.bad()).hasSize(1).allMatch(Tally.Bad::container);
        assertThat(tally.firstFailureAt()).isEqualTo(5 * MS);
    }

    @Test
    void time_of_workers_is_tests_fixtures_idle_and_start() {
        script.after(100).worker(1).after(100).worker(2).part(1, 1, "a.T");
        script.pass(1, test("a.T", "one")).after(300).endPart(1, 1, "a.T", 300);
        script.event(new RunEvent.WorkerEnded(script.now(), 2, true, 0, "", ""))
                .after(100)
                .finish(1);

        Tally.Time time = tally.time();
        assertThat(time.tests()).isEqualTo(7 * MS);
        assertThat(time.fixtures()).isEqualTo(293 * MS);
        assertThat(time.start()).isEqualTo(300 * MS);
        assertThat(time.idle()).isEqualTo((500 + 300 - 300) * MS);
        assertThat(tally.workers()).isEqualTo(2);
    }

    @Test
    void only_the_slowest_tests_are_kept() {
        for (int i = 1; i <= 10; i++) {
            script.event(new RunEvent.TestFinished(
                    i, 1, test("a.T", "t" + i), Outcome.PASSED, (i * 7 % 11) * MS, 1, true, null, ""));
        }

        assertThat(tally.slowest()).extracting(Tally.Slow::wallNanos).containsExactly(10 * MS, 9 * MS, 8 * MS);
    }

    @Test
    void what_there_may_be_very_much_of_is_counted_and_not_kept() {
        for (int i = 0; i < 5000; i++) {
            script.fail(1, test("a.T", "t" + i), Script.error("x".repeat(5000)));
            script.notice(RunEvent.Notice.Level.INFO, "notice " + i).notice(RunEvent.Notice.Level.INFO, "again");
            script.end(1, test("a.T", "n" + i), Outcome.NOT_RUN, 1, true, null, "reason " + i);
        }

        assertThat(tally.counts().failed()).isEqualTo(5000);
        assertThat(tally.bad())
                .hasSize(Tally.MOST)
                .allMatch(bad -> bad.message().length() < 2100);
        assertThat(tally.notices()).hasSize(Tally.MOST).containsValue(5000);
        assertThat(tally.notRun()).hasSize(Tally.MOST + 1).containsEntry("other reasons", 5000L - Tally.MOST);
    }
}
