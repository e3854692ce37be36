package dev.assay.report;

import dev.assay.core.Diagnosis;
import dev.assay.event.Journal;
import dev.assay.event.RunEvent;
import dev.assay.event.RunListener;
import dev.assay.report.page.Page;
import dev.assay.report.terminal.Ending;
import dev.assay.report.terminal.Terminal;
import dev.assay.report.xml.OpenTestXml;
import dev.assay.report.xml.SurefireXml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes all reports of a run from its one stream of events.
 *
 * <p>A report that cannot be written, for example because the disk is full, is given up with one warning, and the run
 * goes on: {@link #problems()} then lets the front choose its exit code.
 *
 * <pre>{@code
 * try (Reports reports = Reports.open(settings)) {
 *     new Run(options, suites, costs, List.of(reports, history)).execute();
 *     reports.overBudget(budgets.exceeded());
 * }
 * }</pre>
 *
 * <p>Events come on one thread; {@link #abandon} may come from any.
 *
 * @since 0.1
 */
public final class Reports implements RunListener, AutoCloseable {
    /** The run's figures, within its folder. */
    public static final String RUN_JSON = "run.json";

    /** The run's events, within its folder. */
    public static final String JOURNAL = "events.bin";

    /** The page, within the run's folder. */
    public static final String PAGE = "index.html";

    /** The run in Open Test Reporting's format, within its folder. */
    public static final String OPEN_TEST_REPORT = "open-test-report.xml";

    private final ReportSettings settings;
    private final Tally tally;
    private final FailureClusters clusters = new FailureClusters();
    private final Terminal terminal;
    private final Page page = new Page();
    private final List<Written> files = new ArrayList<>();
    /** The names of the reports that could not be written, by the error. */
    private final Map<String, List<String>> problems = new LinkedHashMap<>();

    private final List<OverBudget> overBudget = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private long lastAt;
    private boolean closed;

    /** A report on disk. */
    private interface Report extends RunListener, AutoCloseable {
        @Override
        void close() throws IOException;
    }

    private interface Opening {
        Report open() throws IOException;
    }

    private interface Step {
        void run() throws IOException;
    }

    /** A report on disk, until it fails. */
    private static final class Written {
        final String name;

        @Nullable Report report;

        Written(String name, Report report) {
            this.name = name;
            this.report = report;
        }
    }

    private Reports(ReportSettings settings) {
        this.settings = settings;
        this.tally = new Tally(settings.slowest());
        this.terminal =
                new Terminal(settings.out(), settings.look(), tally, clusters, Sources.in(settings.sourceFolders()));
    }

    /** Opens the reports; what cannot be opened is among the {@link #problems()}. */
    public static Reports open(ReportSettings settings) {
        Reports reports = new Reports(settings);
        Path folder = settings.folder().path();
        reports.add(JOURNAL, () -> {
            Journal journal = Journal.create(folder.resolve(JOURNAL));
            return report(journal, journal::close);
        });
        reports.add(ClassFiles.OUTPUT, () -> {
            OutputFiles output = new OutputFiles(folder);
            return report(output, output::close);
        });
        reports.add(ClassFiles.XML, () -> {
            SurefireXml xml = new SurefireXml(folder);
            return report(xml, xml::close);
        });
        reports.add(OPEN_TEST_REPORT, () -> {
            OpenTestXml xml = OpenTestXml.create(folder.resolve(OPEN_TEST_REPORT));
            return report(xml, xml::close);
        });
        reports.add(PAGE, () -> report(reports.page, () -> {}));
        return reports;
    }

    @Override
    public void on(RunEvent event) {
        lastAt = event.at();
        tally.on(event);
        clusters.on(event);
        for (Written file : files) {
            Report report = file.report;
            if (report != null) {
                try {
                    report.on(event);
                } catch (RuntimeException | Error e) {
                    // One report that lacks memory must not take the others, nor the run's figures, along.
                    file.report = null;
                    closeQuietly(report);
                    problem(file.name, e);
                }
            }
        }
        terminal.on(event);
    }

    /** Adds budgets that the run exceeded, once it is over, to the summary and to {@code run.json}. */
    public void overBudget(List<OverBudget> exceeded) {
        overBudget.addAll(exceeded);
    }

    /** Tells the summary why the run fails although its tests passed: a sentence without a full stop. */
    public void failsBecause(String reason) {
        reasons.add(reason);
    }

    /** Returns what the run comes to, so far. */
    public Tally tally() {
        return tally;
    }

    /** Returns which reports could not be written and why, one for each error; complete after {@link #close}. */
    public List<Diagnosis> problems() {
        Path place = settings.folder().place();
        return problems.entrySet().stream()
                .map(problem -> Problem.diagnosis(String.join(", ", problem.getValue()), place, problem.getKey()))
                .toList();
    }

    /** Leaves a clean screen behind when the JVM is about to end. Safe from any thread. */
    public void abandon() {
        terminal.close();
    }

    /**
     * Finishes all reports, puts them in their place, and writes the summary last. A run that never began, because
     * there was nothing to run, leaves nothing behind.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        terminal.close();
        for (Written file : files) {
            Report report = file.report;
            if (report != null) {
                step(file.name, report::close);
            }
        }
        if (tally.started() == null) {
            step("folder", settings.folder()::discard);
            return;
        }
        Path folder = settings.folder().path();
        step(RUN_JSON, () -> RunJson.write(folder.resolve(RUN_JSON), tally, overBudget));
        if (files.stream().anyMatch(file -> file.name.equals(PAGE) && file.report != null)) {
            step(PAGE, () -> page.write(folder.resolve(PAGE), settings.history().get()));
        }
        step("latest", settings.folder()::finish);
        Path place = settings.folder().place();
        Path html = place.resolve(PAGE);
        terminal.summary(new Ending(place, Files.exists(html) ? html : null, overBudget, reasons, problems()));
    }

    private void add(String name, Opening opening) {
        try {
            files.add(new Written(name, opening.open()));
        } catch (IOException e) {
            problem(name, e);
        }
    }

    private static Report report(RunListener listener, Step close) {
        return new Report() {
            @Override
            public void on(RunEvent event) {
                listener.on(event);
            }

            @Override
            public void close() throws IOException {
                close.run();
            }
        };
    }

    private void step(String name, Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException | Error e) {
            problem(name, e);
        }
    }

    /** Tells the first problem at once; those that follow have the same cause, and the summary lists them all. */
    private void problem(String name, Throwable e) {
        boolean first = problems.isEmpty();
        problems.computeIfAbsent(Problem.of(e), error -> new ArrayList<>()).add(name);
        if (first && !closed) {
            String told = problems().get(0).render();
            terminal.on(new RunEvent.Notice(lastAt, RunEvent.Notice.Level.WARNING, told));
        }
    }

    /** Frees what a report holds; it has failed, so that closing it may fail too. */
    private static void closeQuietly(Report report) {
        try {
            report.close();
        } catch (IOException | RuntimeException e) {
            return;
        }
    }
}
