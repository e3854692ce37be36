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

    /** CPU time per wall time over about the last second. */
    private double share = 1;

    private long shareCpu;
    private long shareAt;
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

    private static final long SECOND = 1_000_000_000L;
    private static final double WAITING_BELOW = 0.3;

    Worker(int number, Lane lane, WorkerProcess process, String reason, String command) {
        this.number = number;
        this.lane = lane;
        this.process = process;
        this.reason = reason;
        this.command = command;
    }

    /** Takes a reading of the process's CPU time. */
    void sampled(long cpu, long now) {
        cpuNanos = Math.max(cpuNanos, cpu);
        if (now - shareAt >= SECOND) {
            share = (double) (cpuNanos - shareCpu) / (now - shareAt);
            shareCpu = cpuNanos;
            shareAt = now;
        }
    }

    /** Tells whether what it runs leaves its core idle: as history knows, else as its CPU time shows. */
    boolean isWaiting(long now) {
        Part running = part;
        return running != null
                && (running.waits
                        || running.task.cost == null && now - running.startedAt > 2 * SECOND && share < WAITING_BELOW);
    }
}
