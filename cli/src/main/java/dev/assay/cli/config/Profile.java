package dev.assay.cli.config;

import dev.assay.run.WorkerCount;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Settings under a name, perhaps on top of another profile's.
 *
 * @param name what {@code --profile} calls it
 * @param inherits the profile below it
 * @param layer what it sets
 * @param description what it is for, one sentence; empty for the user's own
 * @since 0.1
 */
public record Profile(String name, Optional<String> inherits, Layer layer, String description) {
    /** The profiles that every project has; one of the same name in {@code assay.toml} lies on top. */
    public static final List<Profile> BUILT_IN = List.of(
            new Profile(
                    "fast",
                    Optional.empty(),
                    Layer.EMPTY.with(Key.FAIL_FAST, true).with(Key.FASTER_THAN, Duration.ofMillis(100)),
                    "Stops at the first failure; runs tests measured under 0.1 s and those not measured yet."),
            new Profile(
                    "ci",
                    Optional.empty(),
                    Layer.EMPTY.with(Key.FASTER_THAN, Duration.ofSeconds(1)).with(Key.WORKERS, WorkerCount.upTo(4)),
                    "Runs tests measured under 1 s and those not measured yet, on at most 4 workers."),
            new Profile(
                    "nightly",
                    Optional.empty(),
                    Layer.EMPTY.with(Key.RETRIES, 2).with(Key.COVERAGE, true),
                    "Runs everything, with two retries and with coverage."),
            new Profile(
                    "debug",
                    Optional.empty(),
                    Layer.EMPTY
                            .with(Key.WORKERS, WorkerCount.exactly(1))
                            .with(Key.SLOWEST, 50)
                            .with(Key.RECORDING, true),
                    "One worker, the slowest 50 listed, a flight recording and its flame graph."));
}
