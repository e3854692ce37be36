package dev.assay.bench.data;

import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
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
        int[] counts = switch (scenario) {
            case "small" -> new int[] {25, 100, 75};
            case "medium" -> new int[] {100, 500, 300};
            case "large" -> new int[] {1_000, 2_000, 5_000};
            default -> throw new IllegalArgumentException(scenario);
        };
        return Shop.scenario(counts[0], counts[1], counts[2]).dataset(Seed.of(42), LocalDate.of(2026, 1, 1));
    }

    long rows() {
        return tables.stream().mapToLong(List::size).sum();
    }

    @Override
    public void close() {
        tables.clear();
    }
}
