package dev.assay.cli.config;

import dev.assay.run.RunOptions;
import java.util.Optional;

/**
 * In which order classes run.
 *
 * @param order the way of ordering
 * @param seed of a random order; empty to draw a new one for each run
 * @since 0.1
 */
public record Ordering(RunOptions.Order order, Optional<Long> seed) {
    /** Returns the random order of a seed. */
    public static Ordering random(long seed) {
        return new Ordering(RunOptions.Order.RANDOM, Optional.of(seed));
    }
}
