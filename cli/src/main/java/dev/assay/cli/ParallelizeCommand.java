package dev.assay.cli;

import dev.assay.cli.config.Key;
import dev.assay.cli.parallel.Experiment;
import dev.assay.cli.parallel.Finding;
import dev.assay.cli.parallel.InterruptedExperiment;
import dev.assay.cli.parallel.Observation;
import dev.assay.cli.parallel.OneJvm;
import dev.assay.cli.parallel.ParallelErrors;
import dev.assay.cli.parallel.Rounds;
import dev.assay.core.DiagnosisException;
import dev.assay.event.DatabaseUse;
import dev.assay.run.Run;
import dev.assay.run.Suite;
import dev.assay.sql.server.PoolSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** {@code assay parallelize}. */
@Command(
        name = "parallelize",
        description = "Runs a suite one class after another, then in other orders and beside each other, and says which"
                + " classes may run at once, in what stages, with how many connections, and what to change. Takes the"
                + " target and the options of assay test.")
final class ParallelizeCommand implements Callable<Integer> {
    private static final int PER_CORE = 2;

    private final Console console;
    private final SuiteSource source;
    private final Path home;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rounds for each phase, unit and integration (${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Of the first round's order; each round has the next. Drawn if left out.")
    private long seed;

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            description = "The database server's max_connections, for a server that has others than the one that the"
                    + " tests met, which is asked.")
    private int connections;

    @Option(
            names = "--no-one-jvm",
            description = "Do not try the classes in one JVM, as JUnit's own parallel execution would.")
    private boolean noOneJvm;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Unmatched
    private List<String> words = new ArrayList<>();

    ParallelizeCommand(Console console, SuiteSource source, Path home) {
        this.console = console;
        this.source = source;
        this.home = home;
    }

    @Override
    public Integer call() {
        for (String option : List.of("--times", "--order", "--last-failed", "--debug", "--fail-fast", "-f", "--out")) {
            if (words.stream().anyMatch(word -> word.equals(option) || word.startsWith(option + "="))) {
                throw ParallelErrors.ownOption(option).exception();
            }
        }
        TestCommand test = new TestCommand(console, source, home);
        try {
            new CommandLine(test).parseArgs(words.toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            console.show(new WrongUsage(e).diagnosis());
            return ExitCode.USAGE.code();
        }
        return execute(test.request(Path.of(""))).code();
    }

    private ExitCode execute(RunRequest request) {
        Path folder = request.base().resolve("target").resolve("assay").resolve("parallelize");
        List<Suite> suites = request.suites(source, folder.resolve("work"), this::say);
        int cores = Runtime.getRuntime().availableProcessors();
        int asked = request.settings().get(Key.WORKERS).number();
        int workers = asked > 0 ? asked : PER_CORE * cores;
        AtomicReference<Run> running = new AtomicReference<>();
        Interruption interruption = new Interruption(
                () -> {
                    Run now = running.get();
                    if (now != null) {
                        now.interrupt();
                    }
                },
                () -> {});
        ParallelizeReport report = new ParallelizeReport(console.out());
        try {
            Path workerJar = home.resolve("worker").resolve("assay-worker.jar");
            Experiment experiment = new Experiment(
                    new Rounds(new Rounds.Setup(
                            request.target(),
                            suites,
                            workerJar,
                            request.selection(List.of()),
                            request.settings().get(Key.TEST_TIMEOUT),
                            request.settings().get(Key.JVM_ARGS),
                            folder,
                            running::set,
                            interruption::asked)),
                    new Experiment.Plan(
                            Math.max(2, rounds),
                            Math.max(2, workers),
                            seed == 0 ? RunRequest.drawSeed(new Random()) + 1 : seed),
                    report::step);
            Observation first = experiment.run();
            List<Finding> findings = new ArrayList<>(experiment.findings());
            boolean ended = true;
            if (!noOneJvm && !interruption.asked()) {
                OneJvm one = new OneJvm(suites, workerJar, folder.resolve("one-jvm"), Math.max(2, workers));
                try {
                    List<Finding> together = one.findings(experiment.classes(), findings, first);
                    report.oneJvm(one.tests(), together.size(), Math.max(2, workers));
                    findings.addAll(together);
                } catch (DiagnosisException e) {
                    ended = false;
                    report.oneJvm(e, Math.max(2, workers));
                }
            }
            Map<Finding, List<String>> culprits = experiment.culprits(findings, first);
            Optional<DatabaseUse> use = experiment.classes().stream()
                    .flatMap(each -> each.use().stream())
                    .reduce(DatabaseUse::plus);
            if (interruption.asked()) {
                return ExitCode.INTERRUPTED;
            }
            report.stages(experiment.classes(), findings);
            report.known(experiment.classes());
            report.findings(findings, culprits);
            use.ifPresent(all -> report.pool(
                    new PoolSize(Math.max(2, workers), Math.max(1, all.databases())),
                    connections > 0 ? Math.max(1, connections - PoolSize.RESERVED) : all.serverConnections()));
            report.changes(experiment.classes(), findings, Math.max(2, workers));
            return findings.isEmpty() && ended ? ExitCode.PASSED : ExitCode.FAILED;
        } catch (InterruptedExperiment e) {
            return ExitCode.INTERRUPTED;
        } finally {
            interruption.close();
        }
    }

    private void say(String progress) {
        console.err().println(" " + progress);
        console.err().flush();
    }
}
