package dev.assay.data.internal;

/**
 * Values that can be numbered: what a field may hold by its meaning.
 *
 * @param group fields of one entity and group describe one thing, such as a person or a place, so that they share the
 *     number
 * @param room how many numbers there are
 * @param longest how many characters a value has at most; 0 of what is no text
 * @param repeats what happens to values as numbers go on
 */
public record Aspect(String group, long room, int longest, Repeats repeats, Values values) {
    /** How many characters tell the round, where values never come again. */
    static final int ROUND = 5;

    /** Whether a value comes again. */
    public enum Repeats {
        /** With another number already: a first name, of which there are fewer than persons. */
        SOON,
        /** When all numbers have been used. */
        LATE,
        /** Never: where the numbers are used again, the value tells the round, as an email address does by a digit. */
        NEVER,
        /** Never, and values rise from row to row, as invoices are numbered. */
        COUNTED
    }

    /** Returns the value of a number. */
    @FunctionalInterface
    public interface Values {
        Object at(long number, long round);
    }

    /** Returns how many rows can have values of their own. */
    public long distinct() {
        return switch (repeats) {
            case SOON -> 0;
            case LATE -> room;
            case NEVER, COUNTED -> Long.MAX_VALUE;
        };
    }
}
