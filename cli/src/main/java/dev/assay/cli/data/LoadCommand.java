package dev.assay.cli.data;

import dev.assay.cli.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay data load}. */
@Command(name = "load", description = "Makes rows, and loads them into a database.")
final class LoadCommand extends ModelCommand {
    @Mixin
    WorkOptions work = new WorkOptions();

    @Option(names = "--url")
    @Nullable String url;

    @Option(names = "--append")
    boolean append;

    LoadCommand(Place place) {
        super(place);
    }

    @Override
    ExitCode run(Place where) {
        return new Loading(this, where).run();
    }
}
