package dev.assay.cli;

import dev.assay.cli.config.Key;
import dev.assay.cli.config.Layer;
import dev.assay.cli.config.Leaks;
import dev.assay.cli.config.Ordering;
import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.event.RunEvent.RunFinished;
import dev.assay.event.RunListener;
import dev.assay.history.LastFailure;
import dev.assay.report.ReportSettings;
import dev.assay.report.Reports;
import dev.assay.report.RunFolder;
import dev.assay.run.Run;
import dev.assay.run.RunOptions;
import dev.assay.run.Suite;
import dev.assay.run.WorkerCount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One run of the engine with all that reads its events. */
final class SingleRun {
    private final Plan plan;
    private final RunFolder folder;
    private final Ordering ordering;
    private final Layer settings;
    private final List<WorkerTool> tools = new ArrayList<>();

    SingleRun(Plan plan, RunFolder folder, Ordering ordering) {
        this.plan = plan;
        this.folder = folder;
        this.ordering = ordering;
        this.settings = plan.request().settings();
    }

    /**
     * What is run, as often as it is.
     *
     * @param failed what failed before, where only that is to be run; empty for all
     */
    record Plan(RunRequest request, Console console, List<Suite> suites, List<LastFailure> failed, PastRuns past) {}

    /**
     * What came of it.
     *
     * @param place where the reports lie
     * @param asked whether the user asked to stop, be it while the reports were written
     */
    record Result(ExitCode exitCode, Path place, boolean asked) {}

    /**
     * Runs the tests and writes the reports.
     *
     * @throws DiagnosisException if nothing can be run
     */
    Result execute() {
        RunRequest request = plan.request();
        List<String> jvmArgs = jvmArgs();
        BudgetCheck budgets = new BudgetCheck(
                request.profile().map(name -> "profile " + name).orElse("the run"),
                settings.get(Key.TIME_BUDGET),
                request.config().budgets());
        Optional<TagCheck> tags = request.config().tags().map(TagCheck::new);
        LeakCheck leaks = new LeakCheck(settings.get(Key.LEAKS));
        Reports reports = Reports.open(reportSettings());
        List<RunListener> listeners = new ArrayList<>(List.of(leaks.before(reports), budgets));
        tags.ifPresent(listeners::add);
        listeners.add(plan.past().recorder(request.runsEverything()));
        Run run = new Run(options(jvmArgs), plan.suites(), plan.past()::costs, listeners);
        Interruption interruption = new Interruption(run::interrupt, reports::abandon);
        try {
            RunFinished finished = run.execute();
            List<Diagnosis> problems = finishTools();
            reports.overBudget(budgets.exceeded());
            Optional<Diagnosis> undeclared = tags.flatMap(TagCheck::undeclared);
            undeclared.ifPresent(diagnosis -> reports.failsBecause(diagnosis.code() + ": " + diagnosis.what()));
            Optional<Diagnosis> leaked = leaks.failure(reports.tally());
            leaked.ifPresent(diagnosis -> reports.failsBecause(diagnosis.code() + ": " + diagnosis.what()));
            long flaky = reports.tally().counts().flaky();
            if (flaky > 0 && settings.get(Key.FLAKY_FAILS)) {
                reports.failsBecause(flaky + " flaky, and flaky = \"fail\" makes the run fail");
            }
            reports.close();
            problems.forEach(plan.console()::show);
            undeclared.ifPresent(plan.console()::show);
            leaked.ifPresent(plan.console()::show);
            boolean mishap = undeclared.isPresent()
                    || leaked.isPresent()
                    || !budgets.exceeded().isEmpty();
            boolean unwritten = !problems.isEmpty() || !reports.problems().isEmpty();
            return new Result(
                    new Verdict(finished, reports.tally(), settings.get(Key.FLAKY_FAILS), mishap, unwritten).exitCode(),
                    folder.place(),
                    interruption.asked());
        } catch (DiagnosisException e) {
            reports.abandon();
            UnusedFolder.remove(folder.path());
            throw e;
        } finally {
            interruption.close();
        }
    }

    private List<String> jvmArgs() {
        Path base = folder.path().toAbsolutePath();
        if (settings.get(Key.COVERAGE)) {
            tools.add(new Coverage(base.resolve("coverage"), plan.request().target()));
        }
        if (settings.get(Key.RECORDING)) {
            tools.add(new FlightRecording(
                    base.resolve("recording"), plan.request().target()));
        }
        List<String> jvmArgs = new ArrayList<>(settings.get(Key.JVM_ARGS));
        for (WorkerTool tool : tools) {
            try {
                jvmArgs.addAll(tool.jvmArgs());
            } catch (IOException e) {
                throw tool.failed(e).exception(e);
            }
        }
        if (plan.request().debug()) {
            Debugger debugger = Debugger.onFreePort();
            jvmArgs.add(debugger.jvmArg());
            plan.console().out().println(" The worker waits for a debugger on port " + debugger.port() + ".");
        }
        return jvmArgs;
    }

    private RunOptions options(List<String> jvmArgs) {
        RunRequest request = plan.request();
        boolean debug = request.debug();
        return new RunOptions(
                folder.runId(),
                request.target(),
                request.command(ordering),
                request.home().resolve("worker").resolve("assay-worker.jar"),
                debug ? WorkerCount.exactly(1) : settings.get(Key.WORKERS),
                request.selection(plan.failed()),
                ordering.order(),
                ordering.seed().orElse(0L),
                settings.get(Key.FAIL_FAST),
                debug ? 0 : settings.get(Key.RETRIES),
                debug ? Duration.ZERO : settings.get(Key.TEST_TIMEOUT),
                jvmArgs,
                request.leftovers() || settings.get(Key.LEAKS) == Leaks.FAIL);
    }

    private ReportSettings reportSettings() {
        return new ReportSettings(
                folder,
                plan.console().out(),
                plan.request().look(),
                sourceFolders(plan.suites()),
                () -> plan.past().forPage(plan.request().target()),
                settings.get(Key.SLOWEST));
    }

    private List<Diagnosis> finishTools() {
        List<Diagnosis> problems = new ArrayList<>();
        for (WorkerTool tool : tools) {
            try {
                tool.report(plan.suites());
            } catch (IOException | UncheckedIOException e) {
                problems.add(tool.failed(e));
            }
        }
        return problems;
    }

    /** Where Maven and Gradle users keep the sources of what they compile into {@code target} and {@code build}. */
    private static List<Path> sourceFolders(List<Suite> suites) {
        Set<Path> folders = new LinkedHashSet<>();
        for (Suite suite : suites) {
            Path module = Path.of(suite.workingDirectory().replace("${surefire.forkNumber}", "1"));
            for (String set : List.of("test", "it", "integration-test")) {
                for (String language : List.of("java", "kotlin", "groovy", "scala")) {
                    folders.add(module.resolve("src").resolve(set).resolve(language));
                }
            }
        }
        folders.removeIf(folder -> !folder.toFile().isDirectory());
        return List.copyOf(folders);
    }
}
