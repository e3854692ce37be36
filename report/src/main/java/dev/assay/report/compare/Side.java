package dev.assay.report.compare;

import dev.assay.event.Outcome;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One of two runs that are compared.
 *
 * @param folder where it was read from
 * @param kind what it is
 * @param wallNanos how long it took; -1 where that is not known: Surefire does not write it
 * @param workNanos the sum of its classes' times
 * @param counts tests by outcome; containers that failed count as failed tests, as Surefire counts them
 * @param flaky tests that passed on a retry
 * @param tiers how its tests' databases were isolated, as they told; empty where none did
 * @param databaseNanos how long statements ran, together
 * @param complete whether the run came to its end
 * @since 0.1
 */
public record Side(
        Path folder,
        Kind kind,
        long wallNanos,
        long workNanos,
        Map<Outcome, Long> counts,
        long flaky,
        List<String> tiers,
        long databaseNanos,
        boolean complete) {

    /** Copies the counts. */
    public Side {
        tiers = List.copyOf(tiers);
        Map<Outcome, Long> copy = new EnumMap<>(Outcome.class);
        copy.putAll(counts);
        counts = Collections.unmodifiableMap(copy);
    }

    /** Returns how many tests had an outcome. */
    public long count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    /** Returns how many tests there are. */
    public long tests() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What was read. */
    public enum Kind {
        /** A run of Assay's. */
        RUN,
        /** Surefire's reports. */
        SUREFIRE
    }
}
