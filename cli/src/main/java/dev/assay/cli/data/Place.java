package dev.assay.cli.data;

import dev.assay.cli.Console;
import dev.assay.cli.ExitCode;
import dev.assay.cli.SuiteSource;
import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a command runs.
 *
 * @param console what it writes to
 * @param source gives a project's classpath
 * @param home Assay's distribution
 */
record Place(Console console, SuiteSource source, Path home) {
    private static final Pattern CLOSED_PIPE = Pattern.compile("(?i)\\bpipe\\b");

    /** Runs a command, blames a user's class for what it does, and sees whether its results have arrived. */
    int run(Supplier<ExitCode> command) {
        try {
            ExitCode ended = command.get();
            console.strict().flush();
            return ended.code();
        } catch (IOException e) {
            return ended(lost("standard output", e));
        } catch (DiagnosisException e) {
            // A user's class that did something wrong has to do it otherwise, whatever the options are.
            return ended(blamed(e).isPresent() ? e : Advice.of(e));
        } catch (RuntimeException | LinkageError e) {
            Optional<String> blamed = blamed(e);
            if (blamed.isPresent()) {
                throw UserClasses.broken(blamed.get(), e);
            }
            throw e;
        }
    }

    /** Says nothing where a reader such as {@code head} has had enough: it knows. */
    private static int ended(DiagnosisException failure) {
        boolean enough = Stream.iterate((Throwable) failure, each -> each != null, Throwable::getCause)
                .anyMatch(each -> each instanceof IOException
                        && CLOSED_PIPE.matcher("" + each.getMessage()).find());
        if (!enough) {
            throw failure;
        }
        return ExitCode.BROKEN.code();
    }

    /** Returns what is said of results that did not arrive. */
    static DiagnosisException lost(String where, IOException reason) {
        return Diagnosis.of("ASSAY-DATA-083", "results could not be written.")
                .with("to", where)
                .with("reason", reason.getMessage())
                .because("they are not whole")
                .toFix("--out, to a place with room that may be written to")
                .exception(reason);
    }

    /** Returns the class of a user in which something failed, or which could not be linked. */
    private static Optional<String> blamed(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .flatMap(each -> Arrays.stream(each.getStackTrace()))
                .filter(frame -> UserClasses.NAME.equals(frame.getClassLoaderName()))
                .map(StackTraceElement::getClassName)
                .findFirst()
                .or(() -> failure instanceof LinkageError ? Optional.of("a class of the model") : Optional.empty());
    }
}
