package dev.assay.worker;

import dev.assay.event.TestRef;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs several classes at once in this one JVM, by JUnit's own parallel execution, and writes down the outcomes: for who
 * wants to know what would come of it. A worker itself runs one test at a time.
 */
public final class Together {
    private final String suite;
    private final ConcurrentLinkedQueue<String> outcomes = new ConcurrentLinkedQueue<>();

    private Together(String suite) {
        this.suite = suite;
    }

    /** Reads the suite's name, how many at once, the file to write, and the classes, a line each. */
    public static void main(String[] args) throws IOException {
        BufferedReader config = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Together together = new Together(config.readLine());
        String parallelism = config.readLine();
        Path out = Path.of(config.readLine());
        List<String> classes = config.lines().toList();
        // Nobody reads what tests write here.
        System.setOut(new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        try (LauncherSession session = LauncherFactory.openSession()) {
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .configurationParameters(Map.of(
                            "junit.jupiter.execution.parallel.enabled", "true",
                            "junit.jupiter.execution.parallel.mode.default", "same_thread",
                            "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
                            "junit.jupiter.execution.parallel.config.strategy", "fixed",
                            "junit.jupiter.execution.parallel.config.fixed.parallelism", parallelism))
                    .selectors(classes.stream()
                            .map(DiscoverySelectors::selectClass)
                            .toList())
                    .build();
            session.getLauncher().execute(request, together.listener());
        }
        Files.write(out, together.outcomes);
        System.exit(0);
    }

    private TestExecutionListener listener() {
        return new TestExecutionListener() {
            private volatile @Nullable TestPlan plan;

            private TestPlan plan() {
                TestPlan begun = plan;
                if (begun == null) {
                    throw new IllegalStateException("no test plan runs");
                }
                return begun;
            }

            @Override
            public void testPlanExecutionStarted(TestPlan begun) {
                plan = begun;
            }

            @Override
            public void executionSkipped(TestIdentifier skipped, String reason) {
                if (skipped.isTest()) {
                    add(skipped, "SKIPPED");
                }
                plan().getDescendants(skipped).stream()
                        .filter(TestIdentifier::isTest)
                        .forEach(test -> add(test, "SKIPPED"));
            }

            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest() || result.getStatus() == TestExecutionResult.Status.FAILED) {
                    add(
                            test,
                            switch (result.getStatus()) {
                                case SUCCESSFUL -> "PASSED";
                                case ABORTED -> "ABORTED";
                                case FAILED -> "FAILED";
                            });
                }
            }

            private void add(TestIdentifier test, String outcome) {
                TestRef ref = new Names(suite, topClass(test.getUniqueId())).of(plan(), test);
                outcomes.add(String.join("\t", outcome, ref.topClass(), ref.className(), ref.name(), ref.uniqueId()));
            }
        };
    }

    /** Returns the class that the id names first, which a worker would be given. */
    private static String topClass(String id) {
        int at = id.indexOf("[class:");
        return at < 0 ? "" : id.substring(at + 7, id.indexOf(']', at));
    }
}
