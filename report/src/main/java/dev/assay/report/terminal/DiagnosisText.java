package dev.assay.report.terminal;

import dev.assay.event.Failure;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the error of Assay's own that a test failed with, whoever wrapped it. */
final class DiagnosisText {
    private static final Pattern BEGINNING = Pattern.compile("ASSAY-[A-Z]+-\\d{3}: ");

    /** Several exceptions carry such an error: one for each that callers expect. */
    private static final Pattern CAUSE =
            Pattern.compile("(?m)^Caused by: (dev\\.assay\\.[\\w.$]+): (?=ASSAY-[A-Z]+-\\d{3}: )");

    private DiagnosisText() {}

    /** Returns the whole of its message; empty if there is no such error. */
    static Optional<String> in(Failure failure) {
        if (failure.type().startsWith("dev.assay.") && isOne(failure.message())) {
            return Optional.of(failure.message());
        }
        Matcher cause = CAUSE.matcher(failure.stackTrace());
        return cause.find()
                ? Optional.of(failure.stackTrace()
                        .substring(cause.end())
                        .lines()
                        .takeWhile(line -> !line.startsWith("\t") && !line.startsWith("Caused by: "))
                        .collect(Collectors.joining("\n")))
                : Optional.empty();
    }

    /** Tells whether a message begins as such errors do. */
    static boolean isOne(String message) {
        return BEGINNING.matcher(message).lookingAt();
    }
}
