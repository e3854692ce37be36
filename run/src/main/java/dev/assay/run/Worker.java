package dev.assay.run;

import org.jspecify.annotations.Nullable;

/** What the coordinator knows of a worker. */
final class Worker {
    final int number;

    /** What <code>${surefire.forkNumber}</code> stands for: no other living worker has it. */
    final int slot;

    final Lane lane;
    final WorkerProcess process;
    final String reason;
    final String command;
    State state = State.STARTING;

    @Nullable Part part;

    int partsRun;

    /** Whether its CPU time per wall time over about the last second shows that it waits. */
    private boolean seemsToWait;

    private long shareCpu;
    private long shareAt;
    long cpuNanos;
    String lastContext = "";
    String exitReason = "";
    final EarlyOutput early = new EarlyOutput();

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

    /** On a machine that others keep busy, what computes gets little CPU time too. */
    private static final double WAITING_BELOW_WHEN_BUSY = 0.1;

    Worker(int number, int slot, Lane lane, WorkerProcess process, String reason, String command) {
        this.number = number;
        this.slot = slot;
        this.lane = lane;
        this.process = process;
        this.reason = reason;
        this.command = command;
    }

    /** Takes a reading of the process's CPU time; tells whether the machine had CPU time to spare. */
    void sampled(long cpu, long now, boolean spare) {
        cpuNanos = Math.max(cpuNanos, cpu);
        if (now - shareAt >= SECOND) {
            double share = (double) (cpuNanos - shareCpu) / (now - shareAt);
            seemsToWait = share < (spare ? WAITING_BELOW : WAITING_BELOW_WHEN_BUSY);
            shareCpu = cpuNanos;
            shareAt = now;
        }
    }

    /** Tells whether what it runs leaves its core idle: as history knows, else as its CPU time shows. */
    boolean isWaiting(long now) {
        Part running = part;
        return running != null
                && (running.waits || running.task.cost == null && now - running.startedAt > 2 * SECOND && seemsToWait);
    }
}
