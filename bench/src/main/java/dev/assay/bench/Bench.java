package dev.assay.bench;

import dev.assay.core.DiagnosisException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Measures Assay beside its peers: {@code bench/run lang3 --rounds 3}. */
@Command(
        name = "bench/run",
        description = "Measures Assay beside its peers, in turn, and prints medians and ratios.",
        mixinStandardHelpOptions = true,
        subcommands = {
            Lang3.class,
            Trivial.class,
            Million.class,
            Mixed.class,
            OpenPage.class,
            Customers.class,
            Scenarios.class,
            Heap.class,
            Bytes.class,
            Postgres.class,
            Copy.class,
            Csv.class,
            Sql.class,
            Databases.class,
            Soak.class,
            Spring.class,
            Data.class,
            All.class
        })
public final class Bench {
    private Bench() {}

    /** Runs the benchmark that the arguments name; exits with 1 where something is not reached, 4 where it is broken. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench()).setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof DiagnosisException) {
                command.getErr().println(failure.getMessage());
            } else {
                failure.printStackTrace(command.getErr());
            }
            return 4;
        });
    }
}
