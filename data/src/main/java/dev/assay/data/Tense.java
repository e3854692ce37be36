package dev.assay.data;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Which times a field may hold, seen from the day as of which a dataset is.
 *
 * @since 0.1
 */
public enum Tense {
    /** Any. */
    ANY,
    /** Those before the day. */
    PAST,
    /** Those before the day, the day itself, and the moment at which it begins. */
    PAST_OR_PRESENT,
    /** Days after the day, and moments after its beginning. */
    FUTURE,
    /** The day, and what comes after its beginning. */
    FUTURE_OR_PRESENT;

    /** Returns the times that a field may hold as of a day: of a field that holds days, their beginnings. */
    public Bounds<LocalDateTime> bounds(LocalDate asOf) {
        LocalDateTime now = asOf.atStartOfDay();
        return switch (this) {
            case ANY -> Bounds.open();
            case PAST -> new Bounds<>(null, now.minusSeconds(1));
            case PAST_OR_PRESENT -> new Bounds<>(null, now);
            case FUTURE -> new Bounds<>(now.plusSeconds(1), null);
            case FUTURE_OR_PRESENT -> new Bounds<>(now, null);
        };
    }
}
