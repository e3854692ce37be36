package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.config.Budgets;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.TestRef;
import dev.assay.report.OverBudget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetCheckTest {
    @Test
    void a_tags_tests_are_added_up() {
        BudgetCheck check = check(Duration.ZERO, new Budgets(Map.of("db", Duration.ofNanos(10)), Map.of()));
        check.on(test("db", 6));
        check.on(test("web", 60));
        check.on(test("db", 6));
        check.on(end(100));
        assertThat(check.exceeded()).containsExactly(new OverBudget("tag db", 10, 12));
    }

    @Test
    void what_stays_within_its_budget_is_not_told() {
        BudgetCheck check = check(Duration.ofNanos(100), new Budgets(Map.of("db", Duration.ofNanos(10)), Map.of()));
        check.on(test("db", 10));
        check.on(end(100));
        assertThat(check.exceeded()).isEmpty();
    }

    @Test
    void the_whole_run_is_called_as_its_profile() {
        BudgetCheck check = check(Duration.ofNanos(99), Budgets.NONE);
        check.on(end(100));
        assertThat(check.exceeded()).containsExactly(new OverBudget("profile ci", 99, 100));
    }

    @ParameterizedTest
    @CsvSource({
        "SlowTest, true",
        "a.b.SlowTest, true",
        "*Test, true",
        "a.*, true",
        "Slow, false",
        "b.SlowTest, false",
        "lowTest, false"
    })
    void a_class_is_named_simply_or_wholly(String name, boolean matches) {
        BudgetCheck check = check(Duration.ZERO, new Budgets(Map.of(), Map.of(name, Duration.ofNanos(5))));
        check.on(new RunEvent.ClassFinished(1, "s", "a.b.SlowTest", 6, 6));
        assertThat(check.exceeded()).hasSize(matches ? 1 : 0);
    }

    private static BudgetCheck check(Duration whole, Budgets budgets) {
        return new BudgetCheck("profile ci", whole, budgets);
    }

    private static RunEvent test(String tag, long nanos) {
        TestRef test = new TestRef("s", "a.A", "a.A", "id", "t", "t", List.of(tag));
        return new RunEvent.TestFinished(1, 1, test, Outcome.PASSED, nanos, 1, true, null, "");
    }

    private static RunEvent end(long nanos) {
        return new RunEvent.RunFinished(nanos, nanos, 0, 0, RunEvent.RunFinished.End.COMPLETE, "");
    }
}
