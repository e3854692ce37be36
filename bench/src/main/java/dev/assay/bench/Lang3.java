package dev.assay.bench;

import dev.assay.bench.suite.MavenProject;
import dev.assay.bench.suite.Preparation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** commons-lang3's 57,446 published tests: a suite that nobody here wrote. */
@Command(name = "lang3", description = "commons-lang3's published tests: time, memory, and whether outcomes are equal")
final class Lang3 implements Callable<Integer> {
    static final String FIRST = "Assay without history";
    static final String AGAIN = "Assay with history";
    private static final String COORDINATES = "org.apache.commons:commons-lang3:3.20.0";
    private static final String PLATFORM = "1.13.4";
    private static final String ONE_CLASS = "BitFieldTest";
    private static final List<String> JVM_ARGUMENTS = List.of(
            "-Xmx512m",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED",
            "--add-opens=java.base/java.time.chrono=ALL-UNNAMED");

    @Mixin
    private final Setting setting = new Setting();

    @Override
    public Integer call() throws Exception {
        Path folder = setting.folder("lang3");
        Preparation preparation = setting.preparation("lang3");
        MavenProject project = MavenProject.write(folder, "lang3", Map.of(), preparation);
        List<Path> classpath = project.dependencies();
        Path tests = classpath.stream()
                .filter(each -> each.toString().endsWith("3.20.0-tests.jar"))
                .findFirst()
                .orElseThrow();
        project.maven("surefire:test", "-Dtest=" + ONE_CLASS, "-Dsurefire.failIfNoSpecifiedTests=false");
        AssayContender first = assay(FIRST, folder, true);
        AssayContender again = assay(AGAIN, folder, false);
        if (setting.wants(FIRST)) {
            warmUp(folder, preparation);
        }
        SurefireContender surefire = new SurefireContender(folder, 1);
        List<Line> lines = setting.measure(List.of(
                surefire,
                first,
                again,
                new SurefireContender(folder, 2),
                new SurefireContender(folder, 4),
                new ConsoleContender(project.console(PLATFORM), classpath, tests, JVM_ARGUMENTS, folder)));
        Report report = new Report(
                "lang3",
                setting.command(),
                Machine.here(),
                Map.of("commons-lang3", "3.20.0", "Surefire", "3.6.1", "JUnit Platform", PLATFORM),
                lines,
                surefire.name(),
                List.of());
        List<Check> checks = new ArrayList<>(SpeedChecks.of(report));
        for (AssayContender each : List.of(first, again)) {
            if (report.line(surefire.name()).isPresent()
                    && report.line(each.name()).isPresent()) {
                checks.add(outcomes(each, surefire, folder, preparation));
            }
        }
        return setting.publish(report.with(checks));
    }

    private AssayContender assay(String name, Path folder, boolean fresh) {
        List<String> arguments = new ArrayList<>(List.of(COORDINATES));
        arguments.addAll(setting.assayArguments);
        return new AssayContender(name, setting.assay(), arguments, folder, fresh);
    }

    /** Builds Assay and resolves the suite, which first use does, outside of what is measured. */
    private void warmUp(Path folder, Preparation preparation) throws Exception {
        List<String> words = new ArrayList<>(setting.assay());
        words.addAll(List.of("test", COORDINATES, "--include", "**/" + ONE_CLASS, "--no-color"));
        words.addAll(List.of(
                "--out", Contender.results(folder).resolve("assay-warm-up").toString()));
        words.addAll(List.of(
                "--history", Contender.results(folder).resolve("warm-up.db").toString()));
        preparation.run(words, folder);
    }

    /** Lets {@code assay compare} say whether the last round's outcomes are Surefire's, test by test. */
    private Check outcomes(AssayContender assay, SurefireContender surefire, Path folder, Preparation preparation)
            throws Exception {
        List<String> words = new ArrayList<>(setting.assay());
        words.addAll(List.of(
                "compare",
                assay.out(setting.rounds).toString(),
                surefire.reports(setting.rounds).toString()));
        int exitCode = preparation.run(words, folder, Set.of(0, 1));
        return new Check(
                "commons-lang3, outcomes: " + assay.name(),
                "equal to Surefire's, test by test",
                exitCode == 0 ? "equal" : "different: see the log",
                exitCode == 0);
    }
}
