package dev.assay.junit;

import java.util.Optional;
import java.util.Set;

/**
 * Something dear that tests need, such as a server, a client or a broker: said once how it is opened, what it requires, how
 * long it lives.
 *
 * <pre>{@code
 * final class BillingServer implements Fixture<Server> {
 *     public Scope scope() { return Scope.SESSION; }
 *     public Set<Class<? extends Fixture<?>>> requires() { return Set.of(Broker.class); }
 *     public Server open(Opened required) { return Server.start(required.get(Broker.class)); }
 *     public boolean isHealthy(Server server) { return server.answers(); }
 * }
 *
 * @Test
 * void bills_are_sent(@Use(BillingServer.class) Server server) { ... }
 * }</pre>
 *
 * <p>All that a test asks for is opened before it, what does not depend on each other at the same time, and closed after the
 * last that uses it, in the opposite order. Fixtures are made by their constructors without arguments; two of them with
 * equal {@linkplain #configuration configurations} are one. Its code is called by threads of Assay, for METHOD and CLASS as
 * the test's.
 *
 * @param <T> what tests are given
 * @since 0.1
 */
public interface Fixture<T> {
    /** What a fixture requires, opened. */
    @FunctionalInterface
    interface Opened {
        /**
         * Returns what a required fixture gives.
         *
         * @throws IllegalArgumentException if it is not required
         */
        <R> R get(Class<? extends Fixture<R>> fixture);
    }

    /** Returns how long it lives: as long as the test class, unless this says otherwise. */
    default Scope scope() {
        return Scope.CLASS;
    }

    /** Returns what it requires, which lives at least as long. */
    default Set<Class<? extends Fixture<?>>> requires() {
        return Set.of();
    }

    /**
     * Opens it.
     *
     * @throws Exception if that fails; no test that uses it runs then
     */
    T open(Opened required) throws Exception;

    /** Tells whether it works: asked when it has been opened, and whenever a test is given it again. */
    default boolean isHealthy(T opened) throws Exception {
        return true;
    }

    /**
     * Closes it; what is {@link AutoCloseable} is closed as such.
     *
     * @throws Exception if that fails, which is reported
     */
    default void close(T opened) throws Exception {
        if (opened instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    /**
     * Lets go of one that is not to be closed: another JVM of the run has opened it, or still uses it. Whoever attaches by a
     * client of its own closes that here.
     *
     * @throws Exception if that fails, which is reported
     */
    default void detach(T attached) throws Exception {}

    /** Returns what it is made of: of all fixtures whose configurations are equal one is opened, for the same scope. */
    default Object configuration() {
        return getClass();
    }

    /** Returns by what other JVMs of the run find it, for scope RUN; nothing if they cannot. */
    default Optional<String> address(T opened) {
        return Optional.empty();
    }

    /**
     * Returns one that another JVM of the run has opened.
     *
     * @param address what {@link #address} returned there
     * @throws Exception if it is not there any more; it is opened anew then
     */
    default T attach(String address) throws Exception {
        throw new UnsupportedOperationException("a fixture with an address says how to attach to it");
    }
}
