package dev.assay.example.billing;

import static dev.assay.example.billing.Given.AS_OF;

import dev.assay.core.Seed;
import dev.assay.data.store.Store;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.approvaltests.Approvals;
import org.approvaltests.core.Options;
import org.approvaltests.reporters.QuietReporter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The recipe of docs/guide/data-snapshots.md: what the code makes of a whole scenario, approved once. */
class SnapshotTest {
    @Test
    void what_is_overdue_in_the_small_scenario() {
        try (Store store = Billing.store(Billing.SMALL_SCENARIO.dataset(Seed.of(42), AS_OF))) {
            List<Map<String, @Nullable Object>> overdue = store.read(Invoice.class, "overdue")
                    .report("invoiceNumber", "dueDate", "daysOverdue", "formattedTotal");
            String lines = overdue.stream().map(Map::toString).collect(Collectors.joining("\n"));
            Approvals.verify(lines, new Options(QuietReporter.INSTANCE));
        }
    }
}
