package dev.assay.cli.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many rows there are and what they follow from, as it was written. */
final class AmountOptions {
    @Option(names = "--scenario")
    @Nullable String scenario;

    @Option(names = "--rows")
    List<String> rows = new ArrayList<>();

    @Option(names = "--scale")
    @Nullable String scale;

    @Option(names = "--seed")
    @Nullable String seed;

    @Option(names = "--as-of")
    @Nullable String asOf;
}
