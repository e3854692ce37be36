package dev.assay.data.load;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a load brought to its place.
 *
 * @param rows how many rows of each entity, by name, in the order in which they went
 * @param took how long it took, by the load's clock
 * @since 0.1
 */
public record LoadResult(Map<String, Long> rows, Duration took) {
    /** Copies the map. */
    public LoadResult {
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    }

    /** Returns how many rows of all entities. */
    public long total() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }
}
