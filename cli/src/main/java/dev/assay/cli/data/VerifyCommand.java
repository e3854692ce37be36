package dev.assay.cli.data;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay data verify}. */
@Command(name = "verify", description = "Verifies that rows keep what their model promises.")
final class VerifyCommand implements Callable<Integer> {
    private final Place place;

    @Mixin
    SubjectOptions subject = new SubjectOptions();

    @Mixin
    AmountOptions amount = new AmountOptions();

    @Option(names = "--url")
    @Nullable String url;

    VerifyCommand(Place place) {
        this.place = place;
    }

    @Override
    public Integer call() {
        return place.run(() -> new Verifying(this, place).run());
    }
}
