package dev.assay.event;

/**
 * Something a class left behind in its worker.
 *
 * @param kind what it is
 * @param name which one: a property's key, a thread's name, a port's number
 * @param detail what changed: {@code en_US -> fr_FR}, or where a thread stands; before it, where that was asked
 *     for, after which test it was there first
 * @param stack where it stands, or where it was opened, as the JVM prints a stack; empty where that is not known
 * @since 0.1
 */
public record Leftover(Kind kind, String name, String detail, String stack) {
    /** Makes one of which no stack is known. */
    public Leftover(Kind kind, String name, String detail) {
        this(kind, name, detail, "");
    }

    /** The kinds of things that are looked for after each class. */
    public enum Kind {
        /** The JVM's default locale was changed. */
        LOCALE,
        /** The JVM's default time zone was changed. */
        TIME_ZONE,
        /** A system property was set, changed or removed. */
        SYSTEM_PROPERTY,
        /** {@code System.out}, {@code System.err} or {@code System.in} was replaced. */
        STANDARD_STREAM,
        /** A non-daemon thread is still running. */
        THREAD,
        /** A child process is still running. */
        PROCESS,
        /** A port is still open. */
        PORT,
        /** A file is still open. */
        FILE,
        /** A connection of a database was never closed. */
        CONNECTION
    }
}
