package dev.assay.history;

import dev.assay.event.Failure;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.RunEvent.RunFinished.End;
import dev.assay.event.RunListener;
import dev.assay.event.TestRef;
import java.time.Duration;
import java.util.List;

/** Tells a listener the events of a run that never was. */
final class FakeRun {
    static final String SUITE = "shop";

    private final RunListener listener;
    private int part;
    private long tests;

    private FakeRun(RunListener listener) {
        this.listener = listener;
    }

    static FakeRun start(RunListener listener, String id, long millis) {
        FakeRun run = new FakeRun(listener);
        listener.on(
                new RunEvent.RunStarted(0, id, millis, "shop", "assay test shop", "history", 2, "17", List.of(SUITE)));
        return run;
    }

    FakeRun part(String className) {
        part++;
        listener.on(new RunEvent.PartStarted(0, part, 1, SUITE, className, ""));
        return this;
    }

    /** A test that came to its end at its first attempt. */
    FakeRun test(String className, String name, Outcome outcome, long millis) {
        return attempt(className, name, outcome, millis, 1, true);
    }

    FakeRun attempt(String className, String name, Outcome outcome, long millis, int attempt, boolean last) {
        listener.on(new RunEvent.TestFinished(
                0,
                part,
                ref(className, name),
                outcome,
                Duration.ofMillis(millis).toNanos(),
                attempt,
                last,
                outcome.isBad() ? new Failure("java.lang.AssertionError", "no", "at shop") : null,
                ""));
        tests += last ? 1 : 0;
        return this;
    }

    FakeRun containerFailed(String className) {
        String id = "[engine:junit-jupiter]/[class:" + className + "]";
        TestRef ref = new TestRef(SUITE, className, className, id, "initializationError", className, List.of());
        listener.on(new RunEvent.ContainerFailed(0, part, ref, new Failure("X", "", ""), true));
        return this;
    }

    FakeRun classFinished(String className, long wallMillis, long cpuMillis) {
        listener.on(new RunEvent.ClassFinished(
                0,
                SUITE,
                className,
                Duration.ofMillis(wallMillis).toNanos(),
                Duration.ofMillis(cpuMillis).toNanos()));
        return this;
    }

    void end(End end) {
        listener.on(new RunEvent.RunFinished(
                0, Duration.ofSeconds(3).toNanos(), Duration.ofSeconds(5).toNanos(), tests, end, ""));
    }

    void end() {
        end(End.COMPLETE);
    }

    /** Names a test as Jupiter does; {@code name[2]} is the second invocation of a template. */
    static TestRef ref(String className, String name) {
        return new TestRef(SUITE, className, className, id(className, name), name, name, List.of());
    }

    static String id(String className, String name) {
        String top = "[engine:junit-jupiter]/[class:" + className + "]/";
        int index = name.indexOf('[');
        return index < 0
                ? top + "[method:" + name + "()]"
                : top + "[test-template:" + name.substring(0, index) + "(int)]/[test-template-invocation:#"
                        + name.substring(index + 1, name.length() - 1) + "]";
    }

    static String staticId(String className, String name) {
        return ref(className, name).staticId();
    }
}
