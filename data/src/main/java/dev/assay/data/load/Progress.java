package dev.assay.data.load;

import java.time.Duration;

/**
 * How far a load is.
 *
 * @param rows how many rows are done
 * @param of how many there are
 * @param perSecond how many are done in a second, since the load began
 * @param remaining how long the others will take at that rate; zero as long as nothing is known
 * @param stage what is being done
 * @since 0.1
 */
public record Progress(long rows, long of, double perSecond, Duration remaining, Stage stage) {
    /** What a load does one after the other. */
    public enum Stage {
        /** Rows go to where they belong. */
        ROWS,
        /** Keys, indexes, sequences and statistics are made, or files take their places. */
        COMPLETION,
        /** All is there. */
        DONE
    }

    /** Returns how much is done, from 0 to 1. */
    public double fraction() {
        return of == 0 ? 1 : (double) rows / of;
    }
}
