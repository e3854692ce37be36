package dev.assay.cli.data;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay data generate}. */
@Command(name = "generate", description = "Makes rows, and writes them to files or to standard output.")
final class GenerateCommand implements Callable<Integer> {
    private final Place place;

    @Mixin
    SubjectOptions subject = new SubjectOptions();

    @Mixin
    AmountOptions amount = new AmountOptions();

    @Mixin
    WorkOptions work = new WorkOptions();

    @Option(names = "--format")
    @Nullable String format;

    @Option(names = "--out")
    @Nullable String out;

    GenerateCommand(Place place) {
        this.place = place;
    }

    @Override
    public Integer call() {
        return place.run(() -> new Generating(this, place).run());
    }
}
