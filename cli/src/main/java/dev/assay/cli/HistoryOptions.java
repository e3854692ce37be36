package dev.assay.cli;

import dev.assay.cli.TextTable.Paint;
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
import java.util.function.ToIntFunction;
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
            defaultValue = ".assay/history.db",
            description = "The history to read (${DEFAULT-VALUE}).")
    private Path file = Path.of(".assay/history.db");

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
            if (!Files.isRegularFile(file)) {
                throw Diagnosis.of("ASSAY-HIST-009", "there is no history yet.")
                        .with("file", file.toAbsolutePath().normalize())
                        .because("each run of assay test adds to it, in the folder where it is started")
                        .toFix("assay test, and then ask again")
                        .toFix("--history FILE, where another one is meant")
                        .exception();
            }
            return use(work);
        });
    }

    /** Reads and writes the history, which is created if it is missing. */
    int write(ToIntFunction<History> work) {
        return guarded(() -> use(work));
    }

    private int use(ToIntFunction<History> work) {
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
