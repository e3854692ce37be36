package dev.assay.cli.parallel;

import dev.assay.core.Diagnosis;
import java.nio.file.Path;

/** What keeps {@code assay parallelize} from saying anything. */
public final class ParallelErrors {
    private ParallelErrors() {}

    /** An option of {@code assay test} that the rounds set by themselves. */
    public static Diagnosis ownOption(String option) {
        return Diagnosis.of("ASSAY-CLI-110", "an option does not go with assay parallelize.")
                .with("option", option)
                .because("its rounds run everything, each in an order and on workers of its own")
                .toFix("leave out " + option)
                .toFix("--rounds N, for more rounds; --workers N, for how many workers the last ones have");
    }

    /** A round that did not come to its end says nothing of any test. */
    static Diagnosis broken(String reason, Path folder) {
        return Diagnosis.of("ASSAY-CLI-111", "a round did not come to its end, and nothing can be compared with it.")
                .with("reason", reason)
                .with("events", folder.resolve("events.bin"))
                .because("a test without an outcome is neither equal nor different")
                .toFix("assay test, until it comes to its end, and then assay parallelize again");
    }
}
