package dev.assay.cli.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long tests may take before the run fails for it.
 *
 * @param tags for all tests of a tag together
 * @param classes for each class whose simple or qualified name matches; {@code *} allowed
 * @since 0.1
 */
public record Budgets(Map<String, Duration> tags, Map<String, Duration> classes) {
    /** No budgets. */
    public static final Budgets NONE = new Budgets(Map.of(), Map.of());

    /** Copies the maps and keeps their order. */
    public Budgets {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
    }
}
