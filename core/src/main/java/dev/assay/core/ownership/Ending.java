package dev.assay.core.ownership;

/**
 * Why an owner ended.
 *
 * @since 0.1
 */
public enum Ending {
    /** It was closed, as its test ended. */
    CLOSED("it was closed"),

    /** It lived longer than its time-out allows. */
    TIMED_OUT("its time was over"),

    /** The mode was changed, or everything was closed. */
    DISMISSED("all owners were ended, as the mode was changed or ownership itself closed");

    private final String words;

    Ending(String words) {
        this.words = words;
    }

    /** Returns the reason in words, which go on behind a comma. */
    @Override
    public String toString() {
        return words;
    }
}
