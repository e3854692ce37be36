package dev.assay.core;

/**
 * What tells how much time has passed: nanoseconds since some moment that means nothing else, as {@link System#nanoTime}
 * has them. Whatever measures or waits asks one of these, so that a test can have time pass as it likes.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Ticker {
    /** The machine's own. */
    Ticker SYSTEM = System::nanoTime;

    /** Returns the nanoseconds; only differences mean something. */
    long nanos();
}
