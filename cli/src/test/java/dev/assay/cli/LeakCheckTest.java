package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.config.Leaks;
import dev.assay.core.Diagnosis;
import dev.assay.event.Leftover;
import dev.assay.event.RunEvent;
import dev.assay.report.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeakCheckTest {
    private final RunEvent.PartFinished part = new RunEvent.PartFinished(
            1,
            1,
            1,
            "shop",
            "com.acme.PriceTest",
            1,
            1,
            1,
            List.of(
                    new Leftover(
                            Leftover.Kind.SYSTEM_PROPERTY,
                            "currency",
                            "first seen after parses_prices; (not set) -> EUR"),
                    new Leftover(Leftover.Kind.CONNECTION, "of reads", "taken at reads (PriceTest.java:41)")));

    @Test
    void a_run_fails_for_what_was_left_behind_where_that_is_asked_for() throws Exception {
        assertThat(failure(Leaks.FAIL).map(Diagnosis::render)).contains(DocumentedErrors.message("ASSAY-CLI-112"));
        assertThat(failure(Leaks.WARN)).isEmpty();
        assertThat(failure(Leaks.OFF)).isEmpty();
    }

    @Test
    void a_run_does_not_fail_where_nothing_was_left_behind() {
        assertThat(new LeakCheck(Leaks.FAIL).failure(new Tally(1))).isEmpty();
    }

    @Test
    void what_is_not_to_be_reported_is_not_told() {
        List<RunEvent> told = new ArrayList<>();
        new LeakCheck(Leaks.OFF).before(told::add).on(part);
        new LeakCheck(Leaks.WARN).before(told::add).on(part);
        assertThat(told)
                .extracting(event -> ((RunEvent.PartFinished) event).leftovers().size())
                .containsExactly(0, 2);
    }

    private Optional<Diagnosis> failure(Leaks leaks) {
        Tally tally = new Tally(1);
        new LeakCheck(leaks).before(tally).on(part);
        return new LeakCheck(leaks).failure(tally);
    }
}
