package dev.assay.data;

/**
 * Values that can be numbered: what a field may hold by its meaning.
 *
 * @param group fields of one entity and group describe one thing, such as a person or a place, so that they share the
 *     number
 * @param room how many numbers there are
 * @param rounds whether values differ when the numbers are used again, as an email address does by a digit behind it
 */
record Aspect(String group, long room, boolean rounds, Values values) {
    /** Returns the value of a number. */
    @FunctionalInterface
    interface Values {
        Object at(long number, long round);
    }
}
