package dev.assay.bench.measure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks at a process tree a few times a second until it is told to stop. */
final class TreeWatch {
    private static final long INTERVAL_MILLIS = 200;

    private final ProcFs proc;
    private final List<ProcessHandle> roots;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "tree-watch");
    private final Map<Long, Duration> cpu = new HashMap<>();
    private @Nullable ProcessHandle coordinator;
    private long coordinatorPeakKib;
    private long treePeakKib;

    TreeWatch(ProcFs proc, List<ProcessHandle> roots) {
        this.proc = proc;
        this.roots = List.copyOf(roots);
        thread.setDaemon(true);
        thread.start();
    }

    /** Stops looking; what was seen can be asked for afterwards. */
    void stop() throws InterruptedException {
        stopped.countDown();
        thread.join();
    }

    /** Returns the sum of each process's CPU time when it was last seen: too little by what came after. */
    double sampledCpuMillis() {
        return cpu.values().stream().mapToDouble(Duration::toNanos).sum() / 1e6;
    }

    long coordinatorPeakKib() {
        return coordinatorPeakKib;
    }

    long treePeakKib() {
        return treePeakKib;
    }

    private void watch() {
        try {
            do {
                sample();
            } while (!stopped.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sample() {
        long[] resident = {0};
        for (ProcessHandle root : roots) {
            see(root, resident);
            root.descendants().forEach(each -> see(each, resident));
        }
        treePeakKib = Math.max(treePeakKib, resident[0]);
        if (coordinator == null || !coordinator.isAlive()) {
            coordinator = firstJvm();
        }
        if (coordinator != null) {
            coordinatorPeakKib = Math.max(coordinatorPeakKib, proc.peakKib(coordinator.pid()));
        }
    }

    private void see(ProcessHandle process, long[] resident) {
        process.info().totalCpuDuration().ifPresent(time -> cpu.merge(process.pid(), time, TreeWatch::longer));
        resident[0] += proc.residentKib(process.pid());
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    /** Breadth first, because a launching shell or a Maven wrapper may stand above the coordinator. */
    private @Nullable ProcessHandle firstJvm() {
        Deque<ProcessHandle> queue = new ArrayDeque<>(roots);
        while (!queue.isEmpty()) {
            ProcessHandle next = queue.remove();
            if (isJvm(next.info().command())) {
                return next;
            }
            next.children().forEach(queue::add);
        }
        return null;
    }

    private static boolean isJvm(Optional<String> command) {
        return command.map(Path::of)
                .map(Path::getFileName)
                .map(Path::toString)
                .filter(name -> name.equals("java") || name.equals("java.exe"))
                .isPresent();
    }
}
