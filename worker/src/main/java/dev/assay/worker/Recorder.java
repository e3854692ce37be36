package dev.assay.worker;

import dev.assay.event.Command;
import dev.assay.event.Failure;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.Signal;
import dev.assay.event.TestRef;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Turns what the launcher tells of one part into events, and sees to it that each test that was found ends in one
 * outcome.
 */
final class Recorder implements TestExecutionListener {
    /** The name under which the module junit publishes how a test is run again. */
    private static final String REPLAY = "assay.replay";

    private static final int MAX_TRACE = 32 << 10;
    private static final int MAX_MESSAGE = 8 << 10;
    private static final List<String> REGISTERING =
            List.of("/[test-template:", "/[test-factory:", "/[nested-class-template:", "/[fq-nested-class-template:");

    private final Command.Run part;
    private final Names names;
    private final Link link;
    private final Capture capture;
    private final Leftovers leftovers;
    private final Map<String, Open> open = new LinkedHashMap<>();
    private final Map<String, TestRef> templates = new LinkedHashMap<>();
    private final Set<String> fruitful = new HashSet<>();
    private final Map<String, String> failedContainers = new HashMap<>();
    private @Nullable TestPlan plan;
    private int discovered;
    private String scope = "";

    Recorder(Command.Run part, Link link, Capture capture, Leftovers leftovers) {
        this.part = part;
        this.names = new Names(part.suite(), part.className());
        this.link = link;
        this.capture = capture;
        this.leftovers = leftovers;
    }

    private static final class Open {
        private final TestRef test;
        private long startedAt = -1;

        Open(TestRef test) {
            this.test = test;
        }
    }

    /** Takes the tests that are known before they run. */
    void discovered(Discovery discovery) {
        plan = discovery.plan();
        for (TestRef test : discovery.tests()) {
            open.put(test.uniqueId(), new Open(test));
        }
        for (TestRef template : discovery.templates()) {
            templates.put(template.uniqueId(), template);
        }
        discovered += discovery.tests().size();
    }

    int discovered() {
        return discovered;
    }

    /** Gives each test that never began its outcome. */
    void finish() {
        for (Open left : open.values().toArray(Open[]::new)) {
            String reason = reason(left.test);
            finished(left.test, Outcome.NOT_RUN, 0, null, reason);
        }
        open.clear();
        for (TestRef template : templates.values()) {
            discovered++;
            finished(template, Outcome.NOT_RUN, 0, null, reason(template));
        }
        templates.clear();
    }

    private String reason(TestRef test) {
        for (Map.Entry<String, String> failed : failedContainers.entrySet()) {
            if (test.uniqueId().startsWith(failed.getKey())) {
                return failed.getValue() + " failed";
            }
        }
        return "its engine did not run it";
    }

    /** Drops what was released to another worker. */
    void released(TestRef test) {
        if (open.remove(test.uniqueId()) != null) {
            discovered--;
        }
        templates.remove(test.uniqueId());
    }

    void containerFailed(TestRef container, Throwable thrown) {
        failedContainers.put(container.uniqueId(), container.displayName());
        link.happened(new RunEvent.ContainerFailed(link.now(), part.part(), container, failure(thrown), true));
    }

    @Override
    public void testPlanExecutionStarted(TestPlan testPlan) {
        plan = testPlan;
    }

    @Override
    public void dynamicTestRegistered(TestIdentifier test) {
        if (test.isTest()) {
            TestRef registered = ref(test);
            fruitful.addAll(registered.templates());
            discovered++;
            open.put(test.getUniqueId(), new Open(registered));
            if (registered.isAhead()) {
                link.send(new Signal.Registered(part.part(), registered, false));
            }
        } else if (isTemplate(test.getUniqueId())) {
            TestRef template = ref(test);
            templates.put(test.getUniqueId(), template);
            link.send(new Signal.Registered(part.part(), template, true));
        } else {
            fruitful.addAll(ref(test).templates());
        }
    }

    /** A container is registered before its children, so that only its id can tell; those are Jupiter's kinds. */
    private static boolean isTemplate(String id) {
        int last = id.lastIndexOf("/[");
        return REGISTERING.stream().anyMatch(kind -> id.startsWith(kind, last));
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (!test.isTest()) {
            return;
        }
        Open started = open.get(test.getUniqueId());
        if (started != null) {
            leftovers.beforeTest();
            started.startedAt = link.now();
            capture.started(test.getUniqueId());
            link.happened(new RunEvent.TestStarted(started.startedAt, part.part(), started.test));
        }
    }

    @Override
    public void executionSkipped(TestIdentifier skipped, String reason) {
        if (skipped.isTest()) {
            Open test = open.remove(skipped.getUniqueId());
            if (test != null) {
                finished(test.test, Outcome.SKIPPED, 0, null, reason);
            }
            return;
        }
        for (Open test : open.values().toArray(Open[]::new)) {
            if (isBelow(test.test, skipped)) {
                open.remove(test.test.uniqueId());
                finished(test.test, Outcome.SKIPPED, 0, null, reason);
            }
        }
        for (TestRef template : templates.values().toArray(TestRef[]::new)) {
            if (isBelow(template, skipped)) {
                templates.remove(template.uniqueId());
                discovered++;
                finished(template, Outcome.SKIPPED, 0, null, reason);
            }
        }
    }

    /** Limits what a skipped container settles to the step that runs: the others come in their turn, or elsewhere. */
    void scope(String step) {
        scope = step;
    }

    private boolean isBelow(TestRef test, TestIdentifier container) {
        return test.uniqueId().startsWith(scope) && isInside(test, container);
    }

    private static boolean isInside(TestRef test, TestIdentifier container) {
        return TestRef.isBelow(test.uniqueId(), container.getUniqueId());
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        entry.getKeyValuePairs().forEach((key, value) -> {
            if (key.startsWith("assay.")) {
                published(test, key, value);
            }
        });
    }

    private void published(TestIdentifier test, String key, String value) {
        if (key.equals(REPLAY)) {
            link.happened(new RunEvent.Replay(link.now(), part.part(), test.getUniqueId(), value));
        } else if (key.equals(Entry.SQL)) {
            Entry.use(value)
                    .ifPresent(
                            use -> link.happened(new RunEvent.DatabaseUsed(link.now(), part.part(), ref(test), use)));
        } else if (key.equals(Entry.UNCLOSED)) {
            value.lines().forEach(line -> leftovers.unclosed(ref(test), line));
        } else if (key.startsWith(Entry.FIXTURE)) {
            Entry.nanos(value)
                    .ifPresent(nanos -> link.happened(new RunEvent.FixtureOpened(
                            link.now(), part.part(), ref(test), key.substring(Entry.FIXTURE.length()), nanos)));
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Throwable thrown = result.getThrowable().orElse(null);
        if (test.isTest()) {
            testFinished(test, result, thrown);
            return;
        }
        if (result.getStatus() == TestExecutionResult.Status.FAILED && thrown != null) {
            containerFailed(ref(test), thrown);
        } else if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            aborted(test, thrown);
        }
        TestRef template = templates.get(test.getUniqueId());
        if (template != null
                && (fruitful.remove(test.getUniqueId()) || result.getStatus().equals(SUCCESS))) {
            templates.remove(test.getUniqueId());
            link.send(new Signal.TemplateFinished(part.part(), test.getUniqueId()));
        }
    }

    private static final TestExecutionResult.Status SUCCESS = TestExecutionResult.Status.SUCCESSFUL;

    private void testFinished(TestIdentifier test, TestExecutionResult result, @Nullable Throwable thrown) {
        Open ended = open.remove(test.getUniqueId());
        if (ended == null) {
            return;
        }
        capture.finished();
        // No switch: it would load a class of its own, with a file descriptor that a test may have left none of.
        Outcome outcome = result.getStatus() == SUCCESS
                ? Outcome.PASSED
                : result.getStatus() == TestExecutionResult.Status.ABORTED ? Outcome.ABORTED : Outcome.FAILED;
        finished(
                ended.test,
                outcome,
                link.now() - ended.startedAt,
                thrown == null ? null : failure(thrown),
                outcome == Outcome.ABORTED && thrown != null ? String.valueOf(thrown.getMessage()) : "");
        leftovers.afterTest(ended.test);
    }

    /** An assumption in a fixture aborts all tests below it. */
    private void aborted(TestIdentifier container, @Nullable Throwable thrown) {
        Failure failure = thrown == null ? null : failure(thrown);
        String reason = thrown == null ? "" : String.valueOf(thrown.getMessage());
        for (Open test : open.values().toArray(Open[]::new)) {
            if (isBelow(test.test, container)) {
                open.remove(test.test.uniqueId());
                finished(test.test, Outcome.ABORTED, 0, failure, reason);
            }
        }
        for (TestRef template : templates.values().toArray(TestRef[]::new)) {
            if (isBelow(template, container) && !fruitful.contains(template.uniqueId())) {
                templates.remove(template.uniqueId());
                discovered++;
                finished(template, Outcome.ABORTED, 0, failure, reason);
            }
        }
    }

    private void finished(TestRef test, Outcome outcome, long wall, @Nullable Failure failure, String reason) {
        link.happened(new RunEvent.TestFinished(
                link.now(), part.part(), test, outcome, wall, part.attempt(), true, failure, reason));
    }

    private TestRef ref(TestIdentifier test) {
        TestPlan present = plan;
        if (present == null) {
            throw new IllegalStateException("no test plan runs");
        }
        return names.of(present, test);
    }

    private static Failure failure(Throwable thrown) {
        String trace;
        String message;
        try {
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text, true));
            trace = text.toString();
            message = thrown.getMessage() == null ? "" : thrown.getMessage();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // The throwable's own methods may throw; the failure must be told all the same.
            trace = thrown.getClass().getName() + ", whose stack trace cannot be printed: " + e;
            message = "";
        }
        return new Failure(
                thrown.getClass().getName(),
                message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) + " ... cut" : message,
                trace.length() > MAX_TRACE ? trace.substring(0, MAX_TRACE) + "\n\t... cut" : trace);
    }
}
