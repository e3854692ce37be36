package dev.assay.cli;

import dev.assay.cli.config.Key;
import dev.assay.cli.target.Targets;
import dev.assay.core.Diagnosis;
import dev.assay.history.LastFailure;
import dev.assay.report.RunFolder;
import dev.assay.run.Suite;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * Runs what {@code assay test} was asked for: resolves the suites, opens history meanwhile, and runs them once or
 * several times.
 *
 * <p>Used once, from one thread.
 *
 * @since 0.1
 */
public final class TestRun {
    private final RunRequest request;
    private final Console console;
    private final SuiteSource source;
    private final Random random = new Random();

    /** Prepares to run a target that Assay resolves itself. */
    public TestRun(RunRequest request, Console console) {
        this(request, console, Targets::resolve);
    }

    /** Prepares to run suites that someone else knows, such as a build. */
    public TestRun(RunRequest request, Console console, SuiteSource source) {
        this.request = request;
        this.console = console;
        this.source = source;
    }

    /**
     * Runs the tests to their end and writes the reports.
     *
     * @throws dev.assay.core.DiagnosisException if something is wrong before the first test runs
     */
    public ExitCode execute() {
        TagSyntax.check(request.settings().get(Key.TAG_EXPRESSION));
        request.config().tags().map(TagCheck::new).ifPresent(tags -> {
            tags.expression(request.settings().get(Key.TAG_EXPRESSION));
            tags.tiers(request.config().tiers().keySet());
        });
        RunFolder folder = folder();
        try (PastRuns past = PastRuns.open(request)) {
            List<Suite> suites = request.suites(source, folder.path().resolve("work"), this::say);
            List<LastFailure> failed = request.lastFailed() ? failedBefore(past, suites) : List.of();
            SingleRun.Plan plan = new SingleRun.Plan(request, console, suites, failed, past);
            ExitCode code = request.times() > 1
                    ? new RepeatedRun(plan, folder, random).execute()
                    : new SingleRun(plan, folder, request.ordering(random))
                            .execute()
                            .exitCode();
            past.warnings().forEach(console::show);
            return code;
        } finally {
            UnusedFolder.removeIfEmpty(folder.path());
        }
    }

    private RunFolder folder() {
        Instant now = Instant.now();
        return request.out()
                .map(out -> RunFolder.exactly(out, now, random))
                .orElseGet(
                        () -> RunFolder.below(request.base().resolve("target").resolve("assay"), now, random));
    }

    private static List<LastFailure> failedBefore(PastRuns past, List<Suite> suites) {
        List<LastFailure> failed = past.lastFailed(suites);
        if (failed.isEmpty()) {
            throw Diagnosis.of("ASSAY-CLI-024", "nothing failed when it last ran.")
                    .because("--last-failed runs what failed or was lost, and history knows of no such test here")
                    .toFix("leave out --last-failed")
                    .exception();
        }
        return failed;
    }

    private void say(String progress) {
        console.err().println(" " + progress);
        console.err().flush();
    }
}
