package dev.assay.run;

import org.jspecify.annotations.Nullable;

/** What the coordinator knows of a worker. */
final class Worker {
    final int number;
    final Lane lane;
    final WorkerProcess process;
    final String reason;
    final String command;
    State state = State.STARTING;

    @Nullable Part part;

    int partsRun;
    long cpuNanos;
    String lastContext = "";
    String exitReason = "";

    /** A time-out that is about to end it: the dump that was asked for, and when not to wait any longer. */
    @Nullable String dump;

    long killAt = Long.MAX_VALUE;

    /** Where it is in its life. */
    enum State {
        STARTING,
        IDLE,
        BUSY,
        ENDING
    }

    Worker(int number, Lane lane, WorkerProcess process, String reason, String command) {
        this.number = number;
        this.lane = lane;
        this.process = process;
        this.reason = reason;
        this.command = command;
    }
}
