package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.event.RunEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleRunTest {
    @Test
    void the_large_run_has_an_outcome_for_every_test_and_its_events_are_in_order() {
        List<RunEvent> events = SampleRun.large();

        assertThat(events.stream()
                        .filter(event -> event instanceof RunEvent.TestFinished test && test.last())
                        .count())
                .isEqualTo(57_446);
        assertThat(events.stream().anyMatch(event -> event instanceof RunEvent.ContainerFailed))
                .isTrue();
        assertThat(((RunEvent.RunFinished) events.get(events.size() - 1)).discovered())
                .isEqualTo(57_446);
    }
}
