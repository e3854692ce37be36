package dev.assay.event;

/**
 * Reads a run's events: the terminal, the reports and history are such readers.
 *
 * <p>Events arrive one at a time, in order; a listener needs no locks. A listener that throws is reported once, is not
 * called again, and does not disturb the run.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface RunListener {
    /** Takes the next event. */
    void on(RunEvent event);
}
