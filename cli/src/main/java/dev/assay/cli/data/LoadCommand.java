package dev.assay.cli.data;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay data load}. */
@Command(name = "load", description = "Makes rows, and loads them into a database.")
final class LoadCommand implements Callable<Integer> {
    private final Place place;

    @Mixin
    SubjectOptions subject = new SubjectOptions();

    @Mixin
    AmountOptions amount = new AmountOptions();

    @Mixin
    WorkOptions work = new WorkOptions();

    @Option(names = "--url")
    @Nullable String url;

    @Option(names = "--append")
    boolean append;

    LoadCommand(Place place) {
        this.place = place;
    }

    @Override
    public Integer call() {
        return place.run(() -> new Loading(this, place).run());
    }
}
