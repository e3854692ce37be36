package dev.assay.bench;

import dev.assay.bench.suite.BareLauncher;
import dev.assay.bench.suite.MavenProject;
import dev.assay.bench.suite.MillionSuite;
import dev.assay.bench.suite.Preparation;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A million tests that do nothing: whether the run ends, within which memory, and what Assay itself takes for a test.
 *
 * <p>Assay's own overhead is (CPU time of Assay's whole process tree - CPU time of the bare launcher) / tests. The bare
 * launcher runs the same classes in the same number of JVMs with a listener that only counts, so what JUnit takes for
 * finding and running a test is not Assay's, and all that Assay adds is: its coordinator, its workers' messages,
 * reports, history.
 */
@Command(name = "million", description = "1,000,000 empty tests in 10,000 classes: memory and overhead a test")
final class Million implements Callable<Integer> {
    private static final String ASSAY = "Assay without history";
    private static final double COORDINATOR_MIB = 512;
    private static final double OVERHEAD_MICROS = 15;

    @Mixin
    private final Setting setting = new Setting();

    @Option(names = "--classes", defaultValue = "10000", description = "test classes (${DEFAULT-VALUE})")
    private int classes;

    @Option(names = "--tests-per-class", defaultValue = "100", description = "tests in each (${DEFAULT-VALUE})")
    private int testsPerClass;

    @Option(names = "--jvms", defaultValue = "2", description = "worker JVMs of each contender (${DEFAULT-VALUE})")
    private int jvms;

    @Option(names = "--bare-jvm-arg", description = "JVM argument of the bare launcher, such as Assay's workers have")
    private List<String> bareJvmArguments = List.of();

    @Override
    public Integer call() throws Exception {
        Path folder = setting.folder("million");
        Preparation preparation = setting.preparation("million");
        MavenProject project = MavenProject.write(folder, "jupiter", Map.of(), preparation);
        MillionSuite suite = new MillionSuite(classes, testsPerClass);
        Path compiled = folder.resolve("classes-" + classes + "x" + testsPerClass);
        suite.write(compiled);
        List<Path> classpath = new ArrayList<>(List.of(compiled));
        classpath.addAll(project.dependencies());
        Path program = folder.resolve("bare");
        BareLauncher.compile(classpath, program);
        List<Path> withProgram = new ArrayList<>(List.of(program));
        withProgram.addAll(classpath);
        BareContender bare = new BareContender(withProgram, suite.names(), jvms, bareJvmArguments, folder);
        List<String> version = new ArrayList<>(setting.assay());
        version.add("--version");
        // Assay builds itself on first use, and that is not to be measured.
        preparation.run(version, folder);
        AssayContender assay = new AssayContender(ASSAY, setting.assay(), arguments(classpath), folder, true);
        Report report = new Report(
                "million",
                setting.command(),
                Machine.here(),
                Map.of("JUnit", "6.1.3"),
                setting.measure(List.of(assay, bare)),
                bare.name(),
                List.of());
        return setting.publish(report.with(checks(report, bare.name())));
    }

    private List<String> arguments(List<Path> classpath) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--classpath");
        arguments.add(classpath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        arguments.addAll(List.of("--scan", classpath.get(0).toString(), "--workers", String.valueOf(jvms)));
        arguments.addAll(setting.assayArguments);
        return arguments;
    }

    private List<Check> checks(Report report, String bareName) {
        long tests = (long) classes * testsPerClass;
        String work = Numbers.count(tests) + " empty tests in " + Numbers.count(classes) + " classes";
        Optional<Line> assay = report.line(ASSAY);
        if (assay.isEmpty()) {
            return List.of(Check.missing(work, "finishes", "Assay gave no result"));
        }
        List<Check> checks = new ArrayList<>();
        Counts counts = assay.get().counts();
        checks.add(new Check(work, "finishes", counts.toString(), counts.equals(new Counts(tests, 0, 0))));
        double peak = assay.get().coordinatorMib().max();
        checks.add(
                peak == 0
                        ? Check.missing(work, "coordinator <= 512 MiB", "this system does not tell peak memory")
                        : Check.atMost(work, "coordinator <= 512 MiB", COORDINATOR_MIB, peak, " MiB"));
        report.line(bareName)
                .ifPresent(bare -> checks.add(Check.atMost(
                        work,
                        "own overhead <= 15 microseconds a test",
                        OVERHEAD_MICROS,
                        overheadMicros(assay.get(), bare, tests),
                        " microseconds")));
        return checks;
    }

    static double overheadMicros(Line assay, Line bare, long tests) {
        return (assay.cpuMillis().median() - bare.cpuMillis().median()) * 1000 / tests;
    }
}
