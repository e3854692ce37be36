package dev.assay.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C and a request to terminate do: the first lets the run end by itself, with the reports of what was run;
 * a second one ends the JVM at once, and the workers with it.
 */
final class Interruption {
    private static final int PATIENCE_SECONDS = 60;

    private final Runnable first;
    private final Runnable second;
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::terminated, "assay-terminated");
    private boolean interrupted;

    /**
     * Begins to listen.
     *
     * @param first asks the run to end; returns at once
     * @param second leaves a clean screen behind
     */
    Interruption(Runnable first, Runnable second) {
        this.first = first;
        this.second = second;
        Runtime.getRuntime().addShutdownHook(hook);
        handleInterrupt();
    }

    /** Tells that the run came to its end. */
    void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the JVM is ending, and the hook waits for nothing else
        }
    }

    /** SIGTERM, SIGHUP, and SIGINT where it cannot be handled: the JVM ends when this returns. */
    private void terminated() {
        first.run();
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                second.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void interrupted() {
        if (interrupted || done.getCount() == 0) {
            second.run();
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
        }
        interrupted = true;
        first.run();
    }

    /** The handler is in the JDK's module of unsupported classes, which not every Java must have. */
    private void handleInterrupt() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object onInterrupt = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            interrupted();
                            return null;
                        }
                        return method.getName().equals("equals") ? proxy == arguments[0] : (Object) 0;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), onInterrupt);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // Ctrl-C then is a request to terminate like any other.
            Thread.currentThread().setUncaughtExceptionHandler(null);
        }
    }
}
