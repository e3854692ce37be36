package dev.assay.junit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static String line(String command, String... settings) {
        Beginning beginning = Beginning.of(name -> Optional.ofNullable(
                (settings.length == 0 ? Map.<String, String>of() : Map.of(settings[0], settings[1])).get(name)));
        return new Replay("shop.BillingTest#totals", beginning).line(Optional.of(command));
    }

    @Test
    void a_test_is_replayed_with_assay() {
        assertThat(line("dev.assay.worker.Worker 4711"))
                .isEqualTo("assay test -t 'shop.BillingTest#totals' --jvm-args=-Dassay.seed=1");
    }

    @Test
    void a_test_of_surefire_is_replayed_with_maven() {
        assertThat(line("/project/target/surefire/surefirebooter-1.jar a b", "assay.seed", "seed:1f"))
                .isEqualTo("mvn test '-Dtest=shop.BillingTest#totals' -Dassay.seed=seed:1f");
    }

    @Test
    void another_day_is_part_of_it() {
        assertThat(line("com.intellij.rt.junit.JUnitStarter", "assay.asOf", "2027-12-24"))
                .isEqualTo("assay test -t 'shop.BillingTest#totals' "
                        + "--jvm-args='-Dassay.seed=1 -Dassay.asOf=2027-12-24'");
    }
}
