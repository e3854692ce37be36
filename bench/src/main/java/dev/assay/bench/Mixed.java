package dev.assay.bench;

import dev.assay.bench.suite.MavenProject;
import dev.assay.bench.suite.MixedSuite;
import dev.assay.bench.suite.Preparation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Classes that wait, compute, lock, and one that sets the end unless it is split: what a schedule is worth. */
@Command(name = "mixed", description = "classes that wait, compute, share a lock, and a long one: scheduling")
final class Mixed implements Callable<Integer> {
    private static final String PLATFORM = "6.1.3";

    @Mixin
    private final Setting setting = new Setting();

    @Override
    public Integer call() throws Exception {
        Path folder = setting.folder("mixed");
        Preparation preparation = setting.preparation("mixed");
        MavenProject project = MavenProject.write(folder, "jupiter", MixedSuite.sources(), preparation);
        project.maven("test-compile", "surefire:test", "-Dtest=Tiny0Test");
        Path compiled = folder.resolve("target/test-classes");
        List<Path> classpath = new ArrayList<>(List.of(compiled));
        classpath.addAll(project.dependencies());
        AssayContender first = assay("Assay without history", folder, true);
        if (setting.wants(first.name())) {
            preparation.run(warmUp(first), folder);
        }
        SurefireContender surefire = new SurefireContender(folder, 1);
        Report report = new Report(
                "mixed",
                setting.command(),
                Machine.here(),
                Map.of("JUnit", PLATFORM, "Surefire", "3.6.1"),
                setting.measure(List.of(
                        surefire,
                        first,
                        assay("Assay with history", folder, false),
                        new SurefireContender(folder, 2),
                        new SurefireContender(folder, 4),
                        new ConsoleContender(project.console(PLATFORM), classpath, compiled, List.of(), folder))),
                surefire.name(),
                List.of());
        return setting.publish(report.with(checks(report)));
    }

    private List<String> warmUp(AssayContender assay) throws Exception {
        List<String> words = new ArrayList<>(assay.job(0).commands().get(0));
        words.addAll(List.of("--include", "**/Tiny0Test"));
        return words;
    }

    private AssayContender assay(String name, Path folder, boolean fresh) {
        List<String> arguments = new ArrayList<>(List.of("."));
        arguments.addAll(setting.assayArguments);
        return new AssayContender(name, setting.assay(), arguments, folder, fresh);
    }

    /** Locks must hold: Assay's outcomes are those of one JVM, however many workers there are. */
    private static List<Check> checks(Report report) {
        List<Check> checks = new ArrayList<>();
        for (Line line : report.lines()) {
            if (line.contender().startsWith("Assay")) {
                checks.add(new Check(
                        "mixed: " + line.contender(),
                        "all tests pass: locks hold across workers",
                        line.counts().toString(),
                        line.steady() && line.counts().equals(new Counts(MixedSuite.tests(), 0, 0))));
            }
        }
        return checks;
    }
}
