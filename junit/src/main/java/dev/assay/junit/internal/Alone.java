package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Who runs beside whom in this JVM: a test that takes in threads which belong to nobody runs beside no other that has a
 * database. Not bound to a thread, for who ends a test may be another one.
 *
 * <p>A class whose tests have their databases together holds no place between them: the thread that waits for its tests may
 * run others meanwhile, which would wait for the class.
 */
final class Alone {
    /** More than there are tests at a time. */
    private static final int ALL = 1_000_000;

    private static final Semaphore PLACES = new Semaphore(ALL, true);

    private Alone() {}

    /**
     * Waits for the others.
     *
     * @return what lets them go on
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-022 if they do not end, or the thread is interrupted
     */
    static Runnable await(boolean alone, Duration waiting, ExtensionContext context) {
        int needed = alone ? ALL : 1;
        try {
            if (PLACES.tryAcquire(needed, waiting.toMillis(), TimeUnit.MILLISECONDS)) {
                return () -> PLACES.release(needed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw inVain("until it was interrupted", context);
        }
        throw inVain(waiting.toSeconds() + " s", context);
    }

    private static RuntimeException inVain(String waited, ExtensionContext context) {
        return Diagnosis.of("ASSAY-JUNIT-022", "a test waited in vain for those beside which it cannot run.")
                .with("test", Aftermath.name(context))
                .with("waited", waited)
                .because("a test in mode SHARED or AUTO takes in threads that belong to nobody, and so runs alone")
                .toFix("mode MANUAL: allow the threads that the test needs")
                .toFix("-D" + DatabaseSettings.WAITING + "=300, if tests take that long")
                .exception();
    }
}
