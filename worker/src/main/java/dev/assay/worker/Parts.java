package dev.assay.worker;

import dev.assay.event.Command;
import dev.assay.event.Leftover;
import dev.assay.event.RunEvent;
import dev.assay.event.Signal;
import dev.assay.event.TestRef;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.platform.launcher.Launcher;

/** Runs parts: discovers, waits for locks, executes at once or step by step, and says what was left behind. */
final class Parts {
    private final Launcher launcher;
    private final Link link;
    private final Capture capture;
    private final Steps steps;
    private final Supplier<Command.Proceed> proceed;
    private final Leftovers leftovers;
    private final Heap heap = new Heap();
    private final CpuTime cpu = new CpuTime();
    private final LockAnnotations annotations = new LockAnnotations();

    Parts(
            Launcher launcher,
            Link link,
            Capture capture,
            Steps steps,
            Supplier<Command.Proceed> proceed,
            boolean leftoversByTest) {
        this.launcher = launcher;
        this.link = link;
        this.capture = capture;
        this.steps = steps;
        this.proceed = proceed;
        this.leftovers = new Leftovers(leftoversByTest);
    }

    void run(Command.Run part) {
        long startedAt = link.now();
        long cpuBefore = cpu.nanos();
        capture.part(part.part());
        Recorder recorder = new Recorder(part, link, capture, leftovers);
        try {
            List<String> exclude = List.of();
            Discovery discovery = Discovery.of(launcher, part, exclude, annotations);
            List<String> order = part.stepwise() ? discovery.steps() : List.of();
            link.send(new Signal.Discovered(
                    part.part(), discovery.tests(), discovery.templates(), order, discovery.locks()));
            if (part.hold() || !discovery.locks().isEmpty()) {
                link.flush();
                Command.Proceed answer = proceed.get();
                if (!answer.go()) {
                    return;
                }
                if (!answer.exclude().isEmpty()) {
                    exclude = answer.exclude();
                    discovery = Discovery.of(launcher, part, exclude, annotations);
                }
                order = part.stepwise() ? remaining(discovery, answer.order()) : List.of();
            }
            recorder.discovered(discovery);
            if (part.stepwise()) {
                runStepwise(part, discovery, exclude, order, recorder);
            } else {
                launcher.execute(discovery.plan(), recorder);
            }
        } catch (OutOfMemoryError e) {
            throw die(e);
        } catch (Throwable e) {
            recorder.containerFailed(classRef(part), e);
        }
        recorder.finish();
        List<Leftover> left = leftovers.since();
        capture.part(part.part());
        heap.kept()
                .ifPresent(bytes -> link.happened(new RunEvent.HeapKept(
                        link.now(), part.part(), bytes, Runtime.getRuntime().maxMemory())));
        link.happened(new RunEvent.PartFinished(
                link.now(),
                part.part(),
                0,
                part.suite(),
                part.className(),
                link.now() - startedAt,
                Math.max(0, cpu.nanos() - cpuBefore),
                recorder.discovered(),
                left));
    }

    /** The steps that an exclusion has left, in the order that the coordinator wants. */
    private static List<String> remaining(Discovery discovery, List<String> order) {
        Set<String> remaining = new LinkedHashSet<>(order);
        remaining.retainAll(discovery.steps());
        remaining.addAll(discovery.steps());
        return List.copyOf(remaining);
    }

    private void runStepwise(
            Command.Run part, Discovery discovery, List<String> exclude, List<String> order, Recorder recorder) {
        steps.begin(part.part(), order);
        Set<String> waiting = new LinkedHashSet<>(order);
        try {
            for (String step = steps.next(); step != null; step = steps.next()) {
                waiting.remove(step);
                recorder.scope(step);
                launcher.execute(Discovery.step(part, step, exclude), recorder);
            }
        } finally {
            waiting.removeAll(steps.drain());
            forget(discovery, waiting, recorder);
        }
    }

    /** Leaves out what was released: another worker gives it its outcome. */
    private static void forget(Discovery discovery, Set<String> waiting, Recorder recorder) {
        for (TestRef test : discovery.tests()) {
            if (isBelow(test, waiting)) {
                recorder.released(test);
            }
        }
        for (TestRef template : discovery.templates()) {
            if (isBelow(template, waiting)) {
                recorder.released(template);
            }
        }
    }

    private static boolean isBelow(TestRef test, Set<String> steps) {
        for (String step : steps) {
            if (TestRef.isBelow(test.uniqueId(), step)) {
                return true;
            }
        }
        return false;
    }

    private static TestRef classRef(Command.Run part) {
        String simple = part.className().substring(part.className().lastIndexOf('.') + 1);
        return new TestRef(
                part.suite(),
                part.className(),
                part.className(),
                "[class:" + part.className() + "]",
                simple,
                simple,
                List.of());
    }

    /** A JVM that ran out of memory cannot be trusted with another test. */
    private RuntimeException die(Error error) {
        StringBuilder trace = new StringBuilder();
        for (StackTraceElement frame : error.getStackTrace()) {
            trace.append("\tat ").append(frame).append('\n');
        }
        link.sendNow(new Signal.Exiting(error.toString(), trace.toString()));
        Runtime.getRuntime().halt(71);
        throw error;
    }
}
