package dev.assay.cli.data;

import dev.assay.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command about a model, of which there are rows. */
abstract sealed class ModelCommand implements Callable<Integer>
        permits DescribeCommand, GenerateCommand, LoadCommand, VerifyCommand {
    @Mixin
    SubjectOptions subject = new SubjectOptions();

    @Mixin
    AmountOptions amount = new AmountOptions();

    private final Place place;

    ModelCommand(Place place) {
        this.place = place;
    }

    @Override
    public final Integer call() {
        return place.run(() -> run(place));
    }

    /** Does it. */
    abstract ExitCode run(Place where);
}
