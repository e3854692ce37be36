package dev.assay.cli.parallel;

import dev.assay.run.SharedJvm;
import dev.assay.run.Suite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tries classes beside each other in one JVM, those left out that had other outcomes already. */
public final class OneJvm {
    /** One that takes so much longer than all classes one after the other will not end. */
    private static final int PATIENCE = 3;

    private static final Duration LEAST = Duration.ofMinutes(10);

    private final List<Suite> suites;
    private final Path workerJar;
    private final Path folder;
    private final int parallelism;
    private int tests;
    private Duration limit = LEAST;

    /** Prepares a JVM for each suite. */
    public OneJvm(List<Suite> suites, Path workerJar, Path folder, int parallelism) {
        this.suites = List.copyOf(suites);
        this.workerJar = workerJar;
        this.folder = folder;
        this.parallelism = parallelism;
    }

    /**
     * Returns the tests that have another outcome there than in the first run.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-RUN-008 if a JVM ends by itself, or not at all
     */
    public List<Finding> findings(List<TestClass> classes, List<Finding> known, Observation first) {
        Set<String> out =
                known.stream().map(each -> each.difference().seen().topClass()).collect(Collectors.toSet());
        List<Finding> findings = new ArrayList<>();
        Duration patience = Duration.ofNanos(first.wallNanos()).multipliedBy(PATIENCE);
        limit = patience.compareTo(LEAST) > 0 ? patience : LEAST;
        for (Suite suite : suites) {
            List<String> names = classes.stream()
                    .filter(seen -> seen.suite().equals(suite.name()) && !out.contains(seen.name()))
                    .map(TestClass::name)
                    .toList();
            if (!names.isEmpty()) {
                for (Difference each : Difference.between(of(first, suite, names), run(suite, names))) {
                    findings.add(new Finding(each, Finding.Cause.ONE_JVM, "parallel", parallelism, List.of()));
                }
            }
        }
        return findings;
    }

    private Map<String, Observation.Seen> run(Suite suite, List<String> names) {
        Map<String, Observation.Seen> seen = new LinkedHashMap<>();
        try {
            SharedJvm jvm =
                    new SharedJvm(suite, workerJar, folder.resolve(suite.name().replaceAll("\\W", "_")));
            for (SharedJvm.Ended each : jvm.run(names, parallelism, limit)) {
                String simple = each.className().substring(each.className().lastIndexOf('.') + 1);
                seen.put(
                        suite.name() + '\n' + each.uniqueId(),
                        new Observation.Seen(
                                suite.name(), each.topClass(), simple + "#" + each.name(), each.outcome()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tests += seen.size();
        return seen;
    }

    private static Map<String, Observation.Seen> of(Observation first, Suite suite, List<String> names) {
        Set<String> wanted = Set.copyOf(names);
        return first.outcomes().entrySet().stream()
                .filter(seen -> seen.getValue().suite().equals(suite.name())
                        && wanted.contains(seen.getValue().topClass()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Returns how many tests it had. */
    public int tests() {
        return tests;
    }
}
