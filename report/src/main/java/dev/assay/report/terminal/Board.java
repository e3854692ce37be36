package dev.assay.report.terminal;

import dev.assay.event.RunEvent;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What every worker is doing. */
final class Board {
    private final Map<Integer, Running> byPart = new HashMap<>();
    private int workers;

    /** A class, or a part of one, on a worker. */
    static final class Running {
        final int worker;
        final String className;
        final String label;
        final long since;
        String test = "";
        long testSince;

        Running(RunEvent.PartStarted part) {
            worker = part.worker();
            className = part.className();
            label = part.label();
            since = part.at();
        }
    }

    void on(RunEvent event) {
        if (event instanceof RunEvent.TestStarted test) {
            Running running = byPart.get(test.part());
            if (running != null) {
                running.test = test.test().name();
                running.testSince = test.at();
            }
        } else if (event instanceof RunEvent.TestFinished test) {
            Running running = byPart.get(test.part());
            if (running != null) {
                running.test = "";
            }
        } else if (event instanceof RunEvent.PartStarted part) {
            byPart.put(part.part(), new Running(part));
        } else if (event instanceof RunEvent.PartFinished part) {
            byPart.remove(part.part());
        } else if (event instanceof RunEvent.WorkerStarted) {
            workers++;
        } else if (event instanceof RunEvent.WorkerEnded worker) {
            workers--;
            byPart.values().removeIf(running -> running.worker == worker.worker());
        }
    }

    int workers() {
        return workers;
    }

    /** Returns what runs, the longest first. */
    List<Running> longestFirst() {
        return byPart.values().stream()
                .sorted(Comparator.comparingLong((Running running) -> running.since)
                        .thenComparingInt(running -> running.worker))
                .toList();
    }
}
