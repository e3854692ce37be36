package dev.assay.cli.data;

import dev.assay.cli.ExitCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code assay data describe}. */
@Command(name = "describe", description = "Shows a model: a table in the terminal, or a picture.")
final class DescribeCommand extends ModelCommand {
    static final List<String> FORMATS = List.of("text", "json", "svg", "html");

    @Option(names = "--format")
    @Nullable String format;

    @Option(names = "--out")
    @Nullable String out;

    DescribeCommand(Place place) {
        super(place);
    }

    @Override
    ExitCode run(Place where) {
        return new Describing(this, where).run();
    }
}
