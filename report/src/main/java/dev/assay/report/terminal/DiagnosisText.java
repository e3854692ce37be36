package dev.assay.report.terminal;

import dev.assay.event.Failure;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the error of Assay's own that a test failed with, whoever wrapped it. */
final class DiagnosisText {
    /** The exception that carries such an error. */
    static final String TYPE = "dev.assay.core.DiagnosisException";

    private static final String CAUSE = "Caused by: " + TYPE + ": ";

    private DiagnosisText() {}

    /** Returns the whole of its message; empty if there is no such error. */
    static Optional<String> in(Failure failure) {
        if (failure.type().equals(TYPE)) {
            return Optional.of(failure.message());
        }
        String trace = "\n" + failure.stackTrace();
        int cause = trace.indexOf("\n" + CAUSE);
        return cause < 0
                ? Optional.empty()
                : Optional.of(trace.substring(cause + 1 + CAUSE.length())
                        .lines()
                        .takeWhile(line -> !line.startsWith("\t") && !line.startsWith("Caused by: "))
                        .collect(Collectors.joining("\n")));
    }
}
