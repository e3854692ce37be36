package dev.assay.cli.data;

import dev.assay.cli.Console;
import dev.assay.cli.ExitCode;
import dev.assay.cli.SuiteSource;
import dev.assay.core.DiagnosisException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Where a command runs.
 *
 * @param console what it writes to
 * @param source gives a project's classpath
 * @param home Assay's distribution
 */
record Place(Console console, SuiteSource source, Path home) {
    /** Runs a command, and blames a user's class for what it does. */
    int run(Supplier<ExitCode> command) {
        try {
            return command.get().code();
        } catch (DiagnosisException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            Optional<String> blamed = blamed(e);
            if (blamed.isPresent()) {
                throw UserClasses.broken(blamed.get(), e);
            }
            throw e;
        }
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
