package dev.assay.junit.internal;

import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import java.util.stream.Collectors;

/**
 * What a scenario and a beginning determine, once for all who ask.
 *
 * <p>Thread-safe.
 */
final class Made implements Gift {
    private final Class<?> catalogue;
    private final Dataset dataset;
    private final Beginning beginning;

    Made(Class<?> catalogue, Dataset dataset, Beginning beginning) {
        this.catalogue = catalogue;
        this.dataset = dataset;
        this.beginning = beginning;
    }

    Dataset dataset() {
        return dataset;
    }

    Beginning beginning() {
        return beginning;
    }

    @Override
    public String name() {
        return dataset.scenario().name();
    }

    /** Returns how many rows there are of which entities, and where they come from. */
    @Override
    public String line() {
        String counts = dataset.model().entities().stream()
                .filter(entity -> dataset.count(entity) > 0)
                .map(this::count)
                .collect(Collectors.joining(", "));
        return (counts.isEmpty() ? "no rows" : counts) + "; " + catalogue.getSimpleName() + ", seed " + beginning;
    }

    private String count(Entity entity) {
        return dataset.count(entity) + " " + entity.name();
    }
}
