package dev.assay.cli.data;

import dev.assay.cli.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code assay data verify}. */
@Command(name = "verify", description = "Verifies that rows keep what their model promises.")
final class VerifyCommand extends ModelCommand {
    @Option(names = "--url")
    @Nullable String url;

    VerifyCommand(Place place) {
        super(place);
    }

    @Override
    ExitCode run(Place where) {
        return new Verifying(this, where).run();
    }
}
