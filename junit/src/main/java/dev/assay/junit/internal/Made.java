package dev.assay.junit.internal;

import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.store.Resource;
import dev.assay.data.store.Store;
import java.util.List;
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
    private final List<Resource<?>> resources;

    Made(Class<?> catalogue, Dataset dataset, Beginning beginning, List<Resource<?>> resources) {
        this.catalogue = catalogue;
        this.dataset = dataset;
        this.beginning = beginning;
        this.resources = resources;
    }

    Dataset dataset() {
        return dataset;
    }

    /** Makes a store that begins with the dataset's rows, which all of them share. */
    Store store() {
        return Store.of(dataset, resources.toArray(Resource<?>[]::new));
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
