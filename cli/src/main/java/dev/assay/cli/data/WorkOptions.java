package dev.assay.cli.data;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How rows are brought to their place, as it was written. */
final class WorkOptions {
    @Option(names = "--shard")
    @Nullable String shard;

    @Option(names = "--threads")
    @Nullable String threads;

    @Option(names = "--time-limit")
    @Nullable String timeLimit;
}
