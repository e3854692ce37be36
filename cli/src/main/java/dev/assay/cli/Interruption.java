package dev.assay.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What Ctrl-C and a request to terminate do: the first lets the run end by itself, with the reports of what was run;
 * Ctrl-C after it ends the JVM at once, and the workers with it.
 */
public final class Interruption {
    private static final int PATIENCE_SECONDS = 60;

    private final Runnable first;
    private final Runnable second;
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::terminated, "assay-terminated");
    private final AtomicBoolean asked = new AtomicBoolean();
    private final InterruptSignal signal;

    /**
     * Begins to listen.
     *
     * @param first asks the run to end; returns at once
     * @param second leaves a clean screen behind
     */
    public Interruption(Runnable first, Runnable second) {
        this.first = first;
        this.second = second;
        Runtime.getRuntime().addShutdownHook(hook);
        this.signal = InterruptSignal.handle(this::interrupted);
    }

    /** Tells whether the user has asked to stop. */
    public boolean asked() {
        return asked.get();
    }

    /** Tells that the run came to its end. */
    public void close() {
        signal.close();
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the JVM is ending, and the hook waits for nothing else
        }
    }

    /** SIGTERM, SIGHUP, and SIGINT where it cannot be handled: the JVM ends when this returns. */
    private void terminated() {
        begin();
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                second.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void interrupted() {
        if (!begin()) {
            second.run();
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
        }
    }

    /** Asks the run to end; returns whether it still can be asked. A lock here could make a second signal wait. */
    private boolean begin() {
        boolean begins = asked.compareAndSet(false, true) && done.getCount() > 0;
        if (begins) {
            first.run();
        }
        return begins;
    }
}
