package dev.assay.report;

import dev.assay.event.Failure;
import dev.assay.event.Leftover;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.RunListener;
import dev.assay.event.TestRef;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plays a run to a listener, an event after the other; time goes on only where it is told to. */
public final class Script {
    /** Nanoseconds in a millisecond. */
    public static final long MS = 1_000_000;

    private final RunListener to;
    private long now;

    /** Plays to the given listener. */
    public Script(RunListener to) {
        this.to = to;
    }

    /** Names a test of a class of the suite {@code shop}. */
    public static TestRef test(String className, String name) {
        return test("shop", className, name);
    }

    /** Names a test of a class, or of a nested class, of any suite. */
    public static TestRef test(String suite, String className, String name) {
        int nested = className.indexOf('$');
        String top = nested < 0 ? className : className.substring(0, nested);
        String id = "[engine:junit-jupiter]/[class:" + className.replace("$", "]/[nested-class:") + "]/[method:" + name
                + "]";
        return new TestRef(suite, top, className, id, name, name + "()", List.of());
    }

    /** Names a class as a container. */
    public static TestRef container(String className) {
        TestRef test = test(className, "x");
        String id = test.uniqueId().substring(0, test.uniqueId().lastIndexOf('/'));
        return new TestRef("shop", test.topClass(), className, id, className, className, List.of());
    }

    /** A failure as JUnit's assertions give it. */
    public static Failure assertion(String className, int line, String message) {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        return new Failure(
                "org.opentest4j.AssertionFailedError",
                message,
                "org.opentest4j.AssertionFailedError: " + message
                        + "\n\tat org.junit.jupiter.api.AssertEquals.assertEquals(AssertEquals.java:182)\n\tat "
                        + className + ".fails(" + simple + ".java:" + line + ")\n");
    }

    /** A failure that is an error. */
    public static Failure error(String message) {
        return new Failure(
                "java.lang.IllegalStateException",
                message,
                "java.lang.IllegalStateException: " + message + "\n\tat org.shop.Cart.add(Cart.java:12)\n");
    }

    /** Begins a run. */
    public Script begin(String... suites) {
        List<String> names = suites.length == 0 ? List.of("shop") : List.of(suites);
        return event(new RunEvent.RunStarted(
                now, "20261120-141503-7f3a", 1_795_184_103_000L, ".", "assay test", "history", 2, "17.0.15", names));
    }

    /** Begins a run of a command, in an order. */
    public Script begin(String command, String order) {
        return event(new RunEvent.RunStarted(
                now, "20261120-141503-7f3a", 1_795_184_103_000L, ".", command, order, 2, "17.0.15", List.of("shop")));
    }

    /** Announces a plan. */
    public Script plan(int classes, int expectedTests, long expectedWallMillis) {
        return event(new RunEvent.RunPlanned(now, classes, expectedTests, expectedWallMillis * MS, 20 * MS));
    }

    /** Lets time go by. */
    public Script after(long millis) {
        now += millis * MS;
        return this;
    }

    /** Starts a worker. */
    public Script worker(int number) {
        return event(new RunEvent.WorkerStarted(now, number, 4700 + number, "shop", "core"));
    }

    /** Begins a class. */
    public Script part(int part, int worker, String className) {
        return part(part, worker, "shop", className);
    }

    /** Begins a class of a suite. */
    public Script part(int part, int worker, String suite, String className) {
        return event(new RunEvent.PartStarted(now, part, worker, suite, className, ""));
    }

    /** Begins a test. */
    public Script start(int part, TestRef test) {
        return event(new RunEvent.TestStarted(now, part, test));
    }

    /** Passes a test. */
    public Script pass(int part, TestRef test) {
        return end(part, test, Outcome.PASSED, 1, true, null, "");
    }

    /** Fails a test. */
    public Script fail(int part, TestRef test, Failure failure) {
        return end(part, test, Outcome.FAILED, 1, true, failure, "");
    }

    /** Ends a test. */
    public Script end(
            int part, TestRef test, Outcome outcome, int attempt, boolean last, @Nullable Failure failure, String why) {
        return event(new RunEvent.TestFinished(now, part, test, outcome, 7 * MS, attempt, last, failure, why));
    }

    /** Fails a container. */
    public Script failContainer(int part, String className, boolean last) {
        return event(new RunEvent.ContainerFailed(now, part, container(className), error("no database"), last));
    }

    /** Writes to standard output. */
    public Script print(int part, @Nullable TestRef test, String text) {
        return print(part, test, RunEvent.Output.Channel.OUT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes bytes. */
    public Script print(int part, @Nullable TestRef test, RunEvent.Output.Channel channel, byte[] bytes) {
        return event(new RunEvent.Output(now, part, test == null ? null : test.uniqueId(), channel, bytes));
    }

    /** Ends a part, after the given time on its worker. */
    public Script endPart(int part, int worker, String className, long wallMillis, Leftover... leftovers) {
        return event(new RunEvent.PartFinished(
                now, part, worker, "shop", className, wallMillis * MS, wallMillis * MS / 2, 1, List.of(leftovers)));
    }

    /** Ends a class. */
    public Script endClass(String className) {
        return endClass("shop", className);
    }

    /** Ends a class of a suite. */
    public Script endClass(String suite, String className) {
        return event(new RunEvent.ClassFinished(now, suite, className, 1234 * MS, 1000 * MS));
    }

    /** Tells how busy the machine is. */
    public Script load(double cpu) {
        return event(new RunEvent.Load(now, cpu, 1, 1));
    }

    /** Says something. */
    public Script notice(RunEvent.Notice.Level level, String text) {
        return event(new RunEvent.Notice(now, level, text));
    }

    /** Ends the run. */
    public Script finish(long discovered) {
        return finish(discovered, RunEvent.RunFinished.End.COMPLETE, "");
    }

    /** Ends the run in some way. */
    public Script finish(long discovered, RunEvent.RunFinished.End end, String reason) {
        return event(new RunEvent.RunFinished(now, now, now, discovered, end, reason));
    }

    /** Plays any event. */
    public Script event(RunEvent event) {
        to.on(event);
        return this;
    }

    /** Returns the time, in nanoseconds since the run began. */
    public long now() {
        return now;
    }
}
