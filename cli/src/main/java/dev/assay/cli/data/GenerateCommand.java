package dev.assay.cli.data;

import dev.assay.cli.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay data generate}. */
@Command(name = "generate", description = "Makes rows, and writes them to files or to standard output.")
final class GenerateCommand extends ModelCommand {
    @Mixin
    WorkOptions work = new WorkOptions();

    @Option(names = "--format")
    @Nullable String format;

    @Option(names = "--out")
    @Nullable String out;

    GenerateCommand(Place place) {
        super(place);
    }

    @Override
    ExitCode run(Place where) {
        return new Generating(this, where).run();
    }
}
