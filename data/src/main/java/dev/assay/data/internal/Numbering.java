package dev.assay.data.internal;

import dev.assay.core.Permutation;
import dev.assay.core.Seed;
import org.jspecify.annotations.Nullable;

/**
 * Which number of an aspect each row has, for all fields of a group.
 *
 * @param slot where a row keeps the number once it is known
 * @param key what numbers follow from where they may repeat
 * @param room how many numbers there are
 * @param order what they follow from where no two rows may have the same; null where they may
 * @param counted whether the number is the row's own
 * @param rounds whether values tell how often the numbers were used up
 */
public record Numbering(
        int slot, long key, long room, @Nullable Permutation order, boolean counted, boolean rounds) {
    /**
     * Numbers rows by what follows from a seed.
     *
     * @param unique whether no two rows may have the same value
     * @param spread whether values are to come again as late as they can, although they may
     */
    public static Numbering of(int slot, Seed group, Aspect aspect, boolean unique, boolean spread) {
        long room = aspect.room();
        boolean counted = aspect.repeats() == Aspect.Repeats.COUNTED;
        Permutation order = (unique || spread) && !counted ? Permutation.of(group, room) : null;
        return new Numbering(slot, group.key(), room, order, counted, unique || counted);
    }

    /** Returns a row's number. */
    public long number(long row) {
        if (order == null && !counted) {
            return Seed.scale(Seed.bits(key, row), room);
        }
        // Most rows are of the first round, and need no division.
        long place = row < room ? row : row % room;
        return order == null ? place : order.at(place);
    }

    /** Returns another number that a row could have, where numbers may repeat. */
    public long number(long row, int attempt) {
        return Seed.scale(Seed.bits(key + attempt, row), room);
    }

    /** Returns how often the numbers were used up before a row came. */
    public long round(long row) {
        return rounds && row >= room ? row / room : 0;
    }

    /** Tells whether a row may have another number as well. */
    public boolean mayBeDrawnAgain() {
        return order == null && !counted;
    }
}
