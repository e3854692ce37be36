package dev.assay.report.terminal;

import dev.assay.core.Diagnosis;
import dev.assay.report.OverBudget;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the summary says beside what the events tell.
 *
 * @param folder where the reports lie
 * @param page the page; null where it could not be written
 * @param overBudget time budgets that were exceeded
 * @param reasons why the run fails although its tests passed
 * @param problems reports that could not be written
 * @since 0.1
 */
public record Ending(
        Path folder, @Nullable Path page, List<OverBudget> overBudget, List<String> reasons, List<Diagnosis> problems) {
    /** Copies the lists. */
    public Ending {
        overBudget = List.copyOf(overBudget);
        reasons = List.copyOf(reasons);
        problems = List.copyOf(problems);
    }
}
