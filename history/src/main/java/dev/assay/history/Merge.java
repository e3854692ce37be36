package dev.assay.history;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins another history into ours, run by run: a run that is known here already adds nothing.
 *
 * <p>Outcomes that the other has only counted, their runs being forgotten, are taken over for classes that are unknown
 * here; for the others they cannot be told from our own.
 */
final class Merge {
    private static final Comparator<PastRun> BY_TIME =
            Comparator.comparingLong(PastRun::startMillis).thenComparing(PastRun::id);

    private final Store from;
    private final Store to;
    /** Our numbers of the other's runs that were unknown here. */
    private final Map<Long, Long> added = new HashMap<>();

    private Map<Long, PastRun> runs = Map.of();

    Merge(Store from, Store to) {
        this.from = from;
        this.to = to;
    }

    /** Returns how many runs were added. */
    int run() throws SQLException {
        addRuns();
        if (added.isEmpty()) {
            return 0;
        }
        runs = to.runs();
        from.eachClass(theirs -> {
            if (theirs.runs().stream().anyMatch(added::containsKey)) {
                ClassRecord ours = to.find(theirs.suite, theirs.className);
                to.save(ours == null ? adopt(theirs) : join(ours, theirs));
            }
        });
        for (Map.Entry<Long, Long> run : added.entrySet()) {
            to.copyFailures(run.getValue(), from.failures(run.getKey()));
        }
        to.trim(0);
        return added.size();
    }

    private void addRuns() throws SQLException {
        List<PastRun> known = new ArrayList<>(to.runs().values());
        boolean full = known.size() >= Store.RUNS;
        for (Map.Entry<Long, PastRun> run : from.runs().entrySet()) {
            // Where ours has begun to forget runs, an older one may be one that it has forgotten, and counted.
            if (!full || BY_TIME.compare(run.getValue(), known.get(0)) > 0) {
                long number = to.addRun(run.getValue());
                if (number != 0) {
                    added.put(run.getKey(), number);
                }
            }
        }
    }

    private ClassRecord adopt(ClassRecord theirs) {
        ClassRecord ours = theirs.emptied();
        copyRuns(ours, theirs);
        return ours;
    }

    private ClassRecord join(ClassRecord ours, ClassRecord theirs) {
        ours.learn(theirs);
        copyRuns(ours, theirs);
        return ours;
    }

    private void copyRuns(ClassRecord ours, ClassRecord theirs) {
        for (int i = 0; i < theirs.runs().size(); i++) {
            Long number = added.get(theirs.runs().get(i));
            if (number != null) {
                ours.copyRun(place(ours.runs(), number), number, theirs, i);
            }
        }
        ours.trim();
    }

    private int place(List<Long> numbers, long number) {
        PastRun run = runs.get(number);
        int at = numbers.size();
        while (at > 0 && isAfter(runs.get(numbers.get(at - 1)), run)) {
            at--;
        }
        return at;
    }

    private static boolean isAfter(@Nullable PastRun one, @Nullable PastRun other) {
        return one != null && (other == null || BY_TIME.compare(one, other) > 0);
    }
}
