package dev.assay.cli.db;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code assay db}: shows its commands.
 *
 * <p>The commands know nothing of the module sql before they are called, so that no other command loads it.
 *
 * @since 0.1
 */
@Command(
        name = "db",
        description = "Shows and cleans what is kept of databases for tests.",
        subcommands = {DbCommand.StatusCommand.class, DbCommand.CleanCommand.class})
public final class DbCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }

    /** What both have in common. */
    private static final class CacheOptions {
        @Option(
                names = "--cache",
                paramLabel = "DIR",
                description = "The cache; else the one in this user's cache folder, ~/.cache/assay/postgres.")
        private @Nullable Path cache;

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Shows this help.")
        private boolean help;
    }

    /** {@code assay db status}. */
    @Command(name = "status", description = "Tells what is kept, how much it takes, and which servers run.")
    static final class StatusCommand implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @CommandLine.Mixin
        private CacheOptions options = new CacheOptions();

        @Override
        public Integer call() {
            new CacheReport(options.cache, spec.commandLine().getOut()).status();
            return CommandLine.ExitCode.OK;
        }
    }

    /** {@code assay db clean}. */
    @Command(
            name = "clean",
            description = "Deletes what no run has used for a week, and what killed processes have left.")
    static final class CleanCommand implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @CommandLine.Mixin
        private CacheOptions options = new CacheOptions();

        @Option(names = "--all", description = "All that no running server needs.")
        private boolean all;

        @Override
        public Integer call() {
            new CacheReport(options.cache, spec.commandLine().getOut()).clean(all);
            return CommandLine.ExitCode.OK;
        }
    }
}
