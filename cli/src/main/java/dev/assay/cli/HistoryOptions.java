package dev.assay.cli;

import dev.assay.cli.TextTable.Paint;
import dev.assay.cli.config.Layer;
import dev.assay.cli.config.ProjectConfig;
import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.history.History;
import dev.assay.history.TestHistory;
import dev.assay.history.TestHistory.PastOutcome;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What the commands that read a history have in common. */
final class HistoryOptions {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "The history to use; else the one that assay test uses in this folder.")
    private @Nullable Path named;

    @Option(names = "--no-color", description = "Plain text.")
    private boolean noColor;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    /** Reads the history; an error is shown, and is wrong usage. */
    int read(ToIntFunction<History> work) {
        return guarded(() -> {
            Path file = file(Path.of(""));
            if (!Files.isRegularFile(file)) {
                throw Diagnosis.of("ASSAY-HIST-009", "there is no history yet.")
                        .with("file", file)
                        .because("each run of assay test adds to its project's, or to the one that assay.toml or"
                                + " --history names")
                        .toFix("assay test, and then ask again")
                        .toFix("ask in the folder of the project that was run, or with --history FILE")
                        .exception();
            }
            return use(file, work);
        });
    }

    /** Reads and writes the history, which is created if it is missing. */
    int write(ToIntFunction<History> work) {
        return guarded(() -> use(file(Path.of("")), work));
    }

    /** Returns the file that {@code assay test} would use in a folder. */
    Path file(Path folder) {
        Path asked = named;
        if (asked != null) {
            return folder.resolve(asked).toAbsolutePath().normalize();
        }
        ProjectConfig config = ProjectConfig.of(folder);
        return HistoryFile.of(config, folder, config.settings(Optional.empty(), Layer.EMPTY));
    }

    private int use(Path file, ToIntFunction<History> work) {
        List<Diagnosis> warnings = new ArrayList<>();
        try (History history = History.open(file, warnings::add)) {
            return work.applyAsInt(history);
        } finally {
            warnings.forEach(warning -> error().println(warning.render()));
        }
    }

    private int guarded(Work work) {
        try {
            return work.run();
        } catch (DiagnosisException e) {
            error().println(e.diagnosis().render());
            return CommandLine.ExitCode.USAGE;
        } finally {
            out().flush();
            error().flush();
        }
    }

    /** Returns how many lines to show. */
    int checked(int limit) {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be 1 or more");
        }
        return limit;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter error() {
        return spec.commandLine().getErr();
    }

    boolean colours() {
        return !noColor && spec.commandLine().getColorScheme().ansi().enabled();
    }

    /** Writes a test's name as its class, without the package, and its method. */
    static String name(TestHistory test) {
        String className = test.className();
        return className.substring(className.lastIndexOf('.') + 1) + "#" + test.name();
    }

    /** Writes outcomes a letter each, the newest last: {@code PPPFPYP}. */
    String letters(TestHistory test, int limit) {
        List<PastOutcome> recent = test.recent();
        StringBuilder letters = new StringBuilder();
        for (PastOutcome outcome : recent.subList(Math.max(0, recent.size() - limit), recent.size())) {
            String letter = letter(outcome);
            letters.append(colours() ? paint(outcome).on(letter) : letter);
        }
        return letters.toString();
    }

    private static String letter(PastOutcome outcome) {
        if (outcome.flaky()) {
            return "Y";
        }
        return switch (outcome.outcome()) {
            case PASSED -> "P";
            case FAILED -> "F";
            case LOST -> "L";
            case ABORTED -> "A";
            case SKIPPED, NOT_RUN -> "S";
        };
    }

    static Paint paint(PastOutcome outcome) {
        return switch (outcome.outcome()) {
            case PASSED -> outcome.flaky() ? Paint.YELLOW : Paint.GREEN;
            case FAILED, LOST -> Paint.RED;
            case ABORTED, SKIPPED, NOT_RUN -> Paint.DIM;
        };
    }

    private interface Work {
        int run();
    }
}
