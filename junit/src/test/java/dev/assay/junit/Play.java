package dev.assay.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/** Test classes played by JUnit inside a test, and what came of them. */
final class Play implements TestExecutionListener {
    private final Map<String, TestExecutionResult> results = Collections.synchronizedMap(new LinkedHashMap<>());
    private final List<Map<String, String>> entries = Collections.synchronizedList(new ArrayList<>());
    private String errors = "";

    private Play() {}

    static Play of(Class<?>... types) {
        return with(Map.of(), types);
    }

    static Play with(Map<String, String> settings, Class<?>... types) {
        Play play = new Play();
        PrintStream before = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try (LauncherSession session = LauncherFactory.openSession()) {
            DiscoverySelector[] selectors =
                    Arrays.stream(types).map(type -> selectClass(type)).toArray(DiscoverySelector[]::new);
            session.getLauncher()
                    .execute(
                            request()
                                    .selectors(selectors)
                                    .configurationParameters(settings)
                                    .build(),
                            play);
        } finally {
            System.setErr(before);
        }
        play.errors = written.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
        return play;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        results.put(test.getUniqueId(), result);
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        entries.add(entry.getKeyValuePairs());
    }

    /** Returns how many tests and containers of tests, classes included, came to an end that way. */
    private List<TestExecutionResult> ended(TestExecutionResult.Status how) {
        return results.values().stream()
                .filter(result -> result.getStatus() == how)
                .toList();
    }

    /** Returns how many methods, invocations and dynamic tests passed. */
    long passed() {
        return results.entrySet().stream()
                .filter(each -> each.getKey().contains("[method:")
                        || each.getKey().contains("[test-template-invocation:")
                        || each.getKey().contains("[dynamic-test:"))
                .filter(each -> each.getValue().getStatus() == TestExecutionResult.Status.SUCCESSFUL)
                .count();
    }

    /** Returns what tests and containers failed with. */
    List<Throwable> failures() {
        return ended(TestExecutionResult.Status.FAILED).stream()
                .map(result -> result.getThrowable().orElseThrow())
                .toList();
    }

    /** Returns the only failure. */
    Throwable failure() {
        if (failures().size() != 1) {
            throw new AssertionError(failures() + " are not one");
        }
        return failures().get(0);
    }

    List<Map<String, String>> entries() {
        return entries;
    }

    /** Returns what was written to the error stream meanwhile. */
    String errors() {
        return errors;
    }
}
