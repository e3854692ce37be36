package dev.assay.core.ownership;

/**
 * What belongs to an owner, and ends with it: a transaction, a topic, a fault.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Resource {
    /**
     * Gives back whatever it holds. Called once, by the thread that ends the owner, which is a timer's where its time is
     * over; what is at work with it on other threads has to be stopped.
     *
     * @throws Exception what could not be given back; all that the owner has otherwise is ended nevertheless
     */
    void end(Ending why) throws Exception;
}
