package dev.assay.cli.parallel;

/** An experiment was ended before it could say anything: whoever started it has asked it to end. */
public final class InterruptedExperiment extends Exception {
    private static final long serialVersionUID = 1;

    InterruptedExperiment() {
        super("a round was ended before it came to its end");
    }
}
