package dev.assay.cli.data;

import dev.assay.cli.Console;
import dev.assay.cli.ExitCode;
import dev.assay.cli.SuiteSource;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/**
 * {@code assay data}: shows its commands.
 *
 * <p>This class and the options know nothing of the module data, so that no other command loads it.
 *
 * @since 0.1
 */
@Command(name = "data", description = "Describes models, and makes, loads and verifies rows of them.")
public final class DataCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true)
    private boolean help;

    private DataCommand(Console console) {
        this.console = console;
    }

    /** Returns the command without its own commands, for the sake of its name: reading their options takes time. */
    public static CommandLine named(Console console) {
        return new CommandLine(new DataCommand(console));
    }

    /**
     * Returns the command with its own commands.
     *
     * @param source gives a project's classpath
     * @param home Assay's distribution
     */
    public static CommandLine line(Console console, SuiteSource source, Path home) {
        Place place = new Place(console, source, home);
        return named(console)
                .addSubcommand("describe", new DescribeCommand(place))
                .addSubcommand("generate", new GenerateCommand(place))
                .addSubcommand("load", new LoadCommand(place))
                .addSubcommand("verify", new VerifyCommand(place));
    }

    /** Returns the help that a command line asks for; empty if it asks for none. */
    public static String help(ParseResult data) {
        if (data.isUsageHelpRequested()) {
            return DataHelp.OVERVIEW;
        }
        ParseResult command = data.subcommand();
        return command == null || !command.isUsageHelpRequested()
                ? ""
                : DataHelp.of(command.commandSpec().name());
    }

    @Override
    public Integer call() {
        console.out().print(DataHelp.OVERVIEW);
        return ExitCode.PASSED.code();
    }
}
