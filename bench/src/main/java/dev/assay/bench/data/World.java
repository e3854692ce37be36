package dev.assay.bench.data;

import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import dev.assay.data.ScenarioSpec;
import dev.assay.data.store.Store;
import dev.assay.example.billing.Billing;
import java.time.LocalDate;

/** A scenario in a store: every row of it is there and was verified. */
final class World implements AutoCloseable {
    private final Store store;
    private final long rows;

    private World(Dataset data) {
        this.store = Store.of(data);
        long looked = 0;
        for (long each : store.verify().orThrow().rows().values()) {
            looked += each;
        }
        this.rows = looked;
    }

    static World of(String scenario) {
        return new World(dataset(scenario));
    }

    static Dataset dataset(String scenario) {
        ScenarioSpec spec = switch (scenario) {
            case "small" -> Billing.SMALL_SCENARIO;
            case "medium" -> Billing.MEDIUM_SCENARIO;
            case "large" -> Billing.LARGE_SCENARIO;
            default -> throw new IllegalArgumentException(scenario);
        };
        return spec.dataset(Seed.of(42), LocalDate.of(2026, 1, 1));
    }

    long rows() {
        return rows;
    }

    @Override
    public void close() {
        store.close();
    }
}
