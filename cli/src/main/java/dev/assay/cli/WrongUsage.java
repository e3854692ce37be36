package dev.assay.cli;

import dev.assay.cli.config.Nearest;
import dev.assay.core.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line that cannot be read, and what was most likely meant. */
final class WrongUsage {
    private final ParameterException problem;
    private final CommandLine command;

    WrongUsage(ParameterException problem) {
        this.problem = problem;
        this.command = problem.getCommandLine();
    }

    Diagnosis diagnosis() {
        if (problem instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            return word.startsWith("-") ? unknownOption(word) : tooMuch(word);
        }
        if (problem instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return missing(missing.getMissing().get(0));
        }
        if (problem instanceof OverwrittenOptionException twice
                && twice.getOverwritten() instanceof OptionSpec option) {
            return Diagnosis.of("ASSAY-CLI-008", "an option is given twice.")
                    .with("option", option.longestName())
                    .toFix("give " + option.longestName() + " once");
        }
        if (problem.getArgSpec() instanceof OptionSpec option && option.type() == int.class) {
            return Diagnosis.of("ASSAY-CLI-003", "an option has a value that it cannot take.")
                    .with("option", option.longestName())
                    .with("value", problem.getValue())
                    .because("it must be a whole number")
                    .toFix(option.longestName() + " " + option.defaultValue());
        }
        return Diagnosis.of("ASSAY-CLI-003", "an option has a value that it cannot take.")
                .because(String.valueOf(problem.getMessage()))
                .toFix(more());
    }

    private Diagnosis unknownOption(String written) {
        String name = written.contains("=") ? written.substring(0, written.indexOf('=')) : written;
        List<String> known = new ArrayList<>();
        command.getCommandSpec().options().forEach(option -> known.addAll(List.of(option.names())));
        known.removeIf(option -> option.length() < 3);
        Diagnosis diagnosis = Diagnosis.of("ASSAY-CLI-002", "there is no such option.")
                .with("option", name)
                .with("command", command.getCommandSpec().qualifiedName());
        Optional<String> near = Nearest.to(name, known);
        return near.map(diagnosis::toFix).orElse(diagnosis).toFix(more());
    }

    private Diagnosis tooMuch(String word) {
        boolean chooses = command.getCommandSpec().positionalParameters().isEmpty()
                && !command.getSubcommands().isEmpty();
        if (!chooses) {
            Diagnosis diagnosis = Diagnosis.of("ASSAY-CLI-017", "there is a word too many.")
                    .with("word", word)
                    .with("command", command.getCommandSpec().qualifiedName());
            return diagnosis.toFix(more());
        }
        Diagnosis diagnosis =
                Diagnosis.of("ASSAY-CLI-001", "there is no such command.").with("command", word);
        String name = command.getCommandSpec().qualifiedName();
        Optional<String> near = Nearest.to(word, command.getSubcommands().keySet());
        return near.map(known -> diagnosis.toFix(name + " " + known))
                .orElseGet(() -> command.getParent() == null
                        ? diagnosis.toFix("assay test " + word + ", if it is what you want to run")
                        : diagnosis)
                .toFix(more());
    }

    private Diagnosis missing(ArgSpec missing) {
        String name = missing instanceof OptionSpec option ? option.longestName() : missing.paramLabel();
        Diagnosis diagnosis = Diagnosis.of("ASSAY-CLI-018", "a value is missing.")
                .with(missing.isOption() ? "option" : "argument", name)
                .with("command", command.getCommandSpec().qualifiedName());
        return (missing.isOption() ? diagnosis.toFix(name + " VALUE") : diagnosis).toFix(more());
    }

    private String more() {
        return command.getCommandSpec().qualifiedName() + " --help";
    }
}
