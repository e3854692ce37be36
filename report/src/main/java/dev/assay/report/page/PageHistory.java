package dev.assay.report.page;

import java.util.List;

/**
 * What earlier runs say, as the page shows it.
 *
 * @param runs runs of the same target, oldest first; may or may not hold the run that is shown
 * @param flaky tests that were flaky lately, the worst first
 * @since 0.1
 */
public record PageHistory(List<Run> runs, List<Flaky> flaky) {
    /** Nothing is known of earlier runs. */
    public static final PageHistory NONE = new PageHistory(List.of(), List.of());

    /** Copies the lists. */
    public PageHistory {
        runs = List.copyOf(runs);
        flaky = List.copyOf(flaky);
    }

    /**
     * An earlier run.
     *
     * @param epochMillis when it began
     * @param failed tests that failed or were lost
     */
    public record Run(
            String runId, long epochMillis, long wallNanos, long cpuNanos, long tests, long failed, long flaky) {}

    /**
     * A flaky test's past.
     *
     * @param name as {@link dev.assay.event.TestRef#name()}
     * @param outcomes its latest outcomes, oldest first, a letter each: {@code P} passed, {@code F} failed, {@code Y}
     *     passed on retry, {@code A} aborted, {@code S} skipped, {@code L} lost, {@code N} not run
     * @param rate share of its runs that were not a plain pass, from 0 to 1
     */
    public record Flaky(String suite, String className, String name, String outcomes, double rate) {}
}
