package dev.assay.report.compare;

import dev.assay.event.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says in which tests two runs differ. Tests are matched by class and name; several of one name are matched as often as
 * both runs have them.
 *
 * <p>Of a test that was not run and that the other side does not mention nothing is said: it has no outcome on either.
 * Flaky is a kind of passed.
 *
 * @param a one run
 * @param b the other
 * @param differences tests that both have, with different outcomes, by name
 * @param onlyInA tests that only the one has, by name
 * @param onlyInB tests that only the other has, by name
 * @param times of the classes that both have, those that differ most first; empty where a run does not tell
 * @since 0.1
 */
public record Comparison(
        Side a,
        Side b,
        List<Difference> differences,
        List<Difference> onlyInA,
        List<Difference> onlyInB,
        List<ClassTime> times) {

    /** How long a class took in the one run and in the other. */
    public record ClassTime(String className, long a, long b) {}

    /** Copies the lists. */
    public Comparison {
        times = List.copyOf(times);
        differences = List.copyOf(differences);
        onlyInA = List.copyOf(onlyInA);
        onlyInB = List.copyOf(onlyInB);
    }

    /**
     * Compares two folders, each of which holds a run of Assay's ({@code events.bin}) or Surefire's reports
     * ({@code TEST-*.xml}).
     *
     * @throws dev.assay.core.DiagnosisException if a folder does not exist, holds neither, or is damaged
     */
    public static Comparison of(Path a, Path b) {
        Results one = Results.read(a);
        Results other = Results.read(b);
        return new Matching(one, other).compare();
    }

    /** Tells whether both have the same tests with the same outcomes. */
    public boolean isEqual() {
        return differences.isEmpty() && onlyInA.isEmpty() && onlyInB.isEmpty();
    }

    /**
     * Returns how long {@code b} took in relation to {@code a}: 0.5 is half the time. The runs' wall times are compared
     * where both are known, else the sums of their classes' times; NaN where a time is not known or zero.
     */
    public double timeRatio() {
        long one = isWallKnown() ? a.wallNanos() : a.workNanos();
        long other = isWallKnown() ? b.wallNanos() : b.workNanos();
        return one <= 0 || other < 0 ? Double.NaN : (double) other / one;
    }

    /** Tells whether {@link #timeRatio} is of wall times; otherwise it is of sums. */
    public boolean isWallKnown() {
        return a.wallNanos() >= 0 && b.wallNanos() >= 0;
    }

    /**
     * A test whose outcomes differ, or that one side does not have.
     *
     * @param className binary name of its class
     * @param name its name, as {@code b} writes it where both have it
     * @param a its outcome in the one run; null if that does not have it
     * @param b its outcome in the other; null if that does not have it
     */
    public record Difference(
            String className,
            String name,
            @Nullable Outcome a,
            @Nullable Outcome b) {}
}
