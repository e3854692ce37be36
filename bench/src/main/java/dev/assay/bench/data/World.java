package dev.assay.bench.data;

import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.ScenarioSpec;
import dev.assay.example.billing.Billing;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A scenario, every row of which is there and was verified. */
final class World implements AutoCloseable {
    private final List<List<Object>> tables = new ArrayList<>();

    private World(Dataset data) {
        for (Entity entity : data.model().entities()) {
            List<Object> rows = new ArrayList<>();
            for (long i = 0; i < data.count(entity); i++) {
                rows.add(data.instance(entity, i));
            }
            tables.add(rows);
        }
        data.verify().orThrow();
    }

    static World of(String scenario) {
        return new World(dataset(scenario));
    }

    static Dataset dataset(String scenario) {
        ScenarioSpec spec =
                switch (scenario) {
                    case "small" -> Billing.SMALL_SCENARIO;
                    case "medium" -> Billing.MEDIUM_SCENARIO;
                    case "large" -> Billing.LARGE_SCENARIO;
                    default -> throw new IllegalArgumentException(scenario);
                };
        return spec.dataset(Seed.of(42), LocalDate.of(2026, 1, 1));
    }

    long rows() {
        return tables.stream().mapToLong(List::size).sum();
    }

    @Override
    public void close() {
        tables.clear();
    }
}
