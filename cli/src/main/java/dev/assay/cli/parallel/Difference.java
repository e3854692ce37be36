package dev.assay.cli.parallel;

import dev.assay.event.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A test whose outcome in a round is not that of the first run.
 *
 * @param test what tells it from all others
 * @param seen the test; its outcome is that of the first run, or of the round where the first did not have it
 * @param now its outcome in the round; null if it was not there
 */
public record Difference(
        String test, Observation.Seen seen, @Nullable Outcome now) {

    /** Compares a round with the first run, in the classes that the round had. */
    public static List<Difference> between(Map<String, Observation.Seen> first, Map<String, Observation.Seen> round) {
        List<Difference> differences = new ArrayList<>();
        first.forEach((key, seen) -> {
            Observation.Seen now = round.get(key);
            if (now == null || now.outcome() != seen.outcome()) {
                differences.add(new Difference(key, seen, now == null ? null : now.outcome()));
            }
        });
        round.forEach((key, seen) -> {
            if (!first.containsKey(key)) {
                differences.add(new Difference(key, seen, seen.outcome()));
            }
        });
        return differences;
    }
}
