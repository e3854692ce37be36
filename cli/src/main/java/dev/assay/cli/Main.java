package dev.assay.cli;

import dev.assay.cli.data.DataCommand;
import dev.assay.cli.db.DbCommand;
import dev.assay.cli.target.Targets;
import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Starts the command line; the only place that ends the JVM.
 *
 * @since 0.1
 */
public final class Main {
    private static final Set<String> HELP = Set.of("--help", "-h", "help");

    private Main() {}

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(run(Console.system(), args));
    }

    /** Runs a command and returns the exit code, one of {@link ExitCode}. */
    public static int run(Console console, String... args) {
        return run(console, Targets::resolve, Path.of(System.getProperty("assay.home", "")), args);
    }

    /**
     * Runs a command inside a build, which knows the suites already, and returns the exit code.
     *
     * @param source gives the suites in place of the target
     * @param home the folder in whose {@code worker} the worker's jar lies
     */
    public static int run(Console console, SuiteSource source, Path home, String... args) {
        if (args.length > 1 && args[0].equals("help")) {
            return run(console, source, home, args[1], "--help");
        }
        if (args.length == 0 || HELP.contains(args[0])) {
            console.out().print(Help.OVERVIEW);
            return ExitCode.PASSED.code();
        }
        if (args[0].equals("--version") || args[0].equals("-V")) {
            console.out().println(Version.line());
            return ExitCode.PASSED.code();
        }
        CommandLine data =
                args[0].equals("data") ? DataCommand.line(console, source, home) : DataCommand.named(console);
        return commandLine(console, source, home, data).execute(args);
    }

    /** Returns the commands, ready to read arguments. */
    static CommandLine commandLine(Console console, SuiteSource source, Path home) {
        return commandLine(console, source, home, DataCommand.line(console, source, home));
    }

    private static CommandLine commandLine(Console console, SuiteSource source, Path home, CommandLine data) {
        CommandLine line = new CommandLine(new Root())
                .addSubcommand("test", new TestCommand(console, source, home))
                .addSubcommand("parallelize", new ParallelizeCommand(console, source, home))
                .addSubcommand("compare", new CompareCommand())
                .addSubcommand("history", new HistoryCommand())
                .addSubcommand("slowest", new SlowestCommand())
                .addSubcommand("flaky", new FlakyCommand())
                .addSubcommand("data", data)
                .addSubcommand("db", new DbCommand())
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        return line.setExecutionStrategy(parsed -> execute(parsed, console))
                .setParameterExceptionHandler((problem, args) -> {
                    console.show(new WrongUsage(problem).diagnosis());
                    return ExitCode.USAGE.code();
                })
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> failed(failure, console).code());
    }

    private static int execute(ParseResult parsed, Console console) {
        ParseResult command = parsed.subcommand();
        String help = command == null ? "" : help(command);
        if (!help.isEmpty()) {
            console.out().print(help);
            return ExitCode.PASSED.code();
        }
        if (command == null && !parsed.isUsageHelpRequested()) {
            throw new ParameterException(parsed.commandSpec().commandLine(), "no command");
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** Returns the help that is asked for, where it is written by hand. */
    private static String help(ParseResult command) {
        if (command.isUsageHelpRequested() && command.commandSpec().userObject() instanceof TestCommand) {
            return Help.TEST;
        }
        return command.commandSpec().userObject() instanceof DataCommand ? DataCommand.help(command) : "";
    }

    private static ExitCode failed(Exception failure, Console console) {
        if (failure instanceof DiagnosisException known) {
            console.show(known.diagnosis());
            return ExitCode.of(known.diagnosis());
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        console.show(Diagnosis.of("ASSAY-CLI-099", "Assay itself failed.")
                .with("trace", trace.toString())
                .because("this is a fault of Assay, not of your tests")
                .toFix("report it with this text and the command line"));
        return ExitCode.BROKEN;
    }

    @Command(name = "assay", mixinStandardHelpOptions = true)
    private static final class Root {}
}
