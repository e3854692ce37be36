package dev.assay.cli.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How rows are brought to their place, as it was written. */
final class WorkOptions {
    @Option(names = "--only", split = ",")
    List<String> only = new ArrayList<>();

    @Option(names = "--shard")
    @Nullable String shard;

    @Option(names = "--threads")
    @Nullable String threads;

    @Option(names = "--time-limit")
    @Nullable String timeLimit;
}
