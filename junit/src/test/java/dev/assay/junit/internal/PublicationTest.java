package dev.assay.junit.internal;

import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.sql.DatabaseUse;
import dev.assay.sql.DatabaseUse.Effect;
import dev.assay.sql.Tier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublicationTest {
    @Test
    void what_a_test_did_is_told_in_names_and_figures() {
        assertThat(Publication.entries(use(List.of())))
                .isEqualTo(Map.of(
                        "assay.sql",
                        "tier=SANDBOX effect=WRITE databases=1 statements=2 read=3 written=4 errors=5 nanos=6"
                                + " connections=7 waits=8 turn=9 pool=10 held=11 unclosed=0 server=12"));
    }

    @Test
    void connections_that_were_never_closed_are_told_by_where_they_were_taken() {
        assertThat(Publication.entries(use(List.of("reminds (DunningTest.java:41)", "bills (DunningTest.java:7)"))))
                .containsEntry("assay.unclosed", "reminds (DunningTest.java:41)\nbills (DunningTest.java:7)")
                .hasEntrySatisfying("assay.sql", text -> assertThat(text).contains(" unclosed=2 "));
    }

    private static DatabaseUse use(List<String> unclosed) {
        return new DatabaseUse(
                Tier.SANDBOX,
                1,
                Effect.WRITE,
                2,
                3,
                4,
                5,
                ofNanos(6),
                7,
                8,
                ofNanos(9),
                ofNanos(10),
                ofNanos(11),
                12,
                unclosed);
    }
}
