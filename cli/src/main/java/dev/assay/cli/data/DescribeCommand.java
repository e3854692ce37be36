package dev.assay.cli.data;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay data describe}. */
@Command(name = "describe", description = "Shows a model: a table in the terminal, or a picture.")
final class DescribeCommand implements Callable<Integer> {
    static final List<String> FORMATS = List.of("text", "json", "svg", "html");

    private final Place place;

    @Mixin
    SubjectOptions subject = new SubjectOptions();

    @Mixin
    AmountOptions amount = new AmountOptions();

    @Option(names = "--format")
    @Nullable String format;

    @Option(names = "--out")
    @Nullable String out;

    DescribeCommand(Place place) {
        this.place = place;
    }

    @Override
    public Integer call() {
        return place.run(() -> new Describing(this, place).run());
    }
}
