package dev.assay.junit.internal;

import dev.assay.data.Catalogue;
import dev.assay.data.ScenarioSpec;
import java.util.List;

/** A second catalogue. */
public final class Library implements Catalogue {
    @Override
    public List<ScenarioSpec> scenarios() {
        return List.of();
    }
}
