package dev.assay.bench;

import dev.assay.bench.data.Facts;
import dev.assay.bench.measure.Job;
import dev.assay.bench.suite.SpringSuite;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tests of a Spring Boot application that write and read, each kept apart from the others in one way or another. */
@Command(name = "spring", description = "Spring's tests in a sandbox, beside @Transactional and Zonky's refresh")
final class Spring implements Callable<Integer> {
    private static final String SANDBOX = "Assay's sandbox, 8 threads";
    private static final String ONE_BY_ONE = "Assay's sandbox, one after another";
    private static final String TRANSACTIONAL = "@Transactional, one after another";
    private static final String REFRESH = "Zonky's refresh per test";

    @Mixin
    private final Setting setting = new Setting();

    @Option(names = "--tests", defaultValue = "1000", description = "tests of a round (${DEFAULT-VALUE})")
    private int tests;

    @Option(
            names = "--refreshes",
            defaultValue = "40",
            description = "tests of a round that are refreshed, which take long (${DEFAULT-VALUE})")
    private int refreshes;

    @Override
    public Integer call() throws Exception {
        Path folder = setting.folder("spring");
        SpringSuite suite = SpringSuite.write(folder, setting.preparation("spring"));
        // All but the example, which has migrations of its own where every application has them.
        List<Path> assay = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(each -> !each.contains("billing"))
                .map(Path::of)
                .toList();
        try (Server server = Server.start()) {
            String url = "-Dbench.url=" + server.url();
            List<Contender> contenders = List.of(
                    new Tests(SANDBOX, suite.classpath(false, assay), "bench.PlainTest", 8, tests, "-Dx=x", folder),
                    new Tests(ONE_BY_ONE, suite.classpath(false, assay), "bench.PlainTest", 1, tests, "-Dx=x", folder),
                    new Tests(
                            TRANSACTIONAL,
                            suite.classpath(false, List.of()),
                            "bench.TransactionalTest",
                            1,
                            tests,
                            url,
                            folder),
                    new Tests(
                            REFRESH,
                            suite.classpath(true, List.of()),
                            "bench.ZonkyTest",
                            1,
                            refreshes,
                            "-Dx=x",
                            folder));
            Report report = new Report(
                    "spring",
                    setting.command(),
                    Machine.here(),
                    Map.of("Spring Boot", "3.5.7", "embedded-database-spring-test", "2.6.0", "PostgreSQL", "18.1"),
                    setting.measure(contenders),
                    TRANSACTIONAL,
                    List.of());
            return setting.publish(
                    report.with(List.of(share(report, TRANSACTIONAL, 0.5), share(report, REFRESH, 0.02))));
        }
    }

    /** Compares what a test takes, from the second one on. */
    static Check share(Report report, String of, double limit) {
        String work = "a test in the sandbox, 8 threads, to " + of;
        String target = "<= " + Numbers.measure(limit) + " x";
        return report.line(SANDBOX)
                .flatMap(line -> line.fact("per_test_ms"))
                .flatMap(own -> report.line(of)
                        .flatMap(line -> line.fact("per_test_ms"))
                        .map(other -> Check.atMost(work, target, limit, own.median() / other.median(), " x")))
                .orElseGet(() -> Check.missing(work, target, "one of them gave no result"));
    }

    /** One class of tests in a JVM of its own. */
    private record Tests(
            String name, List<Path> classpath, String type, int threads, int tests, String setting, Path folder)
            implements Contender {
        @Override
        public Job job(int round) throws IOException {
            List<String> words = new ArrayList<>(List.of(
                    Setting.java(),
                    "-Xmx512m",
                    "-Dbench.tests=" + tests,
                    setting,
                    "-cp",
                    classpath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                    SpringSuite.MAIN_CLASS,
                    type,
                    String.valueOf(threads)));
            return Job.of(words, folder, log(round));
        }

        @Override
        public Result read(int round) throws IOException {
            return Result.of(Facts.of(Files.readString(log(round), StandardCharsets.ISO_8859_1))
                    .numbers());
        }

        private Path log(int round) {
            String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            return Contender.results(folder).resolve(plain + "-" + round + ".log");
        }
    }
}
