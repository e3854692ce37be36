package dev.assay.junit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final String SUREFIRE = "/project/target/surefire/surefirebooter-1.jar a b";
    private static final String CLASSES = classpath("test-classes", "classes", "lib/other-1.0.jar");

    private static String classpath(String... inTarget) {
        return Arrays.stream(inTarget)
                .map(entry -> Path.of("/project/target", entry).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String line(String command, String... settings) {
        Beginning beginning = Beginning.of(name -> Optional.ofNullable(
                (settings.length == 0 ? Map.<String, String>of() : Map.of(settings[0], settings[1])).get(name)));
        return new Replay("shop.BillingTest#totals", beginning).line(Optional.of(command), CLASSES);
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

    private static final String FAILSAFE = "mvn verify '-Dit.test=shop.BillingIT$Totals#add_up' "
            + "-Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false -Dassay.seed=1";

    @Test
    void a_test_of_failsafe_is_replayed_as_such() {
        Replay replay = new Replay("shop.BillingIT$Totals#add_up", Beginning.USUAL);
        assertThat(replay.line(Optional.of(SUREFIRE), classpath("test-classes", "shop-1.0.jar")))
                .isEqualTo(FAILSAFE);
        Replay ofOtherName = new Replay("shop.Billing", Beginning.USUAL);
        assertThat(ofOtherName.line(Optional.of(SUREFIRE), classpath("test-classes", "shop-1.0.jar")))
                .startsWith("mvn verify '-Dit.test=shop.Billing' ");
    }

    @Test
    void where_it_may_be_failsafes_or_surefires_both_are_told() {
        Replay replay = new Replay("shop.BillingIT$Totals#add_up", Beginning.USUAL);
        assertThat(replay.line(Optional.of(SUREFIRE), CLASSES))
                .isEqualTo(FAILSAFE + ", or, if Surefire runs it, mvn test '-Dtest=shop.BillingIT$Totals#add_up' "
                        + "-Dsurefire.failIfNoSpecifiedTests=false -Dassay.seed=1");
    }

    @Test
    void where_the_tool_is_not_known_the_settings_are_told() {
        assertThat(line("com.intellij.rt.junit.JUnitStarter"))
                .isEqualTo("'shop.BillingTest#totals' with -Dassay.seed=1");
        assertThat(new Replay("shop.BillingTest", Beginning.USUAL).line(Optional.empty(), CLASSES))
                .isEqualTo("'shop.BillingTest' with -Dassay.seed=1");
    }

    @Test
    void another_day_is_part_of_it() {
        assertThat(line("dev.assay.worker.Worker 4711", "assay.asOf", "2027-12-24"))
                .isEqualTo("assay test -t 'shop.BillingTest#totals' "
                        + "--jvm-args='-Dassay.seed=1 -Dassay.asOf=2027-12-24'");
    }
}
