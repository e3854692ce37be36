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
                .isEqualTo("mvn test '-Dtest=shop.BillingTest#totals' "
                        + "-Dsurefire.failIfNoSpecifiedTests=false -Dassay.seed=seed:1f");
    }

    @Test
    void a_test_of_failsafe_is_replayed_as_such() {
        Replay replay = new Replay("shop.BillingIT$Totals#add_up", Beginning.USUAL);
        assertThat(replay.line(Optional.of("/project/target/surefire/surefirebooter-1.jar a b")))
                .isEqualTo("mvn verify '-Dit.test=shop.BillingIT$Totals#add_up' "
                        + "-Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false "
                        + "-Dassay.seed=1");
    }

    @Test
    void where_the_tool_is_not_known_the_settings_are_told() {
        assertThat(line("com.intellij.rt.junit.JUnitStarter"))
                .isEqualTo("'shop.BillingTest#totals' with -Dassay.seed=1");
        assertThat(new Replay("shop.BillingTest", Beginning.USUAL).line(Optional.empty()))
                .isEqualTo("'shop.BillingTest' with -Dassay.seed=1");
    }

    @Test
    void another_day_is_part_of_it() {
        assertThat(line("dev.assay.worker.Worker 4711", "assay.asOf", "2027-12-24"))
                .isEqualTo("assay test -t 'shop.BillingTest#totals' "
                        + "--jvm-args='-Dassay.seed=1 -Dassay.asOf=2027-12-24'");
    }
}
