package dev.assay.report;

/**
 * A time budget that a run exceeded.
 *
 * @param what what the budget is for: {@code profile fast}, {@code tag db}, {@code class a.SlowTest}
 * @param limitNanos how long it may take
 * @param actualNanos how long it took
 * @since 0.1
 */
public record OverBudget(String what, long limitNanos, long actualNanos) {}
