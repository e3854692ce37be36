package dev.assay.cli;

import dev.assay.cli.config.Leaks;
import dev.assay.core.Diagnosis;
import dev.assay.event.RunEvent;
import dev.assay.event.RunEvent.PartFinished;
import dev.assay.event.RunListener;
import dev.assay.report.Tally;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sees to it that what classes leave behind means what the settings say. */
record LeakCheck(Leaks leaks) {
    private static final int NAMED = 5;

    /** Returns a reader that is told of leftovers as far as they are to be reported. */
    RunListener before(RunListener reader) {
        return leaks == Leaks.OFF ? event -> reader.on(without(event)) : reader;
    }

    private static RunEvent without(RunEvent event) {
        return event instanceof PartFinished part && !part.leftovers().isEmpty()
                ? new PartFinished(
                        part.at(),
                        part.part(),
                        part.worker(),
                        part.suite(),
                        part.className(),
                        part.wallNanos(),
                        part.cpuNanos(),
                        part.discovered(),
                        List.of())
                : event;
    }

    /** Returns why the run fails, once it has finished; nothing if it does not. */
    Optional<Diagnosis> failure(Tally tally) {
        long found = tally.leftoversFound();
        if (leaks != Leaks.FAIL || found == 0) {
            return Optional.empty();
        }
        List<String> named = tally.leftovers().stream()
                .limit(NAMED)
                .map(left -> left.className().substring(left.className().lastIndexOf('.') + 1) + ": "
                        + left.leftover().kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " "
                        + left.leftover().name() + ", " + left.leftover().detail())
                .toList();
        return Optional.of(Diagnosis.of("ASSAY-CLI-112", "classes left something behind.")
                .with("found", found)
                .with(found > NAMED ? "the first" : "what", String.join("\n", named))
                .because("leaks = \"fail\" makes the run fail, although every test may have passed")
                .toFix("close it, or set it back, in an after-each or after-all method")
                .toFix("leaks = \"warn\" in assay.toml, or --leaks warn"));
    }
}
