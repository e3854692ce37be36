package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.event.Journal;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.TestRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeTableTest {
    @TempDir
    Path folder;

    private final List<Path> journals = new ArrayList<>();

    @Test
    void equal_runs_differ_in_nothing() throws IOException {
        run(finished("a", Outcome.PASSED, 1, true), finished("b", Outcome.FAILED, 1, true));
        run(finished("b", Outcome.FAILED, 1, true), finished("a", Outcome.PASSED, 1, true));
        assertThat(new OutcomeTable(journals).differences()).isEmpty();
    }

    @Test
    void a_test_that_fails_once_is_named_with_all_its_outcomes() throws IOException {
        run(finished("a", Outcome.PASSED, 1, true));
        run(finished("a", Outcome.FAILED, 1, true));
        run(finished("a", Outcome.PASSED, 1, true));
        assertThat(new OutcomeTable(journals).differences())
                .containsExactly(new OutcomeTable.Difference("a.ATest#a", List.of("passed", "failed", "passed")));
    }

    @Test
    void a_test_that_is_missing_in_a_run_differs() throws IOException {
        run(finished("a", Outcome.PASSED, 1, true));
        run();
        assertThat(new OutcomeTable(journals).differences())
                .containsExactly(new OutcomeTable.Difference("a.ATest#a", List.of("passed", "-")));
    }

    @Test
    void a_flaky_pass_is_not_a_pass_and_only_last_attempts_count() throws IOException {
        run(finished("a", Outcome.PASSED, 1, true));
        run(finished("a", Outcome.FAILED, 1, false), finished("a", Outcome.PASSED, 2, true));
        assertThat(new OutcomeTable(journals).differences())
                .containsExactly(new OutcomeTable.Difference("a.ATest#a", List.of("passed", "flaky")));
    }

    private void run(RunEvent... events) throws IOException {
        Path file = folder.resolve(journals.size() + ".bin");
        try (Journal journal = Journal.create(file)) {
            List.of(events).forEach(journal::on);
        }
        journals.add(file);
    }

    private static RunEvent finished(String name, Outcome outcome, int attempt, boolean last) {
        TestRef test = new TestRef(
                "s", "a.ATest", "a.ATest", "[engine:e]/[class:a.ATest]/[method:" + name + "]", name, name, List.of());
        return new RunEvent.TestFinished(1, 1, test, outcome, 1, attempt, last, null, "");
    }
}
