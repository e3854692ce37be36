package dev.assay.report.page;

import dev.assay.event.RunEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Workers, the parts of classes they ran, and how busy the machine was. */
final class Timeline {
    private final List<Worker> workers = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final Map<Integer, Part> running = new HashMap<>();
    private final List<RunEvent.Load> loads = new ArrayList<>();
    private int everyNth = 1;
    private int loadsSeen;

    /** A worker JVM; {@code ended} is null while it lives. */
    static final class Worker {
        final RunEvent.WorkerStarted started;
        RunEvent.@Nullable WorkerEnded ended;

        Worker(RunEvent.WorkerStarted started) {
            this.started = started;
        }
    }

    /** A class, or a part of one, in a worker. */
    static final class Part {
        final RunEvent.PartStarted started;
        final int classIndex;
        long end = -1;
        long cpuNanos;
        long testNanos;
        int tests;
        int bad;
        int flaky;

        Part(RunEvent.PartStarted started, int classIndex) {
            this.started = started;
            this.classIndex = classIndex;
        }
    }

    void on(RunEvent event, int classIndex) {
        if (event instanceof RunEvent.WorkerStarted started) {
            workers.add(new Worker(started));
        } else if (event instanceof RunEvent.WorkerEnded ended) {
            for (Worker worker : workers) {
                if (worker.started.worker() == ended.worker()) {
                    worker.ended = ended;
                }
            }
        } else if (event instanceof RunEvent.PartStarted started) {
            Part part = new Part(started, classIndex);
            parts.add(part);
            running.put(started.part(), part);
        } else if (event instanceof RunEvent.PartFinished finished) {
            Part part = running.remove(finished.part());
            if (part != null) {
                part.end = finished.at();
                part.cpuNanos = finished.cpuNanos();
            }
        } else if (event instanceof RunEvent.Load load) {
            addLoad(load);
        }
    }

    void test(RunEvent.TestFinished test) {
        Part part = running.get(test.part());
        if (part != null) {
            part.testNanos += test.wallNanos();
            part.tests++;
            part.bad += test.outcome().isBad() ? 1 : 0;
            part.flaky += test.flaky() ? 1 : 0;
        }
    }

    void container(RunEvent.ContainerFailed failed) {
        Part part = running.get(failed.part());
        if (part != null) {
            part.bad++;
        }
    }

    List<Worker> workers() {
        return workers;
    }

    List<Part> parts() {
        return parts;
    }

    List<RunEvent.Load> loads() {
        return loads;
    }

    /** Keeps at most two thousand, evenly spread, however long the run is. */
    private void addLoad(RunEvent.Load load) {
        if (loadsSeen++ % everyNth != 0) {
            return;
        }
        loads.add(load);
        if (loads.size() == 2_000) {
            for (int i = 0; i < 1_000; i++) {
                loads.set(i, loads.get(i * 2));
            }
            loads.subList(1_000, 2_000).clear();
            everyNth *= 2;
        }
    }
}
